package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.session.SessionPolicy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLoginProfileTest {
    private final TestApi api = TestApi.start(
            KeyLoginProfile.create(),
            settings -> settings.tokens(tokens -> tokens.withLifetime(Duration.ofHours(2)))
                    .clientTypes(ClientType.of("client", "c_", "cs_", CallerKind.CLIENT)
                            .withScopes("reports:read"))
                    .sessions(any -> new SessionPolicy(20, 20))
                    .logins(logins -> logins.withPerAddress(RateLimit.parse("50/minute"))));
    private final NewApiKey key = newKey(KeyRequest.named("job"));
    private final String secret = key.secret().reveal();

    private NewApiKey newKey(KeyRequest request) {
        return done(api.auth.apiKeys().create("ada", request, Actor.application()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> login(String body) {
        return api.post("/auth/login", null, body);
    }

    private HttpResponse<String> keyLogin(String label) {
        return login("""
                {"api_key":"%s","session_id":"%s"}""".formatted(secret, label));
    }

    private static void assertError(HttpResponse<String> response, int code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(code / 100);
        assertThat(response.body()).startsWith("{\"code\":" + code + ",\"status\":" + code / 100 + ",\"message\":\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void keyIsExchangedForATokenOfTwoHours() {
        HttpResponse<String> response = login("""
                {"api_key":"%s"}""".formatted(secret));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                        {"access_token":"%s","expires_in":7200,"token_type":"Bearer"}""".formatted(member(response, "access_token")));
        assertThat(api.get("/api/reports", member(response, "access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokenIsTheSameWithWhatIsLeftOfItsLife() {
        String first = member(keyLogin("a"), "access_token");
        api.clock.advance(Duration.ofMinutes(119));
        HttpResponse<String> again = keyLogin("a");
        assertThat(member(again, "access_token")).isEqualTo(first);
        assertThat(again.body()).contains("\"expires_in\":60,");
        assertThat(member(keyLogin("b"), "access_token")).isNotEqualTo(first);
        api.clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> next = keyLogin("a");
        assertThat(member(next, "access_token")).isNotEqualTo(first);
        assertThat(next.body()).contains("\"expires_in\":7200,");
    }

    @Test
    void keyAndSecretAreTheHalvesOfTheKey() {
        int half = secret.length() - 38;
        HttpResponse<String> response = login("""
                {"key":"%s","secret":"%s","session_id":"a"}""".formatted(secret.substring(0, half), secret.substring(half)));
        assertThat(member(response, "access_token")).isEqualTo(member(keyLogin("a"), "access_token"));
        assertError(login("""
                        {"key":"%s","secret":"%s"}""".formatted(secret.substring(0, half), "0".repeat(38))), 40101);
    }

    @Test
    void concurrentLoginsAgree() {
        Set<String> tokens = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> member(keyLogin("shared"), "access_token"))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(tokens).hasSize(1);
    }

    @Test
    void changedOrRevokedKeyEndsTheReuse() {
        String first = member(keyLogin("a"), "access_token");
        done(api.auth
                .apiKeys()
                .update(key.key().id(), KeyUpdate.nothing().scopes(ScopeSet.of("reports:read")), Actor.application()));
        assertThat(member(keyLogin("a"), "access_token")).isNotEqualTo(first);
        done(api.auth.apiKeys().revoke(key.key().id(), "leaked", Actor.application()));
        assertError(keyLogin("a"), 40101);
        assertError(api.get("/api/reports", first), 40100);
    }

    @Test
    void passwordsWorkTooAndNeverGetTheSameToken() {
        String first = member(login(TestApi.ADA), "access_token");
        assertThat(member(login(TestApi.ADA), "access_token")).isNotEqualTo(first);
        assertError(login(TestApi.ADA.replace("ada-demo", "wrong")), 40101);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}
                    {"session_id":"a"}
                    {"api_key":"x","username":"y","password":"z"}
                    {"api_key":"x","key":"y","secret":"z"}
                    []
                    {"api_key":"x","api_key":"x"}
                    """)
    void exactlyOneFormOfLoginIsTaken(String body) {
        assertError(login(body), 40000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"api_key":7}
                    {"api_key":""}
                    {"key":"x"}
                    {"username":"x"}
                    {"api_key":"x","session_id":7}
                    {"api_key":"x","sesion_id":"a"}
                    """)
    void failedValidationNamesTheFields(String body) {
        HttpResponse<String> response = login(body);
        assertError(response, 40006);
        assertThat(response.body()).contains("\"message\":\"validation failed\",\"errors\":[{\"field\":\"");
    }

    @Test
    void sessionsAreListedAndEndedByIdOrLabel() {
        String a = member(keyLogin("a"), "access_token");
        String b = member(keyLogin("b"), "access_token");
        HttpResponse<String> list = api.get("/auth/sessions", a);
        assertThat(list.body()).contains("\"session_id\":\"a\"").contains("\"session_id\":\"b\"");
        assertThat(api.send("DELETE", "/auth/sessions/b", a, null).statusCode()).isEqualTo(204);
        assertError(api.get("/api/reports", b), 40100);
        assertError(api.send("DELETE", "/auth/sessions/b", a, null), 40400);
        NewApiKey other = newKey(KeyRequest.named("other"));
        login("""
                {"api_key":"%s","session_id":"theirs"}""".formatted(other.secret().reveal()));
        assertError(api.send("DELETE", "/auth/sessions/theirs", a, null), 40400);
        assertThat(api.send("POST", "/auth/logout", a, null).statusCode()).isEqualTo(204);
        assertError(api.get("/api/reports", a), 40100);
    }

    @Test
    void sessionIsEndedByOurIdToo() {
        String a = member(keyLogin("a"), "access_token");
        String b = member(keyLogin("b"), "access_token");
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\",\"session_id\":\"b\"")
                .matcher(api.get("/auth/sessions", a).body());
        assertThat(id.find()).isTrue();
        assertThat(api.send("DELETE", "/auth/sessions/" + id.group(1), a, null).statusCode())
                .isEqualTo(204);
        assertError(api.get("/api/reports", b), 40100);
        assertThat(api.get("/api/reports", a).statusCode()).isEqualTo(200);
    }

    @Test
    void clientsLogInWithIdAndSecret() {
        NewClient client = done(api.auth.clients().create(ClientRequest.of("client", "etl"), Actor.application()));
        String body = """
                {"client_id":"%s","client_secret":"%s"}""".formatted(client.client().id(), client.secret().reveal());
        HttpResponse<String> response = login(body);
        assertThat(response.body()).endsWith("""
                ,"token_type":"Bearer","scope":"reports:read"}""");
        assertThat(api.get("/api/reports", member(response, "access_token")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> wrong = login(body.replace(client.secret().reveal(), "cs_" + "0".repeat(40)));
        assertError(wrong, 40101);
        assertThat(login(body.replace(client.client().id(), "c_nothing-of-ours"))
                        .body())
                .isEqualTo(wrong.body());
    }

    @Test
    void everyPasswordLoginIsASessionOfItsOwnWhateverItIsCalled() {
        String body = TestApi.ADA.replace("}", ",\"session_id\":\"a\"}");
        String first = member(login(body), "access_token");
        assertThat(member(login(body), "access_token")).isNotEqualTo(first);
        assertError(login(TestApi.ADA.replace("}", ",\"session_id\":7}")), 40006);
    }

    @Test
    void secondFactorIsAskedForByItsOwnCode() {
        Supplier<String> app = api.enrol("ada", null);
        assertError(login(TestApi.ADA), 40106);
        assertError(login(TestApi.ADA.replace("}", ",\"totp\":\"000000\"}")), 40101);
        assertThat(login(TestApi.ADA.replace("}", ",\"totp\":\"" + app.get() + "\"}"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(keyLogin("a").statusCode()).as("keys bypass it").isEqualTo(200);
    }

    @Test
    void sessionsOfAKeyAreCapped() {
        String first = member(keyLogin("0"), "access_token");
        for (int i = 1; i <= 20; i++) {
            api.clock.advance(Duration.ofSeconds(1));
            keyLogin(Integer.toString(i));
        }
        assertThat(api.auth.sessions().list("ada")).hasSize(20);
        assertError(api.get("/api/reports", first), 40100);
    }

    @Test
    void tooManyLoginsAreToldByTheirOwnCode() {
        for (int i = 0; i < 100; i++) {
            assertThat(keyLogin("a").statusCode()).as("a good key").isEqualTo(200);
        }
        HttpResponse<String> last = login(TestApi.ADA);
        for (int i = 0; i < 60; i++) {
            last = login(TestApi.ADA);
        }
        assertError(last, 42900);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void otherRefusalsAreWordedByTheProfileToo() {
        assertError(api.get("/api/reports", null), 40100);
        String narrow = newKey(KeyRequest.named("narrow").withScopes(ScopeSet.of("reports:generate")))
                .secret()
                .reveal();
        assertError(api.get("/api/reports", narrow), 40305);
        assertError(api.send("PUT", "/auth/login", null, "{}"), 40500);
        assertError(login("""
                {"api_key":"%s"}""".formatted("x".repeat(70_000))), 41300);
        assertError(
                api.send(api.request("/auth/login")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("api_key=x"))),
                41500);
        assertError(
                api.send(api.request("/auth/login")
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA))),
                40300);
        api.backend.breakDown();
        assertError(login(TestApi.ADA), 50300);
        api.backend.failWith(new IllegalStateException("secret-detail"));
        HttpResponse<String> failed = login(TestApi.ADA);
        assertError(failed, 50000);
        assertThat(failed.body()).doesNotContain("secret-detail");
    }

    @Test
    void unknownPathsBelongToTheApplication() {
        assertThat(api.get("/auth/nothing", null).statusCode()).isEqualTo(404);
        assertThat(api.send("OPTIONS", "/auth/login", null, null).headers().firstValue("Allow"))
                .contains("OPTIONS, POST");
    }

    private HttpResponse<String> clientLogin(String body, String type, @Nullable String authorization) {
        HttpRequest.Builder request = api.request("/auth/login")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", type);
        return api.send(authorization == null ? request : request.header("Authorization", authorization));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void clientCredentialsComeAsJsonAsAFormAndByBasic() {
        NewClient client = done(api.auth.clients().create(ClientRequest.of("client", "a job"), Actor.application()));
        String id = client.client().id();
        String text = client.secret().reveal();
        String pair = "\"client_id\":\"" + id + "\",\"client_secret\":\"" + text + "\"";
        String form = "application/x-www-form-urlencoded";
        String json = "application/json";
        for (HttpResponse<String> each : List.of(
                clientLogin("""
                        {"grant_type":"client_credentials",%s}""".formatted(pair), json, null),
                clientLogin("""
                        {%s,"scope":"reports:read"}""".formatted(pair), json, null),
                clientLogin("grant_type=client_credentials&client_id=" + id + "&client_secret=" + text, form, null),
                clientLogin("grant_type=client_credentials&scope=reports%3Aread", form, basic(id, text)),
                clientLogin("""
                        {"grant_type":"client_credentials"}""", json, basic(id, text)),
                clientLogin("""
                        {"client_id":"%s"}""".formatted(id), json, basic(id, text)),
                clientLogin("{}", json, basic(id, text)))) {
            assertThat(each.statusCode()).as(each.body()).isEqualTo(200);
            assertThat(each.body()).endsWith("""
                    ,"token_type":"Bearer","scope":"reports:read"}""");
            assertThat(api.get("/api/reports", member(each, "access_token")).statusCode())
                    .isEqualTo(200);
        }
        assertError(clientLogin("""
                {"grant_type":"password",%s}""".formatted(pair), json, null), 40006);
        assertError(clientLogin("grant_type=client_credentials", form, null), 40006);
        assertError(clientLogin("grant_type=client_credentials", form, basic(id, "wrong")), 40101);
        assertError(clientLogin("grant_type=client_credentials", form, "Basic !"), 40101);
        assertError(clientLogin("""
                {"client_id":"c_other"}""", json, basic(id, text)), 40006);
        assertError(clientLogin("""
                {%s,"scope":"reports:delete"}""".formatted(pair), json, null), 40305);
        assertError(clientLogin("""
                {%s,"scope":"\\u0000"}""".formatted(pair), json, null), 40006);
        assertError(clientLogin("""
                {"grant_type":"client_credentials","api_key":"x"}""", json, null), 40000);
        assertError(clientLogin("a=b&a=c", form, null), 40000);
        assertError(clientLogin("{}", "text/plain", null), 41500);
    }

    @Test
    void clientThatFailsIsChallengedToUseWhatItUsed() {
        NewClient client = done(api.auth.clients().create(ClientRequest.of("client", "a job"), Actor.application()));
        String id = client.client().id();
        String form = "application/x-www-form-urlencoded";
        String grant = "grant_type=client_credentials";
        String inBody = grant + "&client_id=" + id + "&client_secret=wrong";
        String key = "api_key=wrong";
        String bearer = "Bearer realm=\"" + api.auth.issuer() + "\"";
        String basic = "Basic realm=\"" + api.auth.issuer() + "\", charset=\"UTF-8\"";
        assertChallenge(clientLogin(grant, form, basic(id, "wrong")), basic);
        assertChallenge(clientLogin(grant, form, basic("nobody", "wrong")), basic);
        assertChallenge(clientLogin("{}", "application/json", "bASIC !"), basic);
        assertChallenge(clientLogin(inBody, form, null), bearer);
        assertChallenge(clientLogin(inBody, form, basic("proxy", "user")), bearer);
        assertChallenge(clientLogin(key, form, basic("proxy", "user")), bearer);
    }

    private static void assertChallenge(HttpResponse<String> response, String challenge) {
        assertError(response, 40101);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void headerOfAProxyBesideCredentialsInTheBodyIsNotLookedAt() {
        String proxy = basic("proxy", "user");
        assertThat(clientLogin("""
                {"api_key":"%s"}""".formatted(secret), "application/json", proxy).statusCode())
                .isEqualTo(200);
        assertThat(clientLogin("api_key=" + secret, "application/x-www-form-urlencoded", proxy)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void formFromAnotherSiteLogsNobodyIn() {
        HttpResponse<String> response = api.send(api.request("/auth/login")
                .POST(HttpRequest.BodyPublishers.ofString("api_key=" + secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example"));
        assertThat(response.statusCode()).isEqualTo(403);
    }
}
