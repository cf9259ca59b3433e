package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.user.AttemptPolicy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginEndpointTest {
    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void givesTokenForPassword() {
        HttpResponse<String> response = api.post("/auth/login", null, TestApi.ADA);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(response.body()).isEqualTo("""
                        {"access_token":"%s","token_type":"Bearer","expires_in":3600,"refresh_token":"%s",\
                        "scope":"reports:generate reports:read","session_id":"%s"}""".formatted(
                        TestApi.member(response, "access_token"),
                        TestApi.member(response, "refresh_token"),
                        TestApi.member(response, "session_id")));
        assertThat(api.get("/auth/me", TestApi.member(response, "access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void loginWorksWithTrailingSlash() {
        assertThat(api.post("/auth/login/", null, TestApi.ADA).statusCode()).isEqualTo(200);
    }

    @Test
    void narrowsTokenToScopeAsked() {
        HttpResponse<String> response = api.post("/auth/login", null, """
                {"username":"ada@example.com","password":"ada-demo-password","scope":"reports:read reports:delete"}""");

        assertThat(TestApi.member(response, "scope")).as("asked and owned").isEqualTo("reports:read");
    }

    @Test
    void ignoresCodeOfAccountWithoutSecondFactor() {
        String body = """
                {"username":"ada@example.com","password":"ada-demo-password","totp":"123456","scope":null}""";
        assertThat(api.post("/auth/login", null, body).statusCode()).isEqualTo(200);
    }

    @Test
    void setsDeviceCookieThatOnlyTheLoginRouteGets() {
        HttpResponse<String> response = api.post("/auth/login", null, TestApi.ADA);

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("sallyport_device=[A-Za-z0-9_.~-]+; Path=/auth; "
                        + "(Expires=[^;]+; )?Max-Age=31536000; HttpOnly; SameSite=Lax");
    }

    @Test
    void knownDeviceGetsNoNewCookie() {
        String cookie = api.post("/auth/login", null, TestApi.ADA)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
        HttpResponse<String> again = api.send(api.request("/auth/login")
                .header("Cookie", "theme=dark; " + cookie)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA)));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void cookieStaysInsideTheContext() {
        try (TestApi inContext = TestApi.startAt("/shop")) {
            assertThat(inContext
                            .post("/auth/login", null, TestApi.ADA)
                            .headers()
                            .firstValue("Set-Cookie")
                            .orElseThrow())
                    .contains("; Path=/shop/auth;");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"username":"ada@example.com","password":"wrong-password"}
                    {"username":"nobody@example.com","password":"ada-demo-password"}
                    {"api_key":"acme_key_0123456789abcdef"}
                    {"api_key":"not a key","session_id":"job"}
                    """)
    void everyBadCredentialGetsTheSameAnswer(String body) {
        HttpResponse<String> response = api.post("/auth/login", null, body);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"https://api.example.com\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Unauthorized","status":401,\
                        "detail":"The credentials are not valid.","code":"invalid_credentials"}""");
    }

    @Test
    void disabledUserGetsThatAnswerToo() {
        String body = api.post("/auth/login", null, """
                {"username":"nobody","password":"x"}""").body();
        api.users.disable("vic");

        HttpResponse<String> response = api.post("/auth/login", null, TestApi.VIC);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void lockedAccountGetsThatAnswerToo() {
        HttpResponse<String> wrong = wrongPassword();
        for (int i = 1; i < AttemptPolicy.defaults().perAddress(); i++) {
            wrongPassword();
        }
        HttpResponse<String> right = api.post("/auth/login", null, TestApi.ADA);

        assertThat(right.statusCode()).isEqualTo(401);
        assertThat(right.body()).isEqualTo(wrong.body());
    }

    private HttpResponse<String> wrongPassword() {
        return api.post("/auth/login", null, """
                {"username":"ada@example.com","password":"wrong-password"}""");
    }

    @Test
    void keyAndLabelGiveTheSameTokenWhileItLives() {
        String key = newKey(api.token(TestApi.ADA));
        HttpResponse<String> first = keyLogin(key, "\"job-1\"");
        api.clock.advance(Duration.ofSeconds(100));
        HttpResponse<String> again = keyLogin(key, "\"job-1\"");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(again.body()).isEqualTo(first.body().replace("\"expires_in\":3600", "\"expires_in\":3500"));
        assertThat(TestApi.member(keyLogin(key, "\"job-2\""), "access_token"))
                .isNotEqualTo(TestApi.member(first, "access_token"));
        assertThat(keyLogin(key, "null").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> keyLogin(String key, String label) {
        return api.post("/auth/login", null, """
                {"api_key":"%s","session_id":%s}""".formatted(key, label));
    }

    private String newKey(String token) {
        return TestApi.member(api.post("/auth/api-keys", token, """
                {"name":"job"}"""), "key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}
                    {"totp":"123456"}
                    {"api_key":"k","username":"ada","password":"x"}
                    {"api_key":"k","password":"x"}
                    {"api_key":null,"username":"ada"}
                    """)
    void takesExactlyOneForm(String body) {
        HttpResponse<String> response = api.post("/auth/login", null, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Bad Request","status":400,\
                        "detail":"Send either username and password, or api_key.","code":"invalid_request"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"username":"ada"} | password | required
                    {"username":"","password":"x"} | username | required
                    {"username":1,"password":"x"} | username | invalid
                    {"username":"a","password":["x"]} | password | invalid
                    {"username":"a","password":"x","scope":"a  b"} | scope | invalid
                    {"username":"a","password":"x","scope":["a"]} | scope | invalid
                    {"username":"a","password":"x","scopes":"a"} | scopes | unknown
                    {"username":"a","password":"x","session_id":"a"} | session_id | unknown
                    {"api_key":""} | api_key | required
                    {"api_key":"x","scope":"a"} | scope | unknown
                    {"api_key":"x","session_id":""} | session_id | invalid
                    """)
    void namesTheFaultyField(String body, String field, String code) {
        HttpResponse<String> response = api.post("/auth/login", null, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"code\":\"invalid_request\",\"errors\":[{\"field\":\"" + field + "\",\"code\":\"" + code
                        + "\"");
    }

    @Test
    void limitsLoginsByAddressOpenly() {
        try (TestApi limited = TestApi.start(settings -> settings.logins(
                logins -> logins.withResponseTimeGrid(Duration.ZERO).withPerAddress(RateLimit.parse("1/minute"))))) {
            assertThat(limited.post("/auth/login", null, TestApi.ADA).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> response = limited.post("/auth/login", null, TestApi.ADA);

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("60");
            assertThat(response.body()).isEqualTo("""
                            {"type":"about:blank","title":"Too Many Requests","status":429,\
                            "detail":"Too many requests.","code":"rate_limited"}""");
        }
    }

    @Test
    void logoutEndsTheSession() {
        String token = api.token(TestApi.ADA);
        HttpResponse<String> response = api.send("POST", "/auth/logout", token, null);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).isEmpty();
        HttpResponse<String> after = api.get("/auth/me", token);
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(after.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"https://api.example.com\", error=\"invalid_token\"");
        assertThat(after.body()).isEqualTo("""
                        {"type":"about:blank","title":"Unauthorized","status":401,\
                        "detail":"The token or key is not valid.","code":"invalid_token"}""");
    }

    @Test
    void logoutOfKeyIsRefusedSinceItGoesOn() {
        String key = newKey(api.token(TestApi.ADA));

        assertThat(api.send("POST", "/auth/logout", key, null).statusCode()).isEqualTo(403);
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(200);
    }

    @Test
    void logoutNeedsCredential() {
        HttpResponse<String> response = api.send("POST", "/auth/logout", null, null);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"https://api.example.com\"");
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Unauthorized","status":401,\
                        "detail":"A credential is needed.","code":"authentication_required"}""");
    }

    /** A credential in another scheme may be somebody's password, so nothing of it is said again. */
    @Test
    void credentialInAnotherSchemeIsToldWhichOneIsWanted() {
        for (String scheme : List.of("Basic", "Token", "ApiKey", "bearer2")) {
            HttpResponse<String> response =
                    api.send(api.request("/auth/me").header("Authorization", scheme + " c2VjcmV0LW9mLWFkYQ"));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"https://api.example.com\"");
            assertThat(response.body())
                    .contains(
                            "\"code\":\"authentication_required\"",
                            "A credential is needed: send Authorization: Bearer <credential>.")
                    .doesNotContain("c2VjcmV0LW9mLWFkYQ", scheme + " ");
        }
    }
}
