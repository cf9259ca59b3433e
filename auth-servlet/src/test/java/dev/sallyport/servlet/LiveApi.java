package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An application with its endpoints on a real socket, closed with its server. */
abstract class LiveApi implements AutoCloseable {
    static final String PASSWORD = "a-demo-password";

    final Sallyport auth;
    private final TestServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LiveApi(Sallyport auth, UnaryOperator<SallyportWeb> mounts) {
        this.auth = auth;
        this.server = new TestServer(auth);
        server.install(mounts.apply(SallyportWeb.of(auth).protect("/api/*")));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Logs in with some of the person's scopes. */
    String narrowed(String id, String scope) {
        return login("""
                {"username":"%s@example.com","password":"%s","scope":"%s"}""".formatted(id, PASSWORD, scope));
    }

    /** Logs in with the password alone. */
    String person(String id) {
        return login("""
                {"username":"%s@example.com","password":"%s"}""".formatted(id, PASSWORD));
    }

    String login(String body) {
        HttpResponse<String> response = send("POST", "/auth/login", null, body);
        if (response.statusCode() != 200) {
            throw new AssertionError("login: " + response.statusCode() + " " + response.body());
        }
        return TestApi.member(response, "access_token");
    }

    HttpResponse<String> send(
            String method, String path, @Nullable String credential, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
            request.header("Content-Type", "application/json");
        }
        try {
            return sendTwice(request.build());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A container closes the connection of a path that it refuses itself, perhaps while the next request is on its way. */
    private HttpResponse<String> sendTwice(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    HttpResponse<String> get(String path, String credential) {
        return send("GET", path, credential, null);
    }

    HttpResponse<String> post(String path, String credential, @Nullable String body) {
        return send("POST", path, credential, body);
    }

    @Override
    public void close() {
        server.close();
    }
}
