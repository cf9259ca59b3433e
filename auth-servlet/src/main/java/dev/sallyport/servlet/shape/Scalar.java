package dev.sallyport.servlet.shape;

import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a text, a number, a truth value, or any value. Immutable.
 *
 * @param type as JSON Schema names it, or one of the two below
 * @param rules further keywords of JSON Schema
 * @param sample for documents; null for none of its own
 */
public record Scalar(
        String type,
        Map<String, Object> rules,
        boolean nullable,
        @Nullable Object sample) implements JsonShape {
    /** Any value. */
    static final String ANY = "any";
    /** A whole number or a text. */
    static final String ID = "id";

    public Scalar {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    static Scalar of(String type) {
        return new Scalar(type, Map.of(), false, null);
    }

    Scalar with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(rules);
        more.put(keyword, value);
        return new Scalar(type, more, nullable, sample);
    }

    /** With this value in examples. */
    public Scalar like(Object value) {
        return new Scalar(type, rules, nullable, value);
    }

    /** With a sentence for readers. */
    public Scalar describedAs(String sentence) {
        return with("description", sentence);
    }

    @Override
    public Scalar orNull() {
        return new Scalar(type, rules, true, sample);
    }

    /** Tells whether it is an instant, which has a form and no bound. */
    public boolean isInstant() {
        return "date-time".equals(rules.get("format"));
    }

    /** The longest text; null for no bound, and where it is no text. */
    public @Nullable Long maxLength() {
        return (Long) rules.get("maxLength");
    }

    @Override
    public Map<String, Object> schema(OpenApiVersion version) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type.equals(ID)) {
            if (version == OpenApiVersion.OAS_3_1) {
                schema.put("type", types("integer", "string"));
            } else {
                schema.put("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "string")));
                if (nullable) {
                    schema.put("nullable", true);
                }
            }
        } else if (!type.equals(ANY)) {
            Nullability.put(schema, type, nullable, version);
        }
        schema.putAll(rules);
        if (nullable && rules.get("enum") instanceof List<?> words) {
            List<Object> withNull = new ArrayList<>(words);
            withNull.add(JsonReader.NULL);
            schema.put("enum", withNull);
        }
        return schema;
    }

    private List<String> types(String... names) {
        List<String> types = new ArrayList<>(List.of(names));
        if (nullable) {
            types.add("null");
        }
        return types;
    }

    /** Tells whether an example of an object shows this member even where it may be absent. */
    boolean isShown() {
        return sample != null;
    }

    @Override
    public Object example() {
        if (sample != null) {
            return sample;
        }
        if (nullable) {
            return JsonReader.NULL;
        }
        if (rules.get("enum") instanceof List<?> words) {
            return words.get(0);
        }
        return switch (type) {
            case "integer" -> Math.max(1L, rules.get("minimum") instanceof Long least ? least : 0);
            case "boolean" -> true;
            default -> isInstant() ? "2030-01-31T12:00:00Z" : "text";
        };
    }

    @Override
    public Optional<String> difference(String at, Object value) {
        if (value == JsonReader.NULL && nullable) {
            return Optional.empty();
        }
        boolean isOfType = switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> isWhole(value);
            case "boolean" -> value instanceof Boolean;
            case ID -> value instanceof String || isWhole(value);
            default -> true;
        };
        if (!isOfType) {
            return Optional.of(at + " is no " + type);
        }
        return rules.get("enum") instanceof List<?> words && !words.contains(value)
                ? Optional.of(at + " is none of " + words)
                : Optional.empty();
    }

    private static boolean isWhole(Object value) {
        return value instanceof JsonNumber number && number.isWhole();
    }
}
