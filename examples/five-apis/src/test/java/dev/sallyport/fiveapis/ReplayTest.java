package dev.sallyport.fiveapis;

import static dev.sallyport.fiveapis.Replay.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import dev.sallyport.testing.AuthenticatorApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command and every JSON body of the five pages, against the five APIs as they run. */
class ReplayTest {
    @TempDir
    static Path data;

    private static FiveApis apis;
    private static Map<String, String> credentials;

    @BeforeAll
    static void start() throws IOException {
        apis = FiveApis.start(0, data);
        credentials = apis.credentials();
    }

    @AfterAll
    static void stop() {
        apis.close();
    }

    private static Replay api(int number) {
        return new Replay(apis.bases().get(number - 1));
    }

    private static String credential(String name) {
        String value = credentials.get(name);
        assertThat(value).as(name).isNotNull();
        return value;
    }

    // 1: dashboards

    @Test
    void dashboardTokenIsForEmbedding() {
        HttpResponse<String> response = api(1).post(
                        "/api/v1/token",
                        "{\n    \"dashboardId\": \"" + credential("dashboardId") + "\",\n    \"dashboardSecret\": \""
                                + credential("dashboardSecret") + "\"\n  }");
        assertThat(response.statusCode()).isEqualTo(200);
        String token = member(response, "accessToken");
        assertThat(api(1).get("/api/v1/dashboards/" + credential("dashboardId"), token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api(1).get("/api/management/v1/dashboards", token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void projectTokenManages() {
        HttpResponse<String> response = api(1).post(
                        "/api/v1/token",
                        "{\n    \"type\": \"project\",\n    \"projectId\": \"" + credential("projectId")
                                + "\",\n    \"projectSecret\": \"" + credential("projectSecret") + "\"\n  }");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(api(1).get("/api/management/v1/dashboards", member(response, "accessToken"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api(1).get("/api/management/v1/dashboards", "garbage").body())
                .contains("\"code\":\"INVALID_TOKEN\"");
    }

    // 2: tasks

    private static String loginCookie() {
        HttpResponse<String> response = api(2).send(
                        "POST",
                        "/api/auth/login",
                        """
                        {"auth": "%s", "password": "%s"}""".formatted(credential("user"), credential("password")),
                        "Content-Type: application/json",
                        "Accept: application/json");
        assertThat(response.statusCode()).isEqualTo(204);
        String cookie = response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("semaphore="))
                .findFirst()
                .orElseThrow();
        return "Cookie: " + cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void tokenIsMadeWithTheCookieUsedAndExpired() {
        String cookie = loginCookie();
        String[] headers = {cookie, "Content-Type: application/json", "Accept: application/json"};
        assertThat(api(2).send("GET", "/api/user/tokens", "", headers).statusCode())
                .isEqualTo(200);
        HttpResponse<String> made = api(2).send("POST", "/api/user/tokens", "", headers);
        assertThat(made.statusCode()).isEqualTo(201);
        String token = member(made, "id");
        assertThat(made.body()).contains("\"expired\":false,\"user_id\":1}");
        HttpResponse<String> list = api(2).send("GET", "/api/user/tokens", "", headers);
        assertThat(list.body()).startsWith("[{\"id\":\"").doesNotContain(token);

        String bearer = "Authorization: Bearer " + token;
        assertThat(api(2).send(
                                "POST",
                                "/api/project/1/tasks",
                                "{\"template_id\": 1}",
                                "Content-Type: application/json",
                                "Accept: application/json",
                                bearer)
                        .statusCode())
                .isEqualTo(201);
        assertThat(api(2).send("DELETE", "/api/user/tokens/" + token, "", "Content-Type: application/json", bearer)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api(2).send("POST", "/api/project/1/tasks", "{\"template_id\": 1}", bearer)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void accountWithASecondFactorIsAskedForIt() {
        HttpResponse<String> login =
                api(2).post("/api/auth/login", """
                        {"auth":"%s","password":"%s"}""".formatted(credential("mfa_user"), credential("mfa_password")));
        assertThat(login.statusCode()).isEqualTo(204);
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        HttpResponse<String> refused =
                api(2).send("GET", "/api/user/tokens", "", "Cookie: " + cookie.substring(0, cookie.indexOf(';')));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("""
                {"error":"TOTP_REQUIRED"}""");
        HttpResponse<String> second = api(2).send(
                        "POST",
                        "/api/auth/verify",
                        """
                        {"passcode":"%s"}""".formatted(code()),
                        "Content-Type: application/json",
                        "Cookie: " + cookie.substring(0, cookie.indexOf(';')));
        assertThat(second.statusCode()).isEqualTo(204);
        String full = second.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(api(2).send("GET", "/api/user/tokens", "", "Cookie: " + full.substring(0, full.indexOf(';')))
                        .body())
                .isEqualTo("[]");
    }

    // 3: datasets

    private static String shortLivingToken() {
        HttpResponse<String> login =
                api(3).post("/api/v1/auth/login/", """
                        {"username":"%s","password":"%s"}""".formatted(credential("user"), credential("password")));
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).startsWith("""
                        {"id":1,"username":"ada","email":"ada@example.com","company_id":1,""");
        return member(login, "access_token");
    }

    @Test
    void privateTokenReachesTheDatasetsOfItsCompanyOnly() {
        HttpResponse<String> made = api(3).post("/api/v1/auth/private_tokens/", shortLivingToken(), """
                        {"name":"Back end","expiration_time":"2099-01-01T00:00:00Z"}""");
        assertThat(made.statusCode()).isEqualTo(201);
        String token = member(made, "data");
        assertThat(token).startsWith("eyJ");
        assertThat(api(3).get("/api/v1/companies/" + credential("company_id") + "/datasets/", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api(3).get("/api/v1/companies/" + credential("other_company_id") + "/datasets/", token)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void badTokenGetsTheBodyOfThePage() {
        HttpResponse<String> refused =
                api(3).get("/api/v1/companies/1/datasets/", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("""
                        {
                          "type": "client_error",
                          "errors": [
                            {
                              "code": "invalid_token",
                              "detail": "The provided token is expired or invalid.",
                              "attr": null,
                              "extra": null
                            }
                          ]
                        }""".replaceAll("\\n\\s*", "").replace("\": ", "\":"));
    }

    // 4: items

    private static HttpResponse<String> keyLogin(String session) {
        return api(4).post(
                        "/auth/login",
                        "{\n\"api_key\": \"" + credential("api_key") + "\",\n\"session_id\": \"" + session + "\"\n}");
    }

    @Test
    void keyGetsTheSameTokenInTheSameSession() {
        HttpResponse<String> response = keyLogin("one");
        String token = member(response, "access_token");
        assertThat(response.body()).matches("""
                        \\{"access_token":"[^"]+","expires_in":7200,"token_type":"Bearer"}""");
        assertThat(member(keyLogin("one"), "access_token")).isEqualTo(token);
        assertThat(member(keyLogin("two"), "access_token")).isNotEqualTo(token);
        assertThat(api(4).get("/api/items", token).statusCode()).isEqualTo(200);
        assertThat(api(4).send("DELETE", "/auth/sessions/two", "", "Authorization: Bearer " + token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api(4).get("/auth/sessions", token).body())
                .contains("\"session_id\":\"one\"")
                .doesNotContain("\"two\"");
    }

    @Test
    void userNameAndPasswordAreALoginToo() {
        assertThat(api(4).post("/auth/login", """
                                {"username":"%s","password":"%s"}""".formatted(credential("user"), credential("password")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api(4).post("/auth/login", """
                {"api_key":"wrong"}""").body()).isEqualTo("""
                        {"code":40101,"status":401,"message":"login failed"}""");
    }

    // 5: reports

    private static HttpResponse<String> login(String email, String password) {
        return api(5).post(
                        "/api/auth/login/", "{\n\"email\": \"" + email + "\",\n\"password\": \"" + password + "\"\n}");
    }

    private static String access() {
        return member(login(credential("email"), credential("password")), "access");
    }

    @Test
    void loginAndRefresh() {
        HttpResponse<String> login = login(credential("email"), credential("password"));
        assertThat(login.body()).endsWith("""
                        "user":{"id":1,"email":"ada@example.com","organization":"Acme Corp"}}""");
        assertThat(api(5).get("/api/reports/", member(login, "access")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> next =
                api(5).post("/api/auth/token/refresh/", "{\n\"refresh\": \"" + member(login, "refresh") + "\"\n}");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(api(5).get("/api/v1/reports/", member(next, "access")).statusCode())
                .isEqualTo(200);
        assertThat(member(next, "refresh")).as("it rotates").isNotEqualTo(member(login, "refresh"));
    }

    @Test
    void loginWithASecondFactorNeedsItsCode() {
        HttpResponse<String> login = login(credential("mfa_user"), credential("mfa_password"));
        assertThat(login.statusCode()).isEqualTo(401);
        assertThat(login.body()).contains("\"code\":\"mfa_required\"");
        HttpResponse<String> complete = api(5).post(
                        "/api/auth/login/", """
                        {"email":"%s","password":"%s","totp_code":"%s"}""".formatted(credential("mfa_user"), credential("mfa_password"), code()));
        assertThat(api(5).get("/api/reports/", member(complete, "access")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void credentialsBeginAsOnThePages() {
        assertThat(credential("dashboardId")).startsWith("d_");
        assertThat(credential("dashboardSecret")).startsWith("ds_");
        assertThat(credential("projectId")).startsWith("p_");
        assertThat(credential("projectSecret")).startsWith("ps_");
    }

    @Test
    void keyHasTheScopesItWasGiven() {
        HttpResponse<String> made = api(5).post("/api/auth/api-keys/", access(), """
                        {
                        "name": "Dashboard Embed Key",
                        "scopes": ["dashboards:read", "data_sources:read"],
                        "expires_in_days": 90
                        }""");
        assertThat(made.statusCode()).isEqualTo(201);
        String key = member(made, "key");
        assertThat(key).startsWith("claribi_key_");
        assertThat(api(5).get("/api/v1/dashboards/", key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = api(5).get("/api/v1/reports/", key);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).isPresent();
        assertThat(api(5).send("GET", "/api/v1/data-sources/", "", "X-API-Key: " + key)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/reports/, reports:read",
        "GET, /api/v1/reports/7/, reports:read",
        "POST, /api/v1/reports/generate/, reports:generate",
        "DELETE, /api/v1/reports/7/, reports:delete",
        "GET, /api/v1/dashboards/, dashboards:read",
        "POST, /api/v1/dashboards/, dashboards:create",
        "PATCH, /api/v1/dashboards/7/, dashboards:update",
        "DELETE, /api/v1/dashboards/7/, dashboards:delete",
        "POST, /api/v1/dashboards/7/refresh/, dashboards:refresh",
        "GET, /api/v1/data-sources/, data_sources:read",
        "GET, /api/v1/usage/, usage:read",
        "GET, /api/v1/goals/, goals:read",
        "GET, /api/v1/goals/7/, goals:read",
        "GET, /api/v1/goals/7/progress/, goals:read",
        "POST, /api/v1/reports/7/public-link/, reports:share",
        "DELETE, /api/v1/reports/7/public-link/, reports:share",
        "POST, /api/v1/dashboards/7/public-link/, dashboards:share",
        "DELETE, /api/v1/dashboards/7/public-link/, dashboards:share"
    })
    void eachEndpointTakesItsScopeAndNoOther(String method, String path, String scope) {
        String access = access();
        String other = scope.equals("usage:read") ? "goals:read" : "usage:read";
        assertThat(call(method, path, keyWith(access, scope))).isBetween(200, 204);
        assertThat(call(method, path, keyWith(access, other))).isEqualTo(403);
    }

    @Test
    void generatingReportsHasALimitOfItsOwn() {
        String key = keyWith(access(), "reports:generate");
        for (int i = 0; i < 100; i++) {
            assertThat(call("POST", "/api/v1/reports/generate/", key)).isEqualTo(201);
        }
        assertThat(call("POST", "/api/v1/reports/generate/", key)).isEqualTo(429);
        assertThat(call("GET", "/api/v1/auth/verify/", key)).isEqualTo(200);
    }

    private static String keyWith(String access, String scope) {
        HttpResponse<String> made = api(5).post("/api/auth/api-keys/", access, """
                        {"name":"one","scopes":["%s"]}""".formatted(scope));
        return member(made, "key");
    }

    private static int call(String method, String path, String key) {
        return api(5).send(method, path, "", "Authorization: Bearer " + key).statusCode();
    }

    @Test
    void keyOfAViewerDoesNoMembersWork() {
        String access = member(login(credential("viewer_email"), credential("viewer_password")), "access");
        HttpResponse<String> made = api(5).post("/api/auth/api-keys/", access, """
                {"name":"viewer"}""");
        String key = member(made, "key");
        assertThat(call("GET", "/api/v1/reports/", key)).isEqualTo(200);
        assertThat(call("DELETE", "/api/v1/reports/7/", key)).isEqualTo(403);
        assertThat(api(5).send(
                                "DELETE",
                                "/api/auth/api-keys/" + member(made, "id") + "/",
                                "",
                                "Authorization: Bearer " + access)
                        .statusCode())
                .isEqualTo(204);
        assertThat(call("GET", "/api/v1/reports/", key)).isEqualTo(401);
    }

    /** What the person's authenticator app shows now. */
    private static String code() {
        return AuthenticatorApp.of(Secret.of(credential("totp_secret"))).codeAt(Instant.now());
    }
}
