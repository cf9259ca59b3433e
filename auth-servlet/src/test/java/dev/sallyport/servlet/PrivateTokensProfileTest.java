package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateTokensProfileTest {
    private static final String LOGIN = """
            {"username":"7@example.com","password":"7-demo-password"}""";
    private static final String TOKENS = "/api/v1/auth/private_tokens/";
    private static final String DATASETS = "/api/v1/companies/42/datasets/";
    private static final String INVALID_TOKEN = """
            {"type":"client_error","errors":[{"code":"invalid_token",\
            "detail":"The provided token is expired or invalid.","attr":null,"extra":null}]}""";

    private final TestApi api =
            TestApi.start(PrivateTokensProfile.create(), settings -> settings.failuresPerAddress("1000/minute"));

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> login(String body) {
        return api.post("/api/v1/auth/login/", null, body);
    }

    private String access() {
        return member(login(LOGIN), "access_token");
    }

    private HttpResponse<String> create(String access, String name) {
        return api.post(TOKENS, access, """
                {"name":"%s","expiration_time":"2030-06-01T00:00:00Z"}""".formatted(name));
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).matches("""
                        \\{"type":"(client|server)_error","errors":\\[\\{"code":"%s",\
                        "detail":"[^"]+","attr":null,"extra":null}]}""".formatted(code));
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void loginSaysWhoAndInWhichCompany() {
        HttpResponse<String> response = login(LOGIN);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("""
                        {"id":7,"username":"7@example.com","email":"7@example.com","company_id":42,\
                        "access_token":"%s","refresh_token":"%s"}""".formatted(member(response, "access_token"), member(response, "refresh_token")));
    }

    @Test
    void refreshGivesTheNextPair() {
        HttpResponse<String> login = login(LOGIN);
        HttpResponse<String> next =
                api.post("/api/v1/auth/refresh/", null, """
                        {"refresh_token":"%s"}""".formatted(member(login, "refresh_token")));
        assertThat(next.body()).isEqualTo("""
                        {"access_token":"%s","refresh_token":"%s"}""".formatted(member(next, "access_token"), member(next, "refresh_token")));
        assertThat(api.post("/api/v1/auth/refresh/", null, """
                {"refresh_token":"x"}""").body()).isEqualTo(INVALID_TOKEN);
    }

    @Test
    void privateTokenIsAJwtThatReachesTheCompanyUntilItIsDeleted() {
        String access = access();
        HttpResponse<String> created = create(access, "etl");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = member(created, "id");
        String token = member(created, "data");
        assertThat(created.body()).isEqualTo("""
                        {"id":"%s","name":"etl","expiration_time":"2030-06-01T00:00:00Z","data":"%s"}""".formatted(id, token));
        assertThat(token).matches("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(api.get(DATASETS, token).statusCode()).isEqualTo(200);
        assertError(create(token, "by a private token"), 403, "permission_denied");
        assertThat(api.get(TOKENS, access).body()).doesNotContain(token);
        assertThat(api.send("DELETE", TOKENS + id + "/", access, null).statusCode())
                .isEqualTo(204);
        assertThat(api.get(DATASETS, token).statusCode()).isEqualTo(401);
        assertThat(api.get(DATASETS, token).body()).isEqualTo(INVALID_TOKEN);
        assertThat(api.get(TOKENS, access).body()).contains("\"count\":0");
    }

    @Test
    void privateTokenEndsAtItsTime() {
        String token = member(create(access(), "etl"), "data");
        api.clock.advance(Duration.ofDays(151));
        assertThat(api.get(DATASETS, token).body()).isEqualTo(INVALID_TOKEN);
    }

    @Test
    void alteredPrivateTokensNeverReachTheStore() {
        String token = member(create(access(), "etl"), "data");
        api.backend.breakDown();
        for (int i = 0; i < token.length(); i += 7) {
            String altered = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(api.get(DATASETS, altered).statusCode())
                    .as("changed at " + i)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {} | name required expiration_time required
                    {"name":"x"} | expiration_time required
                    {"name":"x","expiration_time":"soon"} | expiration_time invalid
                    {"name":"x","expiration_time":"2020-01-01T00:00:00Z"} | expiration_time invalid
                    {"name":7,"expiration_time":"2030-06-01T00:00:00Z"} | name invalid
                    {"name":"x","expiration_time":"2030-06-01T00:00:00Z","scope":1} | scope unknown
                    """)
    void failedValidationHasOneEntryAField(String body, String faults) {
        HttpResponse<String> response = api.post(TOKENS, access(), body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("""
                {"type":"validation_error","errors":[""");
        String[] words = faults.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            assertThat(response.body())
                    .containsOnlyOnce("""
                            "attr":"%s","extra":null""".formatted(words[i]))
                    .contains("{\"code\":\"" + words[i + 1] + "\"");
        }
        assertThat(response.body().split("\"attr\"", -1)).hasSize(words.length / 2 + 1);
    }

    @Test
    void listIsPagedOrderedAndSearched() {
        String access = access();
        for (String name : new String[] {"beta", "Alpha", "gamma"}) {
            create(access, name);
            api.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(api.get(TOKENS + "?ordering=name&page_size=2", access).body())
                .startsWith("""
                        {"count":3,"next":"?page=2&page_size=2&ordering=name","previous":null,"results":[{""")
                .containsSubsequence("Alpha", "beta")
                .doesNotContain("gamma");
        assertThat(api.get(TOKENS + "?ordering=name&page_size=2&page=2", access).body())
                .contains("\"next\":null,\"previous\":\"?page=1&page_size=2&ordering=name\"")
                .contains("gamma");
        assertThat(api.get(TOKENS, access).body()).containsSubsequence("gamma", "Alpha", "beta");
        assertThat(api.get(TOKENS + "?q=ALP", access).body())
                .contains("\"count\":1")
                .contains("Alpha");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=0", "page=x", "page_size=101", "page_size=", "ordering=secret", "ordering=--name"})
    void oddQueriesAreRefusedByName(String query) {
        HttpResponse<String> response = api.get(TOKENS + "?" + query, access());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"attr\":\"" + query.substring(0, query.indexOf('=')) + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/companies/43/datasets/",
                "/api/v1/companies/43",
                "/api/v1/companies/042/datasets/",
                "/api/v1/companies/4%32x/datasets/",
                "/api/v1/companies//datasets/"
            })
    void companyOfOthersIsNotThere(String path) {
        String raw = api.raw(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Authorization: Bearer " + access(),
                "",
                "");
        assertThat(raw).matches("(?s)HTTP/1.1 (404|400) .*").doesNotContain("reports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/companies/42/../43/datasets/",
                "/api/v1/companies/42/%2e%2e/43/datasets/",
                "/api/v1/companies/42%2f..%2f43/datasets/",
                "/api/v1/companies;x=42/43/datasets/",
                "/api/v1/companies/43;/datasets/",
                "/api/v1//companies/43/datasets/"
            })
    void oddPathsReachNoOtherCompany(String path) {
        String raw = api.raw(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Authorization: Bearer " + access(),
                "",
                "");
        assertThat(raw).matches("(?s)HTTP/1.1 (404|400) .*").doesNotContain("reports");
    }

    @Test
    void whoBelongsToNoCompanyReachesNone() {
        String access = member(login("""
                        {"username":"ada@example.com","password":"ada-demo-password"}"""), "access_token");
        assertError(api.get(DATASETS, access), 404, "not_found");
        assertError(api.get("/api/v1/companies/null/datasets/", access), 404, "not_found");
        assertError(api.get(DATASETS, null), 401, "not_authenticated");
    }

    @Test
    void otherRefusalsAreWordedByTheProfileToo() {
        assertThat(api.get(DATASETS, "garbage").body()).isEqualTo(INVALID_TOKEN);
        assertError(login(LOGIN.replace("7-demo", "wrong")), 401, "authentication_failed");
        assertThat(login(LOGIN.replace("7@", "nobody@")).body())
                .isEqualTo(login(LOGIN.replace("7-demo", "wrong")).body());
        assertError(login("[]"), 400, "parse_error");
        assertError(api.send("DELETE", TOKENS + "unknown/", access(), null), 404, "not_found");
        assertError(api.send("PUT", TOKENS, access(), null), 405, "method_not_allowed");
        assertError(
                api.send(api.request("/api/v1/auth/login/")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(LOGIN))),
                415,
                "unsupported_media_type");
        assertError(login("""
                {"username":"%s"}""".formatted("x".repeat(70_000))), 413, "too_large");
        api.backend.breakDown();
        assertError(login(LOGIN), 503, "unavailable");
        api.backend.failWith(new IllegalStateException("secret-detail"));
        assertError(login(LOGIN), 500, "error");
    }

    @Test
    void pageAfterTheLastIsNotThere() {
        String access = access();
        create(access, "one");
        assertThat(api.get(TOKENS + "?page=1", access).statusCode()).isEqualTo(200);
        assertError(api.get(TOKENS + "?page=2", access), 404, "not_found");
        assertThat(api.get(TOKENS + "?q=no-such", access).body()).isEqualTo("""
                        {"count":0,"next":null,"previous":null,"results":[]}""");
    }

    @Test
    void privateTokenManagesNothing() {
        String access = access();
        HttpResponse<String> created = create(access, "etl");
        String token = member(created, "data");
        assertError(create(token, "another"), 403, "permission_denied");
        create(access, "other");
        assertThat(api.get(TOKENS, token).body()).as("itself at most").doesNotContain("other");
        assertThat(api.get(TOKENS, access).body()).contains("\"count\":2");
    }

    @Test
    void secondFactorIsAskedForAtTheLogin() {
        Supplier<String> app = api.enrol("7", "42");
        assertError(login(LOGIN), 401, "mfa_required");
        assertError(login(LOGIN.replace("7-demo", "wrong")), 401, "authentication_failed");
        assertError(login(LOGIN.replace("}", ",\"totp\":\"000000\"}")), 401, "authentication_failed");
        assertThat(login(LOGIN.replace("}", ",\"totp\":\"" + app.get() + "\"}")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tooManyLoginsAreThrottled() {
        HttpResponse<String> last = login(LOGIN);
        for (int i = 0; i < 60; i++) {
            last = login(LOGIN);
        }
        assertError(last, 429, "throttled");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
    }
}
