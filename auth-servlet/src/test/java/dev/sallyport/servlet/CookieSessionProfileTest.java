package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.servlet.profile.CookieSessionProfile;
import dev.sallyport.session.Session;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieSessionProfileTest {
    private static final String LOGIN = "{\"auth\":\"7@example.com\",\"password\":\"7-demo-password\"}";
    private static final String TOKENS = "/api/user/tokens";

    private final TestApi api =
            TestApi.start(CookieSessionProfile.create(), settings -> settings.failuresPerAddress("1000/minute"));

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> login(String body) {
        return api.post("/api/auth/login", null, body);
    }

    private static String cookie(HttpResponse<String> response) {
        String header = response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("semaphore="))
                .findFirst()
                .orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    private String loggedIn() {
        return cookie(login(LOGIN));
    }

    private HttpResponse<String> with(String cookie, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = api.request(path).header("Cookie", cookie);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    private HttpResponse<String> with(String cookie, String method, String path) {
        return with(cookie, method, path, "");
    }

    private static void assertEmpty401(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"error\":\"" + code + "\"}");
    }

    @Test
    void loginSetsACookieAndSaysNothing() {
        HttpResponse<String> response = login(LOGIN);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().allValues("Set-Cookie"))
                .anySatisfy(
                        value -> assertThat(value)
                                .matches(
                                        "semaphore=[A-Za-z0-9_-]{43}; Path=/; (Expires=[^;]+; )?Max-Age=604800; HttpOnly; SameSite=Lax"));
        assertThat(with(cookie(response), "GET", "/api/reports").statusCode()).isEqualTo(200);
        assertThat(with(cookie(response), "GET", "/api/user").body()).startsWith("{\"id\":7,\"sub\":\"7\"");
    }

    @Test
    void wrongLoginsLookAlikeAndAreEmpty() {
        assertEmpty401(login(LOGIN.replace("7-demo", "wrong")));
        assertEmpty401(login(LOGIN.replace("7@", "nobody@")));
        api.users.disable("7");
        assertEmpty401(login(LOGIN));
    }

    @Test
    void everyLoginGetsAnotherCookieAndKeepsNoOldOne() {
        String chosen = "semaphore=" + "A".repeat(43);
        HttpResponse<String> response =
                with(chosen, "POST", "/api/auth/login", LOGIN, "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(cookie(response)).isNotEqualTo(chosen);
        assertEmpty401(with(chosen, "GET", "/api/reports"));
    }

    @Test
    void logoutEndsTheCookieAndRemovesIt() {
        String cookie = loggedIn();
        HttpResponse<String> response = with(cookie, "POST", "/api/auth/logout");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("semaphore=; Path=/;.*(Max-Age=0|Expires=Thu, 01 Jan 1970).*");
        assertEmpty401(with(cookie, "GET", "/api/reports"));
    }

    @Test
    void sessionThatIsEndedElsewhereEndsTheCookieAtOnce() {
        String cookie = loggedIn();
        assertThat(with(cookie, "GET", "/api/reports").statusCode()).isEqualTo(200);
        List<Session> sessions = api.auth.sessions().list("7");
        api.auth.sessions().end(sessions, AuditEvent.Type.SESSION_ENDED, Actor.application());
        assertEmpty401(with(cookie, "GET", "/api/reports"));
    }

    @Test
    void cookieEndsWhenIdleAndAbsolutely() {
        String idle = loggedIn();
        api.clock.advance(Duration.ofHours(12));
        assertEmpty401(with(idle, "GET", "/api/reports"));
        String used = loggedIn();
        for (int i = 0; i < 15; i++) {
            api.clock.advance(Duration.ofHours(11));
            assertThat(with(used, "GET", "/api/reports").statusCode())
                    .as("after " + i)
                    .isEqualTo(200);
        }
        api.clock.advance(Duration.ofHours(3));
        assertEmpty401(with(used, "GET", "/api/reports"));
    }

    @Test
    void changesByCookieComeFromThisSiteAndAreJson() {
        String cookie = loggedIn();
        String own = "http://127.0.0.1:" + api.port();
        assertThat(with(cookie, "POST", TOKENS).statusCode()).as("no browser").isEqualTo(201);
        assertThat(with(cookie, "POST", TOKENS, "", "Origin", own).statusCode()).isEqualTo(201);
        assertThat(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(201);
        assertError(with(cookie, "POST", TOKENS, "", "Origin", "https://evil.example"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Origin", "null"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "cross-site"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "same-site"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "none"), 403, "FORBIDDEN");
        assertError(with(cookie, "DELETE", "/api/reports", "", "Origin", "https://evil.example"), 403, "FORBIDDEN");
        assertError(
                with(cookie, "POST", TOKENS, "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertError(
                with(cookie, "DELETE", "/api/reports", "{}", "Content-Type", "text/plain"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertThat(with(cookie, "GET", "/api/reports", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .as("reading changes nothing")
                .isEqualTo(200);
    }

    @Test
    void bearerBeatsTheCookieAndNeverFallsBackToIt() {
        String cookie = loggedIn();
        assertEmpty401(with(cookie, "GET", "/api/reports", "", "Authorization", "Bearer nonsense"));
        String token = member(with(cookie, "POST", TOKENS), "id");
        assertError(with(cookie, "GET", TOKENS, "", "Authorization", "Bearer " + token), 403, "FORBIDDEN");
    }

    @Test
    void kindsDoNotSubstitute() {
        String cookie = loggedIn();
        String value = cookie.substring("semaphore=".length());
        assertEmpty401(api.get("/api/reports", value));
        String token = member(with(cookie, "POST", TOKENS), "id");
        assertThat(api.get("/api/reports", token).statusCode()).isEqualTo(200);
        assertEmpty401(with("semaphore=" + token, "GET", "/api/reports"));
        assertThat(with(cookie + "; " + cookie, "GET", "/api/reports").statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokenIsShownOnceAndListedByItsPublicPart() {
        String cookie = loggedIn();
        HttpResponse<String> made = with(
                cookie,
                "POST",
                TOKENS,
                "{\"name\":\"ci\",\"expires_at\":\"2031-01-01T00:00:00Z\"}",
                "Content-Type",
                "application/json");
        assertThat(made.statusCode()).isEqualTo(201);
        String token = member(made, "id");
        assertThat(made.body())
                .isEqualTo("{\"id\":\"" + token
                        + "\",\"name\":\"ci\",\"created\":\"2030-01-01T00:00:00Z\",\"expired\":false,\"user_id\":7}");
        api.clock.advance(Duration.ofSeconds(1));
        with(cookie, "POST", TOKENS);
        HttpResponse<String> list = with(cookie, "GET", TOKENS);
        String id = token.substring("acme_key_".length(), "acme_key_".length() + 12);
        assertThat(list.body())
                .startsWith("[{\"id\":\"")
                .doesNotContain(token)
                .containsSubsequence("API token", "{\"id\":\"" + id + "\",\"name\":\"ci\"");
    }

    @Test
    void tokenIsDeletedByIdByItselfOrByItsBeginning() {
        String cookie = loggedIn();
        for (int way = 0; way < 4; way++) {
            String token = member(with(cookie, "POST", TOKENS), "id");
            String id = token.substring("acme_key_".length(), "acme_key_".length() + 12);
            HttpResponse<String> deleted = switch (way) {
                case 0 -> with(cookie, "DELETE", TOKENS + "/" + id);
                case 1 -> with(cookie, "DELETE", TOKENS + "/" + token);
                case 2 -> with(cookie, "DELETE", TOKENS + "/" + id.substring(0, 8));
                default -> api.send("DELETE", TOKENS + "/" + token, token, null);
            };
            assertThat(deleted.statusCode()).as("way " + way).isEqualTo(204);
            assertEmpty401(api.get("/api/reports", token));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"________", "%25", "%25%25%25%25%25%25%25%25", "acme_key", "acme_key_", "00000000", "x"})
    void nothingElseDeletesAnything(String name) {
        String cookie = loggedIn();
        String token = member(with(cookie, "POST", TOKENS), "id");
        assertThat(with(cookie, "DELETE", TOKENS + "/" + name).statusCode()).isBetween(400, 404);
        assertThat(api.get("/api/reports", token).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenMayOnlyDeleteItself() {
        String cookie = loggedIn();
        String one = member(with(cookie, "POST", TOKENS), "id");
        String other = member(with(cookie, "POST", TOKENS), "id");
        assertError(api.get(TOKENS, one), 403, "FORBIDDEN");
        assertError(api.send("POST", TOKENS, one, null), 403, "FORBIDDEN");
        assertError(api.send("DELETE", TOKENS + "/" + other, one, null), 404, "NOT_FOUND");
        assertThat(api.get("/api/reports", other).statusCode()).isEqualTo(200);
    }

    @Test
    void secondFactorIsASecondStep() {
        Supplier<String> app = api.enrol("7", "42");
        HttpResponse<String> first = login(LOGIN);
        assertThat(first.statusCode()).isEqualTo(204);
        String pending = cookie(first);
        for (String path : List.of("/api/reports", TOKENS, "/api/user")) {
            assertError(with(pending, "GET", path), 401, "TOTP_REQUIRED");
        }
        assertError(with(pending, "POST", TOKENS), 401, "TOTP_REQUIRED");
        assertEmpty401(verify(pending, "000000"));
        HttpResponse<String> second = verify(pending, app.get());
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(cookie(second)).isNotEqualTo(pending);
        assertThat(with(cookie(second), "GET", "/api/reports").statusCode()).isEqualTo(200);
        assertEmpty401(with(pending, "GET", "/api/reports"));
        api.clock.advance(Duration.ofSeconds(30));
        assertEmpty401(verify(pending, app.get()));
        assertEmpty401(verify(cookie(second), app.get()));
    }

    @Test
    void waitForTheSecondStepEnds() {
        Supplier<String> app = api.enrol("7", "42");
        String pending = cookie(login(LOGIN));
        api.clock.advance(Duration.ofMinutes(5));
        assertEmpty401(verify(pending, app.get()));
    }

    private HttpResponse<String> verify(String cookie, String code) {
        return with(
                cookie,
                "POST",
                "/api/auth/verify",
                "{\"passcode\":\"" + code + "\"}",
                "Content-Type",
                "application/json");
    }

    @Test
    void whileTheSecondStepIsMissingNothingElseIsAnswered() {
        api.enrol("7", "42");
        String pending = cookie(login(LOGIN));
        assertError(with(pending, "POST", "/api/auth/logout"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "DELETE", "/api/reports"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "DELETE", TOKENS + "/x"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "GET", "/api/nowhere"), 401, "TOTP_REQUIRED");
        assertThat(login(LOGIN).statusCode()).as("starting again").isEqualTo(204);
        assertEmpty401(api.post("/api/auth/verify", null, "{\"passcode\":\"000000\"}"));
    }

    @Test
    void cookieHasTheNameThatTheApplicationChose() {
        try (TestApi other = TestApi.start(CookieSessionProfile.create().withCookie("sid"), settings -> settings)) {
            HttpResponse<String> login = other.post("/api/auth/login", null, LOGIN);
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).startsWith("sid=");
            String value = cookie.substring(0, cookie.indexOf(';'));
            assertThat(other.send(other.request("/api/user").header("Cookie", value))
                            .statusCode())
                    .isEqualTo(200);
            assertEmpty401(
                    other.send(other.request("/api/user").header("Cookie", value.replace("sid=", "semaphore="))));
        }
    }

    @Test
    void expiredTokenIsListedAsExpiredAndAPastExpiryRefused() {
        String cookie = loggedIn();
        String json = "application/json";
        assertThat(with(cookie, "POST", TOKENS, "{\"expires_at\":\"2029-12-31T23:59:59Z\"}", "Content-Type", json)
                        .statusCode())
                .isEqualTo(400);
        String token = member(
                with(cookie, "POST", TOKENS, "{\"expires_at\":\"2030-01-01T00:00:10Z\"}", "Content-Type", json), "id");
        api.clock.advance(Duration.ofSeconds(10));
        assertEmpty401(api.get("/api/reports", token));
        assertThat(with(cookie, "GET", TOKENS).body()).contains("\"expired\":true,\"user_id\":7}]");
    }

    @Test
    void timesAreWholeSecondsAsOnThePage() {
        String cookie = loggedIn();
        api.clock.advance(Duration.ofMillis(1_234));
        assertThat(with(cookie, "POST", TOKENS).body()).contains("\"created\":\"2030-01-01T00:00:01Z\"");
        assertThat(with(cookie, "GET", TOKENS).body()).contains("\"created\":\"2030-01-01T00:00:01Z\"");
    }

    @Test
    void beginningThatIsTooShortDeletesNothing() {
        String cookie = loggedIn();
        String token = member(with(cookie, "POST", TOKENS), "id");
        String id = token.substring("acme_key_".length(), "acme_key_".length() + 12);
        assertError(with(cookie, "DELETE", TOKENS + "/" + id.substring(0, 7)), 404, "NOT_FOUND");
        assertError(with(cookie, "DELETE", TOKENS + "/" + token.substring(0, 17)), 404, "NOT_FOUND");
        String others = TestServer.done(api.auth.apiKeys().create("ada", KeyRequest.named("hers"), Actor.application()))
                .secret()
                .reveal();
        assertError(with(cookie, "DELETE", TOKENS + "/" + others), 404, "NOT_FOUND");
        assertThat(api.get("/api/reports", token).statusCode()).isEqualTo(200);
        assertThat(api.get("/api/reports", others).statusCode()).isEqualTo(200);
    }

    @Test
    void beginningOfTwoTokensDeletesNeither() {
        String cookie = loggedIn();
        addToken("kGmEqT4vB001", "first");
        addToken("kGmEqT4vB002", "second");
        assertError(with(cookie, "DELETE", TOKENS + "/kGmEqT4v"), 404, "NOT_FOUND");
        assertError(with(cookie, "DELETE", TOKENS + "/kGmEqT4vB00"), 404, "NOT_FOUND");
        assertThat(with(cookie, "GET", TOKENS).body()).contains("kGmEqT4vB001", "kGmEqT4vB002");
        assertThat(api.stores.apiKeys().findByOwner("7"))
                .extracting(ApiKey::revokedAt)
                .containsOnlyNulls();

        assertThat(with(cookie, "DELETE", TOKENS + "/kGmEqT4vB001").statusCode())
                .as("one more character tells them apart")
                .isEqualTo(204);
        assertThat(with(cookie, "DELETE", TOKENS + "/kGmEqT4v").statusCode())
                .as("only one is left")
                .isEqualTo(204);
    }

    /** With an id of the test's choice, because ids that begin alike do not come about by themselves. */
    private void addToken(String id, String name) {
        ApiKey made = TestServer.done(api.auth.apiKeys().create("7", KeyRequest.named(name), Actor.application()))
                .key();
        api.stores.apiKeys().delete(made.id());
        api.stores
                .apiKeys()
                .insert(
                        new ApiKey(
                                id,
                                made.ownerId(),
                                made.audience(),
                                name,
                                null,
                                null,
                                null,
                                made.createdAt(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0),
                        SecretDigest.of(id));
    }

    @Test
    void otherRefusalsSpeakTheDialectToo() {
        assertEmpty401(api.get("/api/reports", null));
        HttpResponse<String> invalid = login("{}");
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(invalid.body()).isEqualTo("{\"error\":\"INVALID_REQUEST\",\"fields\":[\"auth\",\"password\"]}");
        assertError(login("[]"), 400, "INVALID_REQUEST");
        assertError(api.send("PUT", "/api/auth/login", null, LOGIN), 405, "METHOD_NOT_ALLOWED");
        assertError(
                api.send(api.request("/api/auth/login")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(LOGIN))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertError(login("{\"auth\":\"" + "x".repeat(70_000) + "\"}"), 413, "TOO_LARGE");
        String cookie = loggedIn();
        api.stores.breakDown();
        assertError(login(LOGIN), 503, "UNAVAILABLE");
        assertError(with(cookie, "GET", "/api/reports"), 503, "UNAVAILABLE");
        api.stores.failWith(new IllegalStateException("secret-detail"));
        assertThat(login(LOGIN).body()).contains("INTERNAL_ERROR").doesNotContain("secret-detail");
    }
}
