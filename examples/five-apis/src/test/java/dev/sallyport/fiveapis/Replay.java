package dev.sallyport.fiveapis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the requests of a page to a running API, as curl would. For one thread. */
final class Replay {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    Replay(String base) {
        this.base = base;
    }

    /** @param headers lines such as {@code Accept: application/json} */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (String header : headers) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer to " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body, "Content-Type: application/json");
    }

    HttpResponse<String> post(String path, String token, String body) {
        return send("POST", path, body, "Content-Type: application/json", "Authorization: Bearer " + token);
    }

    HttpResponse<String> get(String path, String token) {
        return send("GET", path, "", "Authorization: Bearer " + token);
    }

    /** The first text member of that name. */
    static String member(HttpResponse<String> response, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(response.body());
        assertThat(found.find()).as(name + " in " + response.body()).isTrue();
        return found.group(1);
    }
}
