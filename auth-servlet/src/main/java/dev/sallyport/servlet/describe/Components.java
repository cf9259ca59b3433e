package dev.sallyport.servlet.describe;

import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.WireProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Schemas of refusals, one a cause, made from what the profile's own renderer writes. For one document. */
final class Components {
    private static final JsonReader READER = JsonReader.asWritten(new JsonLimits(16, 256, 4_096, 64, 1_000));
    /** Members that a program compares. */
    private static final Set<String> WORDS = Set.of("code", "error", "type", "status");

    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final Map<String, Object> responses = new LinkedHashMap<>();

    Map<String, Object> schemas() {
        return schemas;
    }

    Map<String, Object> responses() {
        return responses;
    }

    /** References to the responses that refuse, by status; the last is for what nobody expects. */
    Map<String, Object> refusals(WireProfile profile, RefusalContext site, Set<Cause> causes) {
        Map<Integer, List<Cause>> byStatus = new TreeMap<>();
        causes.forEach(cause -> byStatus.computeIfAbsent(
                        profile.refusal(Causes.sample(cause), site).status(), status -> new ArrayList<>())
                .add(cause));
        Map<String, Object> found = new LinkedHashMap<>();
        byStatus.forEach((status, each) -> found.put(Integer.toString(status), refusal(profile, site, each)));
        Reply failure = profile.failure("0123456789ab", site);
        found.put(
                "default",
                reference(
                        responses,
                        "responses",
                        "Failed",
                        response("Something went wrong here.", Map.of("failure", failure))));
        return found;
    }

    private Map<String, Object> refusal(WireProfile profile, RefusalContext site, List<Cause> causes) {
        Map<String, Reply> replies = new LinkedHashMap<>();
        for (Cause cause : causes) {
            replies.put(cause.name().toLowerCase(Locale.ROOT), profile.refusal(Causes.sample(cause), site));
        }
        Map<String, Object> response = response("Refused: " + String.join(", ", replies.keySet()), replies);
        Map<String, Object> headers = new LinkedHashMap<>();
        if (replies.values().iterator().next().status() == 401) {
            headers.put("WWW-Authenticate", header("The scheme to authenticate by (RFC 9110)."));
        }
        if (causes.contains(Cause.RATE_LIMITED) || causes.contains(Cause.UNAVAILABLE)) {
            headers.put("Retry-After", header("Seconds after which another try makes sense."));
        }
        if (causes.contains(Cause.RATE_LIMITED)) {
            limitHeaders(profile).forEach(name -> headers.put(name, header("How much of the limit is left.")));
        }
        if (!headers.isEmpty()) {
            response.put("headers", headers);
        }
        return reference(responses, "responses", "Refused", response);
    }

    private static Set<String> limitHeaders(WireProfile profile) {
        RateLimit.Window window = new RateLimit.Window(1, Duration.ofMinutes(1));
        return new TreeSet<>(profile.limits("default", new LimitDecision(true, window, 1, Duration.ZERO, Duration.ZERO))
                .keySet());
    }

    private static Map<String, Object> header(String sentence) {
        return Tree.of("description", sentence, "schema", Tree.of("type", "string"));
    }

    private Map<String, Object> response(String meaning, Map<String, Reply> byCause) {
        Map<String, Object> response = Tree.of("description", meaning);
        Map<String, List<Object>> schemasByType = new LinkedHashMap<>();
        Map<String, Map<String, Object>> examplesByType = new LinkedHashMap<>();
        byCause.forEach((cause, reply) -> {
            String type = reply.contentType();
            if (type != null) {
                Object body = read(reply.body());
                List<Object> schemasOfType = schemasByType.computeIfAbsent(type, same -> new ArrayList<>());
                Object schema = reference(schemas, "schemas", cause, schema(body, cause));
                if (!schemasOfType.contains(schema)) {
                    schemasOfType.add(schema);
                }
                examplesByType
                        .computeIfAbsent(type, same -> new LinkedHashMap<>())
                        .put(cause, Tree.of("value", body));
            }
        });
        Map<String, Object> content = new LinkedHashMap<>();
        schemasByType.forEach((type, all) -> content.put(
                type,
                Tree.of(
                        "schema",
                        all.size() == 1 ? all.get(0) : Tree.of("anyOf", all),
                        "examples",
                        examplesByType.getOrDefault(type, Map.of()))));
        if (!content.isEmpty()) {
            response.put("content", content);
        }
        return response;
    }

    /** The name, with a number where it is taken by another object. */
    static Map<String, Object> reference(
            Map<String, Object> all, String kind, String name, Map<String, Object> object) {
        String free = name;
        for (int i = 2; all.containsKey(free) && !object.equals(all.get(free)); i++) {
            free = name + "_" + i;
        }
        all.put(free, object);
        return Tree.of("$ref", "#/components/" + kind + "/" + free);
    }

    /** The text itself where it is no JSON object: profiles of others may write what they like. */
    private static Object read(String body) {
        try {
            return READER.readObject(body.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            return body;
        }
    }

    /** Schema of a body; faulty fields and required scopes differ from answer to answer, and are left open. */
    private static Map<String, Object> schema(Object value, String cause) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            object.forEach((key, member) -> {
                String name = (String) key;
                Map<String, Object> schema = schema(member, cause);
                boolean isOfField = cause.equals(name(Cause.INVALID_REQUEST));
                if (WORDS.contains(name) && !isOfField) {
                    schema.put("enum", List.of(member));
                }
                properties.put(name, schema);
                if (!isOfField) {
                    required.add(name);
                }
            });
            Map<String, Object> schema = Tree.of("type", "object", "properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            return schema;
        }
        if (value instanceof List<?> items) {
            Object item = items.isEmpty() ? "" : items.get(0);
            return Tree.of("type", "array", "items", schema(item, cause));
        }
        if (value instanceof JsonNumber) {
            return Tree.of("type", "integer");
        }
        return value instanceof String ? Tree.of("type", "string") : new LinkedHashMap<>();
    }

    private static String name(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }
}
