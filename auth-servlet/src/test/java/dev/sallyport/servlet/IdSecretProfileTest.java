package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdSecretProfileTest {
    private static final String D_ID = "d_cf007a8b-19bc-46ad-8787-2915445b7b86";
    private static final String D_SECRET = "ds_f32f0b30-b7e1-40f9-ba6a-9804a5b9d635";
    private static final String P_ID = "p_1234567890abcdef";
    private static final String P_SECRET = "ps_abcdef1234567890";
    private static final String DASHBOARD = """
            {"dashboardId":"%s","dashboardSecret":"%s"}""".formatted(D_ID, D_SECRET);
    private static final String PROJECT = """
            {"type":"project","projectId":"%s","projectSecret":"%s"}""".formatted(P_ID, P_SECRET);

    private final TestApi api = TestApi.start(
            IdSecretProfile.create(),
            settings -> settings.logins(logins -> logins.withPerAddress(RateLimit.parse("10000/minute")))
                    .failuresPerAddress("1000/minute")
                    .clientTypes(
                            ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)
                                    .withScopes("reports:read", "reports:delete"),
                            ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                    .withScopes("reports:read")
                                    .withClaims(
                                            "tenantId", "endUserId", "endUserEmail", "params", "displayName", "role")
                                    .withTenantFromRequest()));

    IdSecretProfileTest() {
        done(api.auth
                .clients()
                .importPair(ClientRequest.of("dashboard", "demo"), D_ID, Secret.of(D_SECRET), Actor.application()));
        done(api.auth
                .clients()
                .importPair(ClientRequest.of("project", "demo"), P_ID, Secret.of(P_SECRET), Actor.application()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> token(String body) {
        return api.post("/api/v1/token", null, body);
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).matches("""
                \\{"error":".+","code":"%s"}""".formatted(code));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).doesNotContain(D_SECRET).doesNotContain(P_SECRET);
    }

    @Test
    void bothPairsAreExchangedForTokens() {
        for (String pair : new String[] {DASHBOARD, PROJECT}) {
            HttpResponse<String> response = token(pair);
            assertThat(response.statusCode()).isEqualTo(200);
            String access = member(response, "accessToken");
            assertThat(response.body()).isEqualTo("""
                    {"accessToken":"%s","expiresIn":3600}""".formatted(access));
            assertThat(api.get("/api/reports", access).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void dashboardTokenDoesNoManagement() {
        String project = member(token(PROJECT), "accessToken");
        String dashboard = member(token(DASHBOARD), "accessToken");
        assertThat(api.send("DELETE", "/api/reports", project, null).statusCode())
                .isEqualTo(204);
        assertError(api.send("DELETE", "/api/reports", dashboard, null), 403, "FORBIDDEN");
    }

    @Test
    void requestMaySetLifetimeAndClaims() {
        HttpResponse<String> response = token(DASHBOARD.replace(
                "}",
                ",\"tokenExpiry\":60,\"tenantId\":\"acme\",\"endUserId\":\"u1\",\"endUserEmail\":\"u@acme.example\","
                        + "\"params\":{\"theme\":\"dark\",\"n\":[1,2.5,true]}}"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).endsWith("\"expiresIn\":60}");
        String access = member(response, "accessToken");
        assertThat(api.get("/api/reports", access).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(60));
        assertError(api.get("/api/reports", access), 401, "TOKEN_EXPIRED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}
                    []
                    {"type":"unknown","projectId":"x","projectSecret":"y"}
                    {"type":"project","dashboardId":"x","dashboardSecret":"y"}
                    {"type":"dashboard","projectId":"x","projectSecret":"y"}
                    {"projectId":"x","projectSecret":"y"}
                    {"dashboardId":"x"}
                    {"dashboardId":"","dashboardSecret":""}
                    {"dashboardId":7,"dashboardSecret":"y"}
                    {"dashboardId":"x","dashboardId":"x","dashboardSecret":"y"}
                    """)
    void malformedRequestsAreRefused(String body) {
        assertError(token(body), 400, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "tokenExpiry":0
                    "tokenExpiry":86401
                    "tokenExpiry":"60"
                    "tokenExpiry":1.5
                    "endUserId":""
                    "params":[]
                    "params":{"a":null}
                    "params":{"a":1e400}
                    "projectId":"x"
                    "scope":" "
                    """)
    void wrongWishesAreRefusedByName(String member) {
        HttpResponse<String> response = token(DASHBOARD.replace("}", "," + member + "}"));
        assertError(response, 400, "INVALID_REQUEST");
        assertThat(response.body()).contains(member.substring(1, member.indexOf('"', 1)));
    }

    @Test
    void paramsHaveALimit() {
        String most = """
                {"a":"%s"}""".formatted("x".repeat(4_096 - 5));
        assertThat(token(DASHBOARD.replace("}", ",\"params\":" + most + "}")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> response =
                token(DASHBOARD.replace("}", ",\"params\":" + most.replace("x\"", "xx\"") + "}"));
        assertError(response, 400, "INVALID_REQUEST");
        assertThat(response.body()).contains("params").doesNotContain("xx");
    }

    @Test
    void typeMayBeNamedAlsoWhereItNeedNot() {
        assertThat(token(DASHBOARD.replace("{", """
                {"type":"dashboard",""")).statusCode()).isEqualTo(200);
        assertThat(api.post("/api/v1/token/", null, DASHBOARD).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 86_400})
    void lifetimeReachesFromASecondToTheTypesMaximum(long seconds) {
        HttpResponse<String> response = token(DASHBOARD.replace("}", ",\"tokenExpiry\":" + seconds + "}"));
        assertThat(response.body()).endsWith("\"expiresIn\":" + seconds + "}");
        String access = member(response, "accessToken");
        api.clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(api.get("/api/reports", access).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofMillis(1));
        assertError(api.get("/api/reports", access), 401, "TOKEN_EXPIRED");
    }

    @Test
    void bothPairsAtOnceAreRefused() {
        assertError(token(PROJECT.replace("}", "," + DASHBOARD.substring(1))), 400, "INVALID_REQUEST");
    }

    @Test
    void claimsOfAProjectAreRefused() {
        assertError(token(PROJECT.replace("}", ",\"tenantId\":\"acme\"}")), 400, "INVALID_REQUEST");
    }

    @Test
    void unknownIdAndWrongSecretLookAlike() {
        HttpResponse<String> wrong = token(DASHBOARD.replace(D_SECRET, "ds_wrong"));
        HttpResponse<String> unknown = token(DASHBOARD.replace(D_ID, "d_unknown"));
        assertError(wrong, 401, "INVALID_CREDENTIALS");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void tooManyFailuresAreToldAlike() {
        for (String id : new String[] {D_ID, "d_unknown"}) {
            String body = DASHBOARD.replace(D_SECRET, "ds_wrong").replace(D_ID, id);
            for (int i = 0; i < 20; i++) {
                assertError(token(body), 401, "INVALID_CREDENTIALS");
            }
            HttpResponse<String> closed = token(body);
            assertError(closed, 429, "RATE_LIMIT_EXCEEDED");
            assertThat(closed.headers().firstValue("Retry-After")).contains("900");
        }
    }

    @Test
    void invalidatedTokenIsRefusedAtOnce() {
        String dashboard = member(token(DASHBOARD), "accessToken");
        String other = member(token(DASHBOARD), "accessToken");
        assertThat(api.get("/api/reports", dashboard).statusCode()).isEqualTo(200);
        assertThat(api.send("POST", "/api/v1/invalidate-token", dashboard, null).statusCode())
                .isEqualTo(204);
        assertError(api.get("/api/reports", dashboard), 401, "INVALID_TOKEN");
        assertError(api.send("POST", "/api/v1/invalidate-token", dashboard, null), 401, "INVALID_TOKEN");
        assertError(api.send("POST", "/api/v1/invalidate-token", null, null), 401, "INVALID_TOKEN");
        assertThat(api.get("/api/reports", other).statusCode()).isEqualTo(200);
    }

    @Test
    void otherRefusalsAreWordedByTheProfileToo() {
        assertError(api.get("/api/reports", null), 401, "INVALID_TOKEN");
        assertError(api.get("/api/reports", "garbage"), 401, "INVALID_TOKEN");
        assertError(api.send("GET", "/api/v1/token", null, null), 405, "METHOD_NOT_ALLOWED");
        assertError(token("""
                {"dashboardId":"%s"}""".formatted("x".repeat(70_000))), 413, "TOO_LARGE");
        assertError(
                api.send(api.request("/api/v1/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("dashboardId=x"))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        api.backend.breakDown();
        assertError(token(DASHBOARD), 503, "UNAVAILABLE");
        api.backend.failWith(new IllegalStateException("secret-detail"));
        assertError(token(DASHBOARD), 500, "INTERNAL_ERROR");
    }

    @Test
    void defaultTypeMustBeDeclared() {
        assertThatThrownBy(() -> TestApi.start(IdSecretProfile.create(), settings -> settings))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no client type \"dashboard\"");
    }

    @Test
    void requestNarrowsScopesAndSetsClaimsOfTheApplicationsOwnNames() {
        String narrowed = member(token(PROJECT.replace("}", ",\"scope\":\"reports:read\"}")), "accessToken");
        assertThat(api.get("/api/reports", narrowed).statusCode()).isEqualTo(200);
        assertError(api.send("DELETE", "/api/reports", narrowed, null), 403, "FORBIDDEN");
        assertError(token(PROJECT.replace("}", ",\"scope\":\"other:scope\"}")), 403, "FORBIDDEN");
        HttpResponse<String> named = token(DASHBOARD.replace("}", ",\"displayName\":\"Ada\",\"role\":\"admin\"}"));
        assertThat(named.statusCode()).as(named.body()).isEqualTo(200);
        String claims = new String(
                Base64.getUrlDecoder().decode(member(named, "accessToken").split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
        assertThat(claims).contains("""
                        "ext":{"displayName":"Ada","role":"admin"}""").doesNotContain("\"roles\"");
        assertThat(token(PROJECT.replace("}", ",\"displayName\":\"Ada\"}")).statusCode())
                .as("a type that does not allow it")
                .isEqualTo(400);
    }
}
