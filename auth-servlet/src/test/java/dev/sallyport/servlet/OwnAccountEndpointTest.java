package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people change the way they log in, over HTTP. */
class OwnAccountEndpointTest {
    private static final String PASSWORD = "ada-demo-password";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    private final TestServer server = new TestServer(sallyport());

    private Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .clock(clock)
                .auditSink(event -> {})
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("viewer"));
        return auth;
    }

    @BeforeEach
    void start() throws Exception {
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> login(String password, String more) throws Exception {
        return send("POST", "/auth/login", null, """
                        {"username":"ada","password":"%s"%s}""".formatted(password, more));
    }

    private String token() throws Exception {
        return member(login(PASSWORD, ""), "access_token");
    }

    @Test
    void secondFactorIsEnrolledConfirmedUsedAndRemoved() throws Exception {
        String token = token();
        String before = token();
        HttpResponse<String> enrolled = send("POST", "/auth/mfa/totp", token, """
                {"password":"%s"}""".formatted(PASSWORD));
        assertThat(enrolled.statusCode()).isEqualTo(200);
        assertThat(enrolled.headers().firstValue("Cache-Control")).contains("no-store");
        String seed = member(enrolled, "secret");
        assertThat(member(enrolled, "otpauth_uri"))
                .startsWith("otpauth://totp/")
                .contains("secret=" + seed);
        assertThat(enrolled.body())
                .contains("\"qr_svg\":\"<svg xmlns=")
                .doesNotContain("<script")
                .doesNotContain("href");

        HttpResponse<String> wrong = send("POST", "/auth/mfa/totp/confirm", token, """
                {"code":"000000"}""");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"field\":\"code\"");
        HttpResponse<String> confirmed = send("POST", "/auth/mfa/totp/confirm", token, code(seed, "code"));
        assertThat(confirmed.statusCode()).isEqualTo(200);
        Matcher codes = Pattern.compile("\"[a-z2-7]{25}\"").matcher(confirmed.body());
        assertThat(codes.results().count()).isEqualTo(10);
        assertThat(server.get("/auth/me", before).statusCode())
                .as("opened without the factor")
                .isEqualTo(401);
        assertThat(server.get("/auth/me", token).statusCode()).isEqualTo(200);

        assertThat(login(PASSWORD, "").body()).contains("\"code\":\"mfa_required\"");
        clock.advance(Duration.ofSeconds(30));
        HttpResponse<String> withCode = login(
                PASSWORD, ",\"totp\":\"" + AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant()) + "\"");
        assertThat(withCode.statusCode()).isEqualTo(200);
        assertThat(login(
                                PASSWORD,
                                ",\"totp\":\""
                                        + AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant()) + "\"")
                        .body())
                .as("the same code again")
                .contains("\"code\":\"invalid_credentials\"");

        clock.advance(Duration.ofSeconds(30));
        String off =
                """
                {"password":"%s","code":"%s"}""".formatted(PASSWORD, AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant()));
        assertThat(send("DELETE", "/auth/mfa/totp", token, off.replace(PASSWORD, "wrong"))
                        .statusCode())
                .isEqualTo(401);
        String other = member(withCode, "access_token");
        assertThat(server.get("/auth/me", other).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/auth/mfa/totp", token, off).statusCode()).isEqualTo(204);
        assertThat(server.get("/auth/me", other).statusCode()).isEqualTo(401);
        assertThat(server.get("/auth/me", token).statusCode()).isEqualTo(200);
        assertThat(login(PASSWORD, "").statusCode()).isEqualTo(200);
    }

    private String code(String seed, String field) {
        return """
                {"%s":"%s"}""".formatted(field, AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant()));
    }

    @Test
    void newRecoveryCodesTakePasswordAndCodeAndReplaceTheOldOnes() throws Exception {
        String token = token();
        String seed = member(send("POST", "/auth/mfa/totp", token, """
                {"password":"%s"}""".formatted(PASSWORD)), "secret");
        List<String> first = codes(send("POST", "/auth/mfa/totp/confirm", token, code(seed, "code")));
        clock.advance(Duration.ofSeconds(30));
        String renew =
                """
                {"password":"%s","code":"%s"}""".formatted(PASSWORD, AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant()));

        assertThat(send("POST", "/auth/mfa/totp/recovery-codes", token, renew.replace(PASSWORD, "wrong"))
                        .statusCode())
                .isEqualTo(401);
        List<String> second = codes(send("POST", "/auth/mfa/totp/recovery-codes", token, renew));

        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        assertThat(login(PASSWORD, ",\"totp\":\"" + first.get(0) + "\"").statusCode())
                .isEqualTo(401);
        assertThat(login(PASSWORD, ",\"totp\":\"" + second.get(0) + "\"").statusCode())
                .isEqualTo(200);
    }

    private static List<String> codes(HttpResponse<String> shown) {
        return Pattern.compile("\"([a-z2-7]{25})\"")
                .matcher(shown.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void enrolmentTakesThePassword() throws Exception {
        String token = token();
        HttpResponse<String> stale = send("POST", "/auth/mfa/totp", token, "{}");
        assertThat(stale.statusCode()).isEqualTo(401);
        assertThat(stale.body()).contains("\"code\":\"reauthentication_required\"");
        assertThat(stale.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_user_authentication");
        assertThat(send("POST", "/auth/mfa/totp", token, """
                {"password":"%s"}""".formatted(PASSWORD))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void newPasswordEndsTheOtherSessions() throws Exception {
        String token = token();
        String other = token();
        String change = """
                {"current":"%s","new":"a better password"}""".formatted(PASSWORD);
        assertThat(send("POST", "/auth/password", token, change.replace(PASSWORD, "wrong"))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> weak = send("POST", "/auth/password", token, change.replace("a better password", "short"));
        assertThat(weak.statusCode()).isEqualTo(400);
        assertThat(send("POST", "/auth/password", token, change).statusCode()).isEqualTo(204);
        assertThat(server.get("/auth/me", token).statusCode()).isEqualTo(200);
        assertThat(server.get("/auth/me", other).statusCode()).isEqualTo(401);
        assertThat(login(PASSWORD, "").statusCode()).isEqualTo(401);
        assertThat(login("a better password", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"POST, /auth/mfa/totp", "POST, /auth/mfa/totp/confirm", "DELETE, /auth/mfa/totp", "POST, /auth/password"
    })
    void keysAndStrangersMayNot(String method, String path) throws Exception {
        String body = switch (path) {
            case "/auth/password" -> """
                    {"current":"%s","new":"a better password"}""".formatted(PASSWORD);
            case "/auth/mfa/totp/confirm" -> """
                    {"code":"000000"}""";
            default -> method.equals("DELETE") ? """
                    {"password":"%s","code":"000000"}""".formatted(PASSWORD) : "{}";
        };
        assertThat(send(method, path, null, body).statusCode()).isEqualTo(401);
        assertThat(send(method, path, server.key(), body).statusCode()).isEqualTo(403);
        assertThat(send(method, path, token(), "{\"unknown\":1}").statusCode()).isEqualTo(400);
        assertThat(send(method, path, token(), "[]").statusCode()).isEqualTo(400);
    }
}
