package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.user.NewUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Browsers that send no {@code Sec-Fetch-Site}, over HTTP/2, which has no {@code Host}: a page of the same origin may log in and
 * change what a cookie lets it; one of another may not.
 */
class Http2OriginTest {
    private static final String PASSWORD = "correct horse battery";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    private final App app = new App();

    @AfterEach
    void stop() {
        app.close();
    }

    private void start() throws IOException, InterruptedException {
        app.auth
                .users()
                .createIfAbsent(NewUser.of("eve@example.com").withId("eve").withPassword(Secret.of(PASSWORD)));
        app.start();
        // The first request carries the upgrade, and is still one of HTTP/1.1 with its Host.
        client.send(HttpRequest.newBuilder(uri("/outside")).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + app.port() + path);
    }

    private String own() {
        return "http://localhost:" + app.port();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return response;
    }

    private HttpResponse<String> login(String path, String name, String origin)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"%s":"eve@example.com","password":"%s"}""".formatted(name, PASSWORD))));
    }

    @Test
    void aPageOfTheSameOriginLogsIn() throws Exception {
        start();
        assertThat(login("/auth/login", "username", own()).statusCode()).isEqualTo(200);
        assertThat(login("/auth/login", "username", own().toUpperCase(Locale.ROOT))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aLookAlikeDoesNot() throws Exception {
        start();
        for (String origin : new String[] {
            "http://localhost",
            "http://localhost:1",
            own() + "0",
            "http://localhost.evil.example:" + app.port(),
            "http://evil.example:" + app.port(),
            "http://localhost@evil.example",
            "ftp://localhost:" + app.port(),
            "http://127.0.0.1:" + app.port(),
            "null",
            ""
        }) {
            assertThat(login("/auth/login", "username", origin).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void aCookieIsGoodForPagesOfTheSameOriginOnly() throws Exception {
        app.profile(CookieSessionProfile.create());
        start();
        HttpResponse<String> response = login("/api/auth/login", "auth", own());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 204);
        String cookie = response.headers().allValues("set-cookie").stream()
                .map(value -> value.substring(0, value.indexOf(';')))
                .filter(value -> value.startsWith("semaphore="))
                .findFirst()
                .orElseThrow();
        assertThat(change(cookie, own())).isEqualTo(201);
        assertThat(change(cookie, "http://evil.example:" + app.port())).isEqualTo(403);
        assertThat(change(cookie, "http://localhost")).isEqualTo(403);
    }

    private int change(String cookie, String origin) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/api/user/tokens"))
                        .header("Cookie", cookie)
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }
}
