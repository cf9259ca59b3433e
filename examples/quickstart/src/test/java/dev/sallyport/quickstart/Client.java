package dev.sallyport.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with a running quickstart. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Client(String base) {
        this.base = base;
    }

    HttpResponse<String> get(String path, @Nullable String credential) throws IOException, InterruptedException {
        return send("GET", path, credential, null);
    }

    HttpResponse<String> post(String path, @Nullable String credential, String body)
            throws IOException, InterruptedException {
        return send("POST", path, credential, body);
    }

    HttpResponse<String> delete(String path, @Nullable String credential) throws IOException, InterruptedException {
        return send("DELETE", path, credential, null);
    }

    String login(String user) throws IOException, InterruptedException {
        return member("access_token", post("/auth/login", null, """
                        {"username":"%s@example.com","password":"%s-demo-password"}""".formatted(user, user)));
    }

    private HttpResponse<String> send(String method, String path, @Nullable String credential, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A text of the answer's JSON. */
    static String member(String name, HttpResponse<String> answer) {
        Matcher member =
                Pattern.compile('"' + Pattern.quote(name) + "\":\"([^\"]*)\"").matcher(answer.body());
        if (!member.find()) {
            throw new AssertionError("No " + name + " in " + answer.statusCode() + " " + answer.body());
        }
        return member.group(1);
    }
}
