package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.PlainWriter;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of a Postman collection. Without state. */
final class PostmanRequest {
    private static final String JSON = "application/json";

    private PostmanRequest() {}

    /** @param body null for none */
    static Map<String, Object> of(Route route, @Nullable Object body) {
        Map<String, Object> url = url(route.path());
        List<Object> query = new ArrayList<>();
        route.doc()
                .query()
                .members()
                .forEach((name, member) ->
                        query.add(Tree.of("key", name, "value", "", "disabled", !member.isRequired())));
        if (!query.isEmpty()) {
            url.put("query", query);
        }
        Map<String, Object> request = of(route.method(), url, route.access());
        if (body instanceof Map<?, ?> members) {
            Map<String, Object> filled = new LinkedHashMap<>();
            members.forEach((name, value) -> filled.put((String) name, value(route, (String) name, value)));
            request.put("header", jsonHeader());
            request.put(
                    "body",
                    Tree.of(
                            "mode",
                            "raw",
                            "raw",
                            PlainWriter.write(filled),
                            "options",
                            Tree.of("raw", Tree.of("language", "json"))));
        }
        return request;
    }

    static Map<String, Object> of(String method, Map<String, Object> url, AccessRule access) {
        Map<String, Object> request = Tree.of("method", method, "url", url);
        if (access.demand() == AccessRule.Demand.OPEN) {
            request.put("auth", Tree.of("type", "noauth"));
        }
        return request;
    }

    /** At a login the reader's own credentials stand for those of the example. */
    private static Object value(Route route, String member, Object example) {
        if (route.site() != RefusalContext.LOGIN) {
            return example;
        }
        return switch (member) {
            case "username", "email", "auth" -> "{{username}}";
            case "password" -> "{{password}}";
            case "api_key" -> "{{apiKey}}";
            default -> example;
        };
    }

    static Map<String, Object> url(String path) {
        List<String> segments = new ArrayList<>();
        List<Object> variables = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            boolean isVariable = segment.startsWith("{") && segment.endsWith("}");
            String name = isVariable ? segment.substring(1, segment.length() - 1) : segment;
            segments.add(isVariable ? ":" + name : segment);
            if (isVariable) {
                variables.add(Tree.of("key", name, "value", ""));
            }
        }
        Map<String, Object> url = Tree.of(
                "raw", "{{baseUrl}}/" + String.join("/", segments), "host", List.of("{{baseUrl}}"), "path", segments);
        if (!variables.isEmpty()) {
            url.put("variable", variables);
        }
        return url;
    }

    /** An answer to that request, as an example. */
    static Map<String, Object> answer(RouteDoc.Answer answer, Map<String, Object> request) {
        Map<String, Object> response = Tree.of(
                "name", answer.meaning(),
                "originalRequest", request,
                "status", phrase(answer.status()),
                "code", answer.status());
        if (answer.body() != null && answer.type().equals(JSON)) {
            response.put("header", jsonHeader());
            response.put("body", text(answer.body().example()));
        }
        return response;
    }

    private static List<Object> jsonHeader() {
        return List.of(Tree.of("key", "Content-Type", "value", JSON));
    }

    /** Writes an example, which may be a list, as JSON. */
    private static String text(Object example) {
        String wrapped = PlainWriter.write(Map.of("b", example));
        return wrapped.substring("{\"b\":".length(), wrapped.length() - 1);
    }

    private static String phrase(int status) {
        return switch (status) {
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            default -> "OK";
        };
    }
}
