package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.LimitBy;
import dev.sallyport.scope.Role;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRefreshProfileTest {
    private static final String ADA = """
            {"email":"ada@example.com","password":"ada-demo-password"}""";
    private static final String VIC = """
            {"email":"vic@example.com","password":"vic-demo-password"}""";
    private static final String KEYS = "/api/auth/api-keys/";

    private final TestApi api = TestApi.start(
            AccessRefreshProfile.create(),
            settings -> settings.limit(LimitBy.CREDENTIAL, "50/hour, 60/day")
                    .roles(Role.of("admin", "reports:*"))
                    .failuresPerAddress("1000/minute"));

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> login(String body) {
        return api.post("/api/auth/login/", null, body);
    }

    private String access() {
        return member(login(ADA), "access");
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).matches("""
                \\{"detail":"[^"]+","code":"%s"}""".formatted(code));
    }

    @Test
    void loginAnswersWithBothTokensAndTheUser() {
        HttpResponse<String> response = login(ADA);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                        {"access":"%s","refresh":"%s",\
                        "user":{"id":"ada","email":"ada@example.com","organization":null}}""".formatted(member(response, "access"), member(response, "refresh")));
        assertThat(api.get("/api/reports", member(response, "access")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refreshGivesTheNextPair() {
        String refresh = member(login(ADA), "refresh");
        api.clock.advance(Duration.ofHours(1));
        HttpResponse<String> next = api.post("/api/auth/token/refresh/", null, """
                {"refresh":"%s"}""".formatted(refresh));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("""
                        {"access":"%s","refresh":"%s"}""".formatted(member(next, "access"), member(next, "refresh")));
        assertThat(api.get("/api/reports", member(next, "access")).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofDays(7));
        assertError(
                api.post("/api/auth/token/refresh/", null, """
                        {"refresh":"%s"}""".formatted(member(next, "refresh"))),
                401,
                "token_expired");
        assertError(api.post("/api/auth/token/refresh/", null, """
                {"refresh":"nonsense"}"""), 401, "invalid_token");
    }

    @Test
    void wrongLoginsLookAlike() {
        HttpResponse<String> wrong = login(ADA.replace("ada-demo", "wrong"));
        HttpResponse<String> unknown = login(ADA.replace("ada@", "nobody@"));
        assertError(wrong, 401, "invalid_credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {} | {"email":["This is needed and must not be empty."],"password":["This is needed and must not be empty."]}
                    {"email":7,"password":"x"} | {"email":["This must be a text."]}
                    {"email":"a","password":"x","e":1} | {"e":["There is no such field here."]}
                    {"email":"a","password":"x","otp":"1","code":"2"} | {"code":["Send one code."]}
                    """)
    void failedValidationIsAMapOfFields(String body, String answer) {
        HttpResponse<String> response = login(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"totp_code", "totp", "otp", "code"})
    void codeHasFourNames(String field) {
        assertThat(login(ADA.replace("}", ",\"" + field + "\":\"123456\"}")).statusCode())
                .as("of an account that needs none")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"totp_code", "totp", "otp", "code"})
    void accountWithASecondFactorTakesItsCodeUnderEachName(String field) {
        Supplier<String> app = api.enrol("ada", null);
        assertError(login(ADA), 401, "mfa_required");
        assertError(login(ADA.replace("ada-demo", "wrong")), 401, "invalid_credentials");
        assertError(login(ADA.replace("}", ",\"" + field + "\":\"000000\"}")), 401, "invalid_credentials");
        String body = ADA.replace("}", ",\"" + field + "\":\"" + app.get() + "\"}");
        assertThat(login(body).statusCode()).isEqualTo(200);
        assertError(login(body), 401, "invalid_credentials");
    }

    @Test
    void refreshTokenLivesForSevenDays() {
        String refresh = """
                {"refresh":"%s"}""".formatted(member(login(ADA), "refresh"));
        api.clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(api.post("/api/auth/token/refresh/", null, refresh).statusCode())
                .isEqualTo(200);
        String unused = """
                {"refresh":"%s"}""".formatted(member(login(ADA), "refresh"));
        api.clock.advance(Duration.ofDays(7));
        assertError(api.post("/api/auth/token/refresh/", null, unused), 401, "token_expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"scopes\":null,\"expires_in_days\":null"})
    void keyWithoutScopesHasTheOwnersAndWithoutExpiryNeverExpires(String rest) {
        HttpResponse<String> created = api.post(KEYS, access(), """
                {"name":"all"%s}""".formatted(rest));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"scopes\":null,").contains("\"expires_at\":null,");
        String key = member(created, "key");
        api.clock.advance(Duration.ofDays(3_650));
        assertThat(api.get("/api/v1/auth/verify", key).body()).contains("""
                        "scopes":["reports:generate","reports:read"]""");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 90, 365})
    void keyExpiresAfterItsDays(int days) {
        String key = member(api.post(KEYS, access(), """
                {"name":"k","expires_in_days":%s}""".formatted(days)), "key");
        api.clock.advance(Duration.ofDays(days).minusSeconds(1));
        assertThat(api.get("/api/reports", key).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(1));
        assertError(api.get("/api/reports", key), 401, "token_expired");
    }

    @Test
    void keyOfADemotedOwnerIsDemotedToo() {
        api.users.setRole("ada", "admin");
        api.auth.ownerChanged("ada");
        String key = member(api.post(KEYS, access(), """
                        {"name":"admin's","scopes":["reports:read","reports:delete"]}"""), "key");
        assertThat(api.send("DELETE", "/api/reports", key, null).statusCode()).isEqualTo(204);
        api.users.setRole("ada", "viewer");
        api.auth.ownerChanged("ada");
        assertError(api.send("DELETE", "/api/reports", key, null), 403, "insufficient_scope");
        assertThat(api.get("/api/reports", key).statusCode()).isEqualTo(200);
    }

    @Test
    void dayIsToldOnceItIsTheTighterWindow() {
        String key = member(api.post(KEYS, access(), """
                {"name":"job"}"""), "key");
        for (int i = 0; i < 45; i++) {
            api.get("/api/reports", key);
        }
        api.clock.advance(Duration.ofHours(1));
        HttpResponse<String> response = api.get("/api/reports", key);
        assertThat(response.headers().firstValue("X-RateLimit-Limit")).contains("60");
        int left = Integer.parseInt(
                response.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
        assertThat(left).isBetween(14, 17);
        for (int i = 0; i < left; i++) {
            assertThat(api.get("/api/reports", key).statusCode()).isEqualTo(200);
        }
        assertError(api.get("/api/reports", key), 429, "rate_limited");
    }

    @Test
    void errorsOfACallerTellTheLimitToo() {
        String access = access();
        for (HttpResponse<String> response : List.of(
                api.post(KEYS, access, "{}"),
                api.post(KEYS, access, "["),
                api.get(KEYS + "none/", access),
                api.send("PUT", KEYS, access, null),
                api.send("DELETE", "/api/reports", access, null),
                api.get("/api/nowhere", access))) {
            assertThat(response.statusCode()).isBetween(400, 405);
            assertThat(response.headers().firstValue("X-RateLimit-Remaining")).isPresent();
        }
    }

    @Test
    void keyIsShownOnceAndWorksInBothHeaders() {
        String access = access();
        HttpResponse<String> created = api.post(KEYS, access, """
                {"name":"Dashboard Embed Key","scopes":["reports:read"],"expires_in_days":90}""");
        assertThat(created.statusCode()).isEqualTo(201);
        String key = member(created, "key");
        assertThat(key).startsWith("acme_key_");
        assertThat(api.get("/api/reports", key).statusCode()).isEqualTo(200);
        assertThat(api.send(api.request("/api/reports").header("X-API-Key", key))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.get(KEYS, access).body())
                .contains("\"name\":\"Dashboard Embed Key\"")
                .doesNotContain(key);
        assertError(api.send("DELETE", "/api/reports", key, null), 403, "insufficient_scope");
        String path = KEYS + member(created, "id") + "/";
        assertThat(api.send("DELETE", path, access, null).statusCode()).isEqualTo(204);
        assertError(api.get("/api/reports", key), 401, "invalid_token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"k","scopes":[]} | {"scopes":["Name at least one scope, or leave scopes out for all of yours."]}
                    {"name":"k","scopes":["reports:fly"]} | {"scopes":["There is no scope named: reports:fly."]}
                    {"name":"k","expires_in_days":31} | {"expires_in_days":["This must be 30, 90, 365, or null for never."]}
                    {"scopes":["reports:read"]} | {"name":["This is needed and must not be empty."]}
                    """)
    void badKeysAreRefusedByField(String body, String answer) {
        HttpResponse<String> response = api.post(KEYS, access(), body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void keyOfAViewerNeverDoesMoreThanTheViewer() {
        String access = member(login(VIC), "access");
        String key = member(api.post(KEYS, access, """
                {"name":"all"}"""), "key");
        assertThat(api.get("/api/reports", key).statusCode()).isEqualTo(200);
        assertError(api.send("DELETE", "/api/reports", key, null), 403, "insufficient_scope");
        assertError(api.post(KEYS, key, """
                {"name":"by a key"}"""), 403, "forbidden");
        api.users.disable("vic");
        api.auth.ownerChanged("vic");
        assertError(api.get("/api/reports", key), 401, "invalid_token");
    }

    @Test
    void verifySaysWhoOneIs() {
        HttpResponse<String> response = api.get("/api/v1/auth/verify/", access());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("""
                        {"sub":"ada","kind":"user","tenant":null,"roles":["analyst"]""");
        assertError(api.get("/api/v1/auth/verify/", null), 401, "authentication_required");
    }

    @Test
    void everyAnswerTellsTheTightestWindow() {
        String key = member(api.post(KEYS, access(), """
                {"name":"job"}"""), "key");
        HttpResponse<String> first = api.get("/api/reports", key);
        assertThat(first.headers().firstValue("X-RateLimit-Limit")).contains("50");
        assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("49");
        assertThat(first.headers().firstValue("X-RateLimit-Reset").orElseThrow())
                .matches("[0-9]+");
        for (int i = 0; i < 49; i++) {
            api.get("/api/reports", key);
        }
        HttpResponse<String> refused = api.get("/api/reports", key);
        assertError(refused, 429, "rate_limited");
        assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
    }

    @Test
    void otherRefusalsAreWordedByTheProfileToo() {
        String access = access();
        assertError(api.get("/api/reports", null), 401, "authentication_required");
        assertError(api.get("/api/reports", "nonsense"), 401, "invalid_token");
        assertError(api.send("PUT", "/api/auth/login", null, ADA), 405, "method_not_allowed");
        assertError(api.get(KEYS + "unknown/", access), 404, "not_found");
        assertError(login("[]"), 400, "invalid_request");
        assertError(
                api.send(api.request("/api/auth/login")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(ADA))),
                415,
                "unsupported_media_type");
        assertError(login("""
                {"email":"%s"}""".formatted("x".repeat(70_000))), 413, "too_large");
        api.clock.advance(Duration.ofHours(1));
        assertError(api.get("/api/reports", access), 401, "token_expired");
        api.backend.breakDown();
        HttpResponse<String> down = login(ADA);
        assertError(down, 503, "unavailable");
        assertThat(down.headers().firstValue("Retry-After")).isPresent();
        api.backend.failWith(new IllegalStateException("secret-detail"));
        assertThat(login(ADA).body()).doesNotContain("secret-detail").contains("\"code\":\"internal_error\"");
    }

    @Test
    void logoutEndsTheSession() {
        HttpResponse<String> login = login(ADA);
        assertThat(api.post("/api/auth/logout/", member(login, "access"), "").statusCode())
                .isEqualTo(204);
        assertError(api.get("/api/reports", member(login, "access")), 401, "invalid_token");
        assertError(
                api.post("/api/auth/token/refresh/", null, """
                        {"refresh":"%s"}""".formatted(member(login, "refresh"))),
                401,
                "invalid_token");
    }
}
