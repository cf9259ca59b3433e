package dev.sallyport.servlet.shape;

import dev.sallyport.json.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an object. Immutable.
 *
 * @param members by name, in their order
 * @param others the shape of members with any other name; null where there are none
 */
public record Members(Map<String, Member> members, @Nullable JsonShape others, boolean nullable) implements JsonShape {
    /** One member. */
    public record Member(JsonShape shape, boolean isRequired) {}

    public Members {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** With a member that is always there. */
    public Members required(String name, JsonShape shape) {
        return with(name, new Member(shape, true));
    }

    /** With a member that may be absent. */
    public Members optional(String name, JsonShape shape) {
        return with(name, new Member(shape, false));
    }

    private Members with(String name, Member member) {
        Map<String, Member> more = new LinkedHashMap<>(members);
        more.put(name, member);
        return new Members(more, others, nullable);
    }

    /** With all members of another object too. */
    public Members and(Members more) {
        Members all = this;
        for (Map.Entry<String, Member> each : more.members.entrySet()) {
            all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    @Override
    public Members orNull() {
        return new Members(members, others, true);
    }

    /** The shape of a member; null where there is none of that name. */
    public @Nullable JsonShape member(String name) {
        Member member = members.get(name);
        return member == null ? null : member.shape();
    }

    @Override
    public Map<String, Object> schema(OpenApiVersion version) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Nullability.put(schema, "object", nullable, version);
        List<String> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            properties.put(name, member.shape().schema(version));
            if (member.isRequired()) {
                required.add(name);
            }
        });
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        // OpenAPI 3.0 allows no empty list here.
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (others != null) {
            schema.put("additionalProperties", others.schema(version));
        }
        return schema;
    }

    /** With the members that are always there, and those that have a sample. */
    @Override
    public Object example() {
        Map<String, Object> example = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            if (member.isRequired() || (member.shape() instanceof Scalar scalar && scalar.isShown())) {
                example.put(name, member.shape().example());
            }
        });
        return example;
    }

    @Override
    public Optional<String> difference(String at, Object value) {
        if (value == JsonReader.NULL && nullable) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return Optional.of(at + " is no object");
        }
        for (Map.Entry<String, Member> each : members.entrySet()) {
            Object found = object.get(each.getKey());
            if (found == null && each.getValue().isRequired()) {
                return Optional.of(at + " has no " + each.getKey());
            }
            Optional<String> difference = found == null
                    ? Optional.empty()
                    : each.getValue().shape().difference(at + "." + each.getKey(), found);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return unknown(at, object);
    }

    private Optional<String> unknown(String at, Map<?, ?> object) {
        for (Map.Entry<?, ?> each : object.entrySet()) {
            String name = (String) each.getKey();
            if (!members.containsKey(name)) {
                Optional<String> difference = others == null
                        ? Optional.of(at + " has the undeclared " + name)
                        : others.difference(at + "." + name, each.getValue());
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }
}
