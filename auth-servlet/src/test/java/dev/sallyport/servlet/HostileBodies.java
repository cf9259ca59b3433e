package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every way in which the body of a request can be wrong, sent to one endpoint over real HTTP. What comes back must be one of the
 * 4xx that are documented, in the profile's own words, without anything of what was sent.
 */
final class HostileBodies {
    /** Stands in every text that is sent, so that an echo is found. */
    private static final String CANARY = "c4n4ry";

    private static final Set<Integer> DOCUMENTED = Set.of(400, 401, 403, 404, 405, 413, 415, 429);
    private static final HttpClient CLIENT = client();

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final Map<String, String> members;
    private final Set<String> required;
    private final Consumer<HttpResponse<String>> profile;
    private final List<String> answers = new ArrayList<>();
    private Set<String> malformedAnswers = Set.of();
    private boolean takesForms;

    /**
     * @param members the body that is accepted, as JSON values by name
     * @param required the members without which it is refused
     * @param profile checks that an error body is one of the profile's
     */
    HostileBodies(
            String method,
            URI uri,
            Map<String, String> headers,
            Map<String, String> members,
            Set<String> required,
            Consumer<HttpResponse<String>> profile) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.members = members;
        this.required = required;
        this.profile = profile;
    }

    /** Where a form of the same members does what the JSON does; what is no form of them is refused all the same. */
    HostileBodies takingForms() {
        takesForms = true;
        return this;
    }

    /** @return status and body of each answer, in an order that depends on nothing but the names of the members */
    List<String> areAllRefused() {
        answers.clear();
        for (String body : malformed()) {
            refused(body, send(method, "application/json", body.getBytes(StandardCharsets.UTF_8)), 400);
        }
        malformedAnswers = Set.copyOf(answers);
        for (String name : members.keySet()) {
            for (String value : wrongValuesFor(name)) {
                String body = object(with(name, value));
                refused(body, send(method, "application/json", body.getBytes(StandardCharsets.UTF_8)));
            }
        }
        byte[] valid = object(members).getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=no-such",
                "application/json; charset=\"",
                "",
                "application/jsonp",
                "*/*")) {
            refused(type, send(method, type, valid), 415, 400);
        }
        if (!takesForms) {
            refused("form", send(method, "application/x-www-form-urlencoded", form()), 415, 400);
        }
        refused(
                "broken form",
                send(method, "application/x-www-form-urlencoded", "a=%zz".getBytes(StandardCharsets.UTF_8)),
                415,
                400);
        byte[] notUtf8 = object(with(first(), "\"\u00e9" + CANARY + "\"")).getBytes(StandardCharsets.ISO_8859_1);
        refused("bytes that are no UTF-8", send(method, "application/json", notUtf8));
        refused("utf-16", send(method, "application/json", object(members).getBytes(StandardCharsets.UTF_16)));
        for (String unknown : List.of("BREW", "PROPFIND", "TRACE")) {
            refused(unknown, send(unknown, "application/json", valid), 405);
        }
        // The container closes the connection of what it does not read to the end; no other request is to find it in
        // the pool.
        String mebibyte = object(with(first(), "\"" + CANARY + "x".repeat(1 << 20) + "\""));
        refused("1 MiB", send(client(), method, "application/json", mebibyte.getBytes(StandardCharsets.UTF_8)), 413);
        return List.copyOf(answers);
    }

    /**
     * Sends the body that nothing is wrong with, after all others, since it may change something. If it is refused, then not in the
     * words that the malformed ones are refused in: those were not refused for what is wrong with all of them.
     */
    void isTakenWith(int status) {
        byte[] valid = object(members).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = send(method, "application/json", valid);
        assertThat(response.statusCode())
                .as(method + " " + uri.getPath() + " with nothing wrong answered " + response.body())
                .isEqualTo(status);
        assertThat(malformedAnswers).doesNotContain(answer(response));
    }

    private List<String> malformed() {
        String valid = object(members);
        List<String> bodies = new ArrayList<>(List.of(
                " ",
                "[]",
                "[" + valid + "]",
                "null",
                "true",
                "7",
                "\"" + CANARY + "\"",
                "{",
                "{\"" + CANARY,
                valid.substring(0, valid.length() - 1),
                valid + valid,
                valid + "x",
                valid.replace('"', '\''),
                "\uFEFF" + valid,
                "/* */" + valid,
                "{\"a\":".repeat(200) + "1" + "}".repeat(200),
                "[".repeat(5_000),
                object(with("unexpected", "\"" + CANARY + "\"")),
                object(with("__proto__", """
                        {"a":{"a":1,"a":2}}"""))));
        for (String name : members.keySet()) {
            String duplicate = "{\"" + name + "\":" + members.get(name) + "," + valid.substring(1);
            bodies.add(duplicate);
            bodies.add(object(with(name, "{\"a\":".repeat(40) + "1" + "}".repeat(40))));
            if (required.contains(name)) {
                Map<String, String> without = new LinkedHashMap<>(members);
                without.remove(name);
                bodies.add(object(without));
            }
        }
        if (!required.isEmpty()) {
            bodies.add("{}");
        }
        return bodies;
    }

    private List<String> wrongValuesFor(String name) {
        List<String> values = new ArrayList<>(List.of(
                "{}",
                "{\"" + CANARY + "\":\"" + CANARY + "\"}",
                "[[]]",
                "true",
                "1e400",
                "-0.5",
                "NaN",
                "\"" + CANARY + "x".repeat(20_000) + "\"",
                "\"" + CANARY + "\\u0000\"",
                "\"" + CANARY + "\\ud800\""));
        if (required.contains(name)) {
            values.add("null");
            values.add("\"\"");
        }
        return values;
    }

    private void refused(String what, HttpResponse<String> response, Integer... statuses) {
        String sent = method + " " + uri.getPath() + " with " + what.substring(0, Math.min(what.length(), 200));
        assertThat(statuses.length == 0 ? DOCUMENTED : Set.of(statuses))
                .as(sent + " answered " + response.body())
                .contains(response.statusCode());
        assertThat(response.body()).as(sent).doesNotContain(CANARY);
        for (String value : members.values()) {
            if (value.length() > 12) {
                assertThat(response.body()).as(sent).doesNotContain(value.substring(1, value.length() - 1));
            }
        }
        assertThat(response.headers().firstValue("Cache-Control")).as(sent).contains("no-store");
        profile.accept(response);
        answers.add(answer(response));
    }

    /** Where the parser stopped depends on how long the names before it are. */
    private static String answer(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body().replaceAll("column [0-9]+", "column");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpResponse<String> send(String verb, String contentType, byte[] body) {
        return send(CLIENT, verb, contentType, body);
    }

    private HttpResponse<String> send(HttpClient client, String verb, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(verb, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", contentType);
        headers.forEach(request::header);
        try {
            return answer(client, request.build());
        } catch (IOException e) {
            throw new AssertionError("No answer to " + verb + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A container may close a connection after an answer, which the client notices only when it uses it again: then anew, once. */
    private static HttpResponse<String> answer(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private byte[] form() {
        return members.entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue().replace("\"", ""))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String first() {
        return members.keySet().iterator().next();
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return changed;
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
