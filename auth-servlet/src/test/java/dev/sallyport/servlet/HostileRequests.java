package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.wire.Route;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every way in which a request can be wrong before its body is read: credentials, methods, path variables, sizes. */
final class HostileRequests {
    /** Stands in every text that is sent, so that an echo is found. */
    private static final String CANARY = "c4n4ry";

    private static final int MEBIBYTE = 1 << 20;
    private static final Set<Integer> DOCUMENTED = Set.of(400, 401, 403, 404, 405, 413, 415, 429);

    private final TestApi api;
    private final Route route;
    private final Map<String, String> credential;
    private final ErrorWording profile;

    HostileRequests(TestApi api, Route route, Map<String, String> credential, ErrorWording profile) {
        this.api = api;
        this.route = route;
        this.credential = credential;
        this.profile = profile;
    }

    void areAllRefused() {
        for (String method : List.of("BREW", "PROPFIND", "TRACE", "get")) {
            refused(api.request(path("AAAAAAAAAAAA")).method(method, HttpRequest.BodyPublishers.noBody()), 405);
        }
        byte[] mebibyte = (CANARY + "x".repeat(MEBIBYTE)).getBytes(StandardCharsets.US_ASCII);
        refused(withCredential("AAAAAAAAAAAA", HttpRequest.BodyPublishers.ofByteArray(mebibyte)), 413);
        refused(
                withCredential(
                        "AAAAAAAAAAAA",
                        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(mebibyte))),
                413);
        if (route.path().contains("{")) {
            for (String value : List.of(
                    CANARY,
                    "%27%20OR%201=1--",
                    "%3Cscript%3E" + CANARY,
                    "________",
                    "*",
                    "%F0%9F%92%A3" + CANARY,
                    CANARY + "x".repeat(250))) {
                refused(withCredential(value, HttpRequest.BodyPublishers.noBody()));
            }
        }
        hostileBytes();
        if (route.access().equals(AccessRule.authenticated())) {
            refused(bare(), 401);
            for (String value : List.of(
                    "Bearer " + CANARY,
                    "Bearer",
                    "Bearer " + CANARY + " " + CANARY,
                    "Bearer \u00e9" + CANARY,
                    "Basic " + CANARY,
                    CANARY,
                    "Bearer eyJhbGciOiJub25lIn0.e30." + CANARY,
                    "Bearer " + CANARY + "x".repeat(5_000))) {
                refused(bare().header("Authorization", value), 401);
            }
            refused(bare().header("Authorization", "Bearer " + CANARY).header("Authorization", "Bearer x"), 400);
            refused(
                    api.request(path("AAAAAAAAAAAA") + "?access_token=" + CANARY + "&api_key=" + CANARY)
                            .method(route.method(), HttpRequest.BodyPublishers.noBody()),
                    401);
        }
    }

    /** What is hardly HTTP, on a bare socket. The container may answer in its own words, or close; nothing fails. */
    private void hostileBytes() {
        String start = route.method() + " " + path("AAAAAAAAAAAA");
        String end = "\r\nHost: a\r\nConnection: close\r\n";
        for (String bytes : List.of(
                start + "%00 HTTP/1.1" + end,
                start + "%25 HTTP/1.1" + end,
                start + "%0d%0aSet-Cookie:%20a=b HTTP/1.1" + end,
                start + "%ff%c0%ae HTTP/1.1" + end,
                start + "/../.. HTTP/1.1" + end,
                start + ";a=b HTTP/1.1" + end,
                start + "\0 HTTP/1.1" + end,
                start + " HTTP/1.1\r\nConnection: close\r\n",
                start + " HTTP/1.1" + end + "Content-Length: -1\r\n",
                start + " HTTP/1.1" + end + "Content-Length: 99999999999999999999\r\n",
                start + " HTTP/1.1" + end + "Content-Length: 0\r\nContent-Length: 1\r\n",
                start + " HTTP/1.1" + end + "Content-Type: \0\u00ff\r\nContent-Length: 0\r\n",
                start + " HTTP/1.1" + end + "Content-Type: application/json;charset=" + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "Authorization: Bearer \0" + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "Authorization: Bearer a\r\n " + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "Cookie: semaphore=\"" + CANARY + "; sallyport_device=\u00ff;;=;\r\n",
                start + " HTTP/1.1" + end + "User-Agent: \u0001" + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "Transfer-Encoding: chunked, " + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "No colon " + CANARY + "\r\n",
                start + " HTTP/1.1" + end + "X-Long: " + "x".repeat(20_000) + "\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001")) {
            String answer = api.raw(bytes, "", "");
            assertThat(answer).as(bytes).doesNotStartWith("HTTP/1.1 5").doesNotContain(CANARY);
        }
    }

    private String path(String id) {
        return route.path().replaceAll("\\{[^}]*}", id);
    }

    private HttpRequest.Builder bare() {
        return api.request(path("AAAAAAAAAAAA")).method(route.method(), HttpRequest.BodyPublishers.noBody());
    }

    private HttpRequest.Builder withCredential(String id, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = api.request(path(id)).method(route.method(), body);
        credential.forEach(request::header);
        return request.header("Content-Type", "application/json");
    }

    private void refused(HttpRequest.Builder request, Integer... statuses) {
        HttpResponse<String> response = answer(request);
        String sent = response.request().method() + " " + response.request().uri() + " "
                + response.request().headers().map();
        assertThat(statuses.length == 0 ? DOCUMENTED : Set.of(statuses))
                .as(sent.substring(0, Math.min(sent.length(), 300)) + " answered " + response.body())
                .contains(response.statusCode());
        assertThat(response.body()).as(sent).doesNotContain(CANARY);
        assertThat(response.headers().map().toString()).as(sent).doesNotContain(CANARY);
        profile.accept(response);
    }

    /** The container closes the connection of what it does not read to the end, and the client may yet use it: then anew, once. */
    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return api.send(request);
        } catch (UncheckedIOException e) {
            return api.send(request);
        }
    }
}
