package dev.sallyport.servlet;

import dev.sallyport.servlet.wire.Route;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ids, bodies and queries that nobody should send, at every route. */
final class HostileRoutes {
    private static final List<String> IDS =
            List.of("ada", " ", "a b", "\u0000", "%", "\ud83d\ude00", "' OR '1'='1", "x".repeat(256), "x".repeat(257));
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(10_000) + "\"",
            "[]",
            "[null]",
            "[\"viewer\",\"viewer\"]",
            "[\"sallyport:*\",\"*\"]",
            "{}",
            "{\"a\":{\"b\":[1]}}");
    private static final List<String> MEMBERS = List.of(
            "login",
            "id",
            "email",
            "name",
            "tenant",
            "roles",
            "attributes",
            "send_mail",
            "revoke_keys",
            "key",
            "ids",
            "owner",
            "reason",
            "scopes",
            "enabled",
            "expires_at",
            "rate_limit",
            "type",
            "grants",
            "overlap_seconds");
    private static final List<String> PARAMETERS = List.of(
            "q",
            "tenant",
            "role",
            "state",
            "status",
            "after",
            "limit",
            "owner",
            "unused_days",
            "expires_before",
            "type",
            "credential",
            "actor",
            "from",
            "to");

    private HostileRoutes() {}

    /** Sends them all; answers what ended in a failure, where a refusal in words is due. */
    static List<String> failures(LiveApi api, String credential, List<Route> routes) {
        List<String> failures = new ArrayList<>();
        for (Route route : routes) {
            for (String path : paths(route)) {
                boolean isPlain = path.equals(route.path()) || path.contains("/ada");
                for (String body : isPlain ? bodies(route) : List.of(empty(route))) {
                    HttpResponse<String> answer =
                            api.send(route.method(), path, credential, body.isEmpty() ? null : body);
                    if (answer.statusCode() >= 500) {
                        failures.add(answer.statusCode() + " " + route.method() + " " + path + " " + body);
                    }
                }
            }
        }
        return failures;
    }

    private static List<String> paths(Route route) {
        String path = route.path();
        if (path.contains("{")) {
            return IDS.stream()
                    .map(id -> path.replaceAll(
                            "\\{[a-z]+}",
                            URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")))
                    .toList();
        }
        return route.method().equals("GET")
                ? PARAMETERS.stream()
                        .flatMap(name -> Stream.of("", "x", "-1", "%00", "%ff", "%F0%9F%98%80", "x".repeat(4_001))
                                .map(value -> path + "?" + name + "=" + value))
                        .toList()
                : List.of(path);
    }

    private static List<String> bodies(Route route) {
        if (route.body() == Route.Body.NONE) {
            return List.of("");
        }
        return Stream.concat(
                        Stream.of("{}", "[]", "{\"unknown\":1}"),
                        MEMBERS.stream()
                                .flatMap(name -> VALUES.stream().map(value -> "{\"" + name + "\":" + value + "}")))
                .toList();
    }

    private static String empty(Route route) {
        return route.body() == Route.Body.NONE ? "" : "{}";
    }
}
