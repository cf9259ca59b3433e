package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeyEndpointTest {
    private static final String NOT_FOUND = """
            {"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such thing here.","code":"not_found"}""";
    private static final String NEEDS_PERSON = """
            {"type":"about:blank","title":"Forbidden","status":403,"detail":"Keys are managed by a person who logged in.","code":"forbidden"}""";

    private TestApi api;
    private String ada;

    @BeforeEach
    void start() {
        api = TestApi.start();
        ada = api.token(TestApi.ADA);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void makesKeyAndShowsItOnce() {
        HttpResponse<String> created = create("""
                {"name":"nightly","description":"Runs \\"at\\" night","scopes":["reports:read","reports:*"],\
                "expires_in_days":30,"rate_limit":"100/hour, 1000/day"}""");
        String id = TestApi.member(created, "id");
        String key = TestApi.member(created, "key");
        String shown = """
                {"id":"%s","name":"nightly","description":"Runs \\"at\\" night",\
                "scopes":["reports:*","reports:read"],"rate_limit":"100/hour, 1000/day","status":"active",\
                "created_at":"2030-01-01T00:00:00Z","expires_at":"2030-01-31T00:00:00Z","last_used_at":null,\
                "disabled_at":null,"revoked_at":null,"revoked_reason":null,"replaces":null""".formatted(id);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(created.body()).isEqualTo(shown + ",\"key\":\"" + key + "\"}");
        assertThat(key).matches("acme_key_[0-9A-Za-z]{50}").startsWith("acme_key_" + id);
        assertThat(api.get("/auth/api-keys/" + id, ada).body()).isEqualTo(shown + "}");
        assertThat(api.get("/auth/api-keys", ada).body()).isEqualTo("{\"items\":[" + shown + "}]}");
    }

    @Test
    void absentMembersMeanAllScopesForever() {
        HttpResponse<String> created = create("""
                {"name":"job"}""");

        assertThat(created.body())
                .contains("\"description\":null,\"scopes\":null,\"rate_limit\":null", "\"expires_at\":null");
        assertThat(me(created)).contains("\"scopes\":[\"reports:generate\",\"reports:read\"]", "\"expires_at\":null");
    }

    @Test
    void emptyListOfScopesMeansNone() {
        HttpResponse<String> created = create("""
                {"name":"job","scopes":[]}""");

        assertThat(created.body()).contains("\"scopes\":[]");
        assertThat(me(created)).contains("\"scopes\":[]");
    }

    @Test
    void nullExpiryMeansNever() {
        assertThat(create("""
                {"name":"job","expires_in_days":null,"expires_at":null}""").body()).contains("\"expires_at\":null");
    }

    @Test
    void keyExpiresToTheSecond() {
        HttpResponse<String> created = create("""
                {"name":"job","expires_at":"2030-01-01T02:00:00+01:00"}""");
        String key = TestApi.member(created, "key");

        api.clock.advance(Duration.ofSeconds(3_599));
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> expired = api.get("/auth/me", key);
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(expired.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"https://api.example.com\", error=\"invalid_token\"");
        assertThat(expired.body()).isEqualTo("""
                        {"type":"about:blank","title":"Unauthorized","status":401,\
                        "detail":"The token or key has expired.","code":"token_expired"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {} | name | required
                    {"name":" "} | name | required
                    {"name":7} | name | invalid
                    {"name":"a\\nb"} | name | invalid
                    {"name":"x","scopes":"reports:read"} | scopes | invalid
                    {"name":"x","scopes":["a b"]} | scopes | invalid
                    {"name":"x","scopes":[1]} | scopes[0] | invalid
                    {"name":"x","scopes":["reports:erase"]} | scopes | unknown
                    {"name":"x","scope":[]} | scope | unknown
                    {"name":"x","expires_in_days":0} | expires_in_days | invalid
                    {"name":"x","expires_in_days":3651} | expires_in_days | invalid
                    {"name":"x","expires_in_days":"30"} | expires_in_days | invalid
                    {"name":"x","expires_in_days":30.5} | expires_in_days | invalid
                    {"name":"x","expires_at":"tomorrow"} | expires_at | invalid
                    {"name":"x","expires_at":"2029-12-31T00:00:00Z"} | expires_at | invalid
                    {"name":"x","expires_at":"2031-01-01T00:00:00Z","expires_in_days":30} | expires_in_days | invalid
                    {"name":"x","rate_limit":"fast"} | rate_limit | invalid
                    {"name":"x","rate_limit":100} | rate_limit | invalid
                    {"name":"x","enabled":true} | enabled | unknown
                    {"name":"x","key":"acme"} | key | unknown
                    """)
    void namesTheFaultyField(String body, String field, String code) {
        HttpResponse<String> response = create(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"Some fields are missing or wrong.\",\"code\":\"invalid_request\","
                        + "\"errors\":[{\"field\":\"" + field + "\",\"code\":\"" + code + "\",\"message\":\"")
                .doesNotContain("},{");
        assertThat(api.get("/auth/api-keys", ada).body()).isEqualTo("{\"items\":[]}");
    }

    /** Made, changed or rotated: what the owner does not have, no key of theirs is given. */
    @Test
    void scopesThatTheOwnerLacksAreRefused() {
        assertNotHeld(create("""
                {"name":"job","scopes":["reports:read","reports:delete"]}"""), "reports:delete");
        HttpResponse<String> created = create("""
                {"name":"job","scopes":["reports:read","reports:generate"]}""");
        String path = "/auth/api-keys/" + TestApi.member(created, "id");
        assertNotHeld(api.send("PATCH", path, ada, """
                {"scopes":["reports:delete"]}"""), "reports:delete");

        api.users.setRole("ada", "viewer");
        api.auth.ownerChanged("ada");
        ada = api.token(TestApi.ADA);
        assertNotHeld(api.post(path + "/rotate", ada, "{}"), "reports:generate");
        assertThat(api.get(path, ada).body()).contains("""
                "scopes":["reports:generate","reports:read"]""");
        assertThat(api.send("PATCH", path, ada, """
                {"scopes":["reports:read"]}""").statusCode()).isEqualTo(200);
        assertThat(api.post(path + "/rotate", ada, "{}").statusCode()).isEqualTo(201);
    }

    private static void assertNotHeld(HttpResponse<String> response, String scope) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"errors\":[{\"field\":\"scopes\",\"code\":\"not_held\"", "does not have: " + scope + ".");
    }

    @Test
    void namesAllFaultyFieldsTogether() {
        assertThat(create("""
                {"name":"","scopes":1,"expires_in_days":-1,"rate_limit":"x","colour":1}""").body())
                .contains(
                        "{\"field\":\"name\"",
                        "{\"field\":\"scopes\"",
                        "{\"field\":\"expires_in_days\"",
                        "{\"field\":\"rate_limit\"",
                        "{\"field\":\"colour\"");
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        String id = TestApi.member(create("""
                        {"name":"job","description":"d","scopes":["reports:read"],"expires_in_days":30,\
                        "rate_limit":"5/minute"}"""), "id");

        assertThat(patch(id, "{}").body())
                .contains(
                        "\"name\":\"job\",\"description\":\"d\",\"scopes\":[\"reports:read\"],\"rate_limit\":\"5/minute\"");
        assertThat(patch(id, """
                {"name":"new","scopes":[],"expires_in_days":90}""").body())
                .contains(
                        "\"name\":\"new\",\"description\":\"d\",\"scopes\":[],\"rate_limit\":\"5/minute\"",
                        "\"expires_at\":\"2030-04-01T00:00:00Z\"");
        assertThat(patch(id, """
                {"description":null,"scopes":null,"expires_at":null,"rate_limit":null}""").body())
                .contains(
                        "\"name\":\"new\",\"description\":null,\"scopes\":null,\"rate_limit\":null",
                        "\"expires_at\":null");
    }

    @Test
    void disabledKeyIsRefusedUntilEnabled() {
        HttpResponse<String> created = create("""
                {"name":"job"}""");
        String id = TestApi.member(created, "id");
        String key = TestApi.member(created, "key");

        assertThat(patch(id, "{\"enabled\":false}").body())
                .contains("\"status\":\"disabled\"", "\"disabled_at\":\"2030-01-01T00:00:00Z\"");
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(401);
        assertThat(patch(id, "{\"enabled\":true}").body()).contains("\"status\":\"active\"", "\"disabled_at\":null");
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":null} | name | required
                    {"enabled":null} | enabled | invalid
                    {"enabled":"no"} | enabled | invalid
                    {"status":"active"} | status | unknown
                    {"revoked_at":null} | revoked_at | unknown
                    """)
    void refusesFaultyChange(String body, String field, String code) {
        String id = TestApi.member(create("""
                {"name":"job"}"""), "id");
        HttpResponse<String> response = patch(id, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"errors\":[{\"field\":\"" + field + "\",\"code\":\"" + code + "\"");
    }

    @Test
    void rotatesAndEndsTheOldKeyAtOnce() {
        HttpResponse<String> created = create("""
                {"name":"job","scopes":["reports:read"]}""");
        String id = TestApi.member(created, "id");
        HttpResponse<String> rotated = api.send("POST", "/auth/api-keys/" + id + "/rotate", ada, null);

        assertThat(rotated.statusCode()).isEqualTo(201);
        assertThat(TestApi.member(rotated, "id")).isNotEqualTo(id);
        assertThat(rotated.body())
                .contains(
                        "\"name\":\"job\"", "\"scopes\":[\"reports:read\"]", "\"replaces\":\"" + id + "\",\"key\":\"");
        assertThat(api.get("/auth/me", TestApi.member(created, "key")).statusCode())
                .isEqualTo(401);
        assertThat(api.get("/auth/me", TestApi.member(rotated, "key")).statusCode())
                .isEqualTo(200);
        assertThat(api.get("/auth/api-keys/" + id, ada).body())
                .contains("\"status\":\"revoked\"", "\"revoked_reason\":\"rotated\"");
    }

    @Test
    void rotatesWithOverlap() {
        HttpResponse<String> created = create("""
                {"name":"job"}""");
        String path = "/auth/api-keys/" + TestApi.member(created, "id");
        String old = TestApi.member(created, "key");

        assertThat(api.post(path + "/rotate", ada, "{\"overlap_seconds\":60}").statusCode())
                .isEqualTo(201);
        assertThat(api.get("/auth/me", old).statusCode()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(60));
        assertThat(api.get("/auth/me", old).statusCode()).isEqualTo(401);
        assertThat(api.get(path, ada).body()).contains("\"status\":\"expired\"");
    }

    @ParameterizedTest
    @CsvSource({"-1", "604801", "\"60\"", "99999999999"})
    void refusesOverlapOutOfRange(String seconds) {
        String id = TestApi.member(create("""
                {"name":"job"}"""), "id");
        HttpResponse<String> response =
                api.post("/auth/api-keys/" + id + "/rotate", ada, "{\"overlap_seconds\":" + seconds + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"errors\":[{\"field\":\"overlap_seconds\",\"code\":\"invalid\"");
    }

    @Test
    void revokesForGoodWithReason() {
        HttpResponse<String> created = create("""
                {"name":"job"}""");
        String path = "/auth/api-keys/" + TestApi.member(created, "id");
        String key = TestApi.member(created, "key");
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(200);

        HttpResponse<String> revoked = api.send("DELETE", path, ada, """
                {"reason":"leaked"}""");
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(401);
        assertThat(api.get(path, ada).body())
                .contains(
                        "\"status\":\"revoked\"",
                        "\"revoked_at\":\"2030-01-01T00:00:00Z\",\"revoked_reason\":\"leaked\"");
        assertThat(api.send("DELETE", path, ada, null).statusCode()).as("again").isEqualTo(204);
        assertThat(patch(TestApi.member(created, "id"), "{\"enabled\":true}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anothersKeyDoesNotExist() {
        String id = TestApi.member(create("""
                {"name":"job"}"""), "id");
        String vic = api.token(TestApi.VIC);

        for (String unknown : new String[] {id, "000000000000", "%20"}) {
            String path = "/auth/api-keys/" + unknown;
            assertNotFound(api.get(path, vic));
            assertNotFound(api.send("PATCH", path, vic, "{\"enabled\":false}"));
            assertNotFound(api.send("DELETE", path, vic, null));
            assertNotFound(api.send("POST", path + "/rotate", vic, null));
        }
        assertThat(api.get("/auth/api-keys", vic).body()).isEqualTo("{\"items\":[]}");
        assertThat(api.get("/auth/api-keys/" + id, ada).body()).contains("\"status\":\"active\"");
    }

    private static void assertNotFound(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo(NOT_FOUND);
    }

    @Test
    void keySeesAndRevokesItselfAndManagesNothing() {
        create("""
                {"name":"other"}""");
        HttpResponse<String> created = create("""
                {"name":"job"}""");
        String path = "/auth/api-keys/" + TestApi.member(created, "id");
        String key = TestApi.member(created, "key");
        String derived = TestApi.member(api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(key)), "access_token");

        for (String credential : new String[] {key, derived}) {
            assertForbidden(api.post("/auth/api-keys", credential, """
                    {"name":"more"}"""));
            assertForbidden(api.send("PATCH", path, credential, "{\"scopes\":null}"));
            assertForbidden(api.send("POST", path + "/rotate", credential, null));
            assertThat(api.get("/auth/api-keys", credential).body())
                    .contains("\"name\":\"job\"")
                    .doesNotContain("\"name\":\"other\"");
        }
        assertThat(api.send("DELETE", path, derived, null).statusCode()).isEqualTo(204);
        assertThat(api.get("/auth/me", key).statusCode()).isEqualTo(401);
        assertThat(api.get("/auth/me", derived).statusCode()).isEqualTo(401);
    }

    private static void assertForbidden(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(response.body()).isEqualTo(NEEDS_PERSON);
    }

    @Test
    void tellsWhenKeyWasLastUsed() {
        HttpResponse<String> created = create("""
                {"name":"job"}""");
        api.clock.advance(Duration.ofMinutes(5));
        api.get("/auth/me", TestApi.member(created, "key"));
        api.auth.close(); // writes what is still to be written

        assertThat(api.get("/auth/api-keys/" + TestApi.member(created, "id"), ada)
                        .body())
                .contains("\"last_used_at\":\"2030-01-01T00:05:00Z\"");
    }

    private HttpResponse<String> create(String body) {
        return api.post("/auth/api-keys", ada, body);
    }

    private HttpResponse<String> patch(String id, String body) {
        return api.send("PATCH", "/auth/api-keys/" + id, ada, body);
    }

    private String me(HttpResponse<String> created) {
        return api.get("/auth/me", TestApi.member(created, "key")).body();
    }
}
