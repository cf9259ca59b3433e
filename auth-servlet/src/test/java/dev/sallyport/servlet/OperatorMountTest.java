package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.user.NewUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where operators stand: what stops the start, and beside a profile whose login is a cookie, which other sites send along. */
class OperatorMountTest {
    private static final String PASSWORD = "a-demo-password";

    private final TestServer server = new TestServer(sallyport());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(
                        Role.of("viewer", "reports:read"),
                        Role.of("operator", "reports:read", "sallyport:users", "sallyport:health.read"))
                .operators(operators -> operators.withSecondFactor(false))
                .auditSink(event -> {})
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of("root@example.com")
                        .withId("root")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("operator", "viewer"));
        auth.users().createIfAbsent(NewUser.of("ada@example.com").withId("ada").withRoles("viewer"));
        return auth;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SallyportWeb web(Sallyport auth) {
        return SallyportWeb.of(auth).protect("/api/*");
    }

    @Test
    void withoutOperatorsTheStartSaysWhatIsMissing() {
        try (Sallyport none =
                Sallyport.builder().issuer("https://api.example.com").build()) {
            TestServer other = new TestServer(none);
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            other.install(web(none).operators("/auth/admin/*")).start())
                    .withMessageContaining(".operators(o -> o)");
        }
    }

    @Test
    void rolesWithTheirScopesNeedThemDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sallyport.builder()
                        .issuer("https://api.example.com")
                        .roles(Role.of("operator", "sallyport:users"))
                        .build())
                .withMessageContaining("sallyport:users");
    }

    @Test
    void pathsOfTheStandardEndpointsStopTheStart() {
        for (String mount : new String[] {"/auth/*", "/auth/api-keys/*", "/auth/api-keys/x/*"}) {
            TestServer other = new TestServer(sallyport());
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            other.install(web(other.auth).operators(mount)).start())
                    .withMessageContaining("operators(\"" + mount + "\")");
            other.close();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web(server.auth).operators("/auth/admin"))
                .withMessageContaining("/*");
    }

    @Test
    void anotherSiteChangesNothingWithTheCookieOfAnOperator() throws Exception {
        server.install(web(server.auth).profile(CookieSessionProfile.create()).operators("/ops/*"))
                .start();
        HttpResponse<String> login = send("POST", "/api/auth/login", """
                {"auth":"root@example.com","password":"%s"}""".formatted(PASSWORD));
        assertThat(login.statusCode()).isBetween(200, 204);
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        String cookie = set.substring(0, set.indexOf(';'));

        String own = "http://127.0.0.1:" + server.port();
        assertThat(send("GET", "/ops/users", null, "Cookie", cookie).statusCode())
                .isEqualTo(200);
        for (String origin : new String[] {"https://evil.example", "null", own + "1"}) {
            assertThat(send("POST", "/ops/users/ada/disable", null, "Cookie", cookie, "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(server.auth.users().findById("ada").orElseThrow().enabled()).isTrue();
        assertThat(send("POST", "/ops/users/ada/disable", null, "Cookie", cookie, "Origin", own)
                        .statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
