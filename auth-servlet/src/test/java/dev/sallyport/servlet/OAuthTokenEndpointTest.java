package dev.sallyport.servlet;

import static dev.sallyport.servlet.OAuthApi.assertError;
import static dev.sallyport.servlet.OAuthApi.basic;
import static dev.sallyport.servlet.OAuthApi.encoded;
import static dev.sallyport.servlet.OAuthApi.inBody;
import static dev.sallyport.servlet.TestApi.member;
import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.NewClient;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthTokenEndpointTest {
    private static final String TOKEN = "/auth/token";
    private static final String CREDENTIALS = "grant_type=client_credentials";

    private final OAuthApi oauth = new OAuthApi();

    @AfterEach
    void stop() {
        oauth.close();
    }

    private void assertJobToken(HttpResponse<String> response, String scope) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String token = member(response, "access_token");
        assertThat(response.body()).as("and no refresh token").isEqualTo("""
                        {"access_token":"%s","token_type":"Bearer","expires_in":3600,"scope":"%s"}""".formatted(token, scope));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().allValues("Pragma")).containsExactly("no-cache");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(oauth.reports(token)).isEqualTo(200);
    }

    @Test
    void clientGetsTokenByBasicOrByBody() {
        String all = "reports:delete reports:read";
        assertJobToken(oauth.form(TOKEN, basic(oauth.job), CREDENTIALS), all);
        assertJobToken(oauth.form(TOKEN, inBody(oauth.job) + "&" + CREDENTIALS), all);
        String json = """
                {"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","scope":null}""".formatted(oauth.job.client().id(), oauth.job.secret().reveal());
        assertJobToken(oauth.json(TOKEN, json), all);
        assertJobToken(oauth.json(TOKEN + "/", json), all);
        String id = "&client_id=" + oauth.job.client().id();
        assertJobToken(oauth.form(TOKEN, basic(oauth.job), CREDENTIALS + id), all);
        assertJobToken(oauth.form(TOKEN, basic(oauth.job).replace("Basic ", "bASIC  "), CREDENTIALS), all);
    }

    @Test
    void encodedPairsAreDecoded() {
        String id = oauth.job.client().id().replace("_", "%5F");
        String secret = oauth.job.secret().reveal().replace("_", "%5f");
        assertJobToken(oauth.form(TOKEN, basic(id + ":" + secret), CREDENTIALS), "reports:delete reports:read");
    }

    @Test
    void scopeNarrowsAndIsNeverExceeded() {
        assertJobToken(oauth.form(TOKEN, basic(oauth.job), CREDENTIALS + "&scope=reports:read"), "reports:read");
        for (String scope : new String[] {
            "reports:generate",
            "reports:read+reports:generate",
            "tokens:introspect",
            "reports:*",
            "nonsense",
            "a++b",
            "%22"
        }) {
            assertError(oauth.form(TOKEN, basic(oauth.job), CREDENTIALS + "&scope=" + scope), 400, "invalid_scope");
        }
    }

    @Test
    void unknownWrongAndDisabledClientsLookAlike() {
        NewClient disabled = oauth.client("job");
        done(oauth.api.auth.clients().disable(disabled.client().id(), Actor.application()));
        String id = oauth.job.client().id();
        HttpResponse<String> wrong = oauth.form(TOKEN, basic(id, "js_wrong"), CREDENTIALS);
        assertError(wrong, 401, "invalid_client");
        for (String authorization :
                new String[] {basic("j_unknown", "js_wrong"), basic(disabled), basic(id, ""), basic("☃", "☃")}) {
            HttpResponse<String> other = oauth.form(TOKEN, authorization, CREDENTIALS);
            assertError(other, 401, "invalid_client");
            assertThat(other.body()).isEqualTo(wrong.body());
        }
        assertError(oauth.form(TOKEN, CREDENTIALS + "&client_id=" + id), 401, "invalid_client");
        assertError(
                oauth.form(TOKEN, CREDENTIALS + "&client_id=" + id + "&client_secret=js_wrong"), 401, "invalid_client");
        assertError(oauth.form(TOKEN, CREDENTIALS), 401, "invalid_client");
        assertError(oauth.form(TOKEN, "Bearer " + oauth.clientToken(oauth.job), CREDENTIALS), 401, "invalid_client");
    }

    @Test
    void tooManyWrongSecretsOfAnIdAreToldOpenlyKnownOrNot() {
        for (String id : new String[] {oauth.job.client().id(), "j_0123456789abcdef0123456789abcdef"}) {
            for (int i = 0; i < 20; i++) {
                assertError(oauth.form(TOKEN, basic(id, "js_wrong" + i), CREDENTIALS), 401, "invalid_client");
            }
            assertError(oauth.form(TOKEN, basic(id, "js_wrong"), CREDENTIALS), 429, "rate_limited");
            HttpResponse<String> closed =
                    oauth.form(TOKEN, basic(id, oauth.job.secret().reveal()), CREDENTIALS);
            assertError(closed, 429, "rate_limited");
            assertThat(closed.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(oauth.form(TOKEN, basic(oauth.gateway), CREDENTIALS).statusCode())
                .isEqualTo(200);
    }

    @Test
    void grantsAreThoseOfTheTypeAndOfTheClient() {
        NewClient none = oauth.create(ClientRequest.of("gateway", "none").withGrants());
        NewClient refreshing =
                oauth.create(ClientRequest.of("gateway", "refresh").withGrants("refresh_token"));
        for (NewClient client : new NewClient[] {none, refreshing}) {
            assertError(oauth.form(TOKEN, basic(client), CREDENTIALS), 400, "unauthorized_client");
        }
        String token = oauth.refreshToken();
        String refresh = "grant_type=refresh_token&refresh_token=" + token;
        assertError(oauth.form(TOKEN, basic(none), refresh), 400, "unauthorized_client");
        assertError(oauth.form(TOKEN, basic(oauth.job), refresh), 400, "unauthorized_client");
        assertError(oauth.form(TOKEN, basic(oauth.gateway.client().id(), "gs_wrong"), refresh), 401, "invalid_client");
        oauth.api.clock.advance(Duration.ofMinutes(1));
        assertThat(oauth.form(TOKEN, basic(refreshing), refresh).statusCode())
                .as("the token was not used up by what was refused")
                .isEqualTo(200);
        Outcome<NewClient> more = oauth.api
                .auth
                .clients()
                .create(ClientRequest.of("job", "more").withGrants("refresh_token"), Actor.application());
        Refusal refusal = more.fold(made -> Refusal.notFound(), refused -> refused);
        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("grants");
    }

    @Test
    void loginIsContinuedWithoutAClient() {
        HttpResponse<String> login = oauth.api.post("/auth/login", null, TestApi.ADA);
        HttpResponse<String> next = oauth.refresh(member(login, "refresh_token"));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("""
                        {"access_token":"%s","token_type":"Bearer","expires_in":3600,"refresh_token":"\
                        %s","scope":"reports:generate reports:read"}""".formatted(member(next, "access_token"), member(next, "refresh_token")));
        assertThat(next.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(member(next, "refresh_token")).isNotEqualTo(member(login, "refresh_token"));
        assertThat(oauth.reports(member(next, "access_token"))).isEqualTo(200);
        HttpResponse<String> json = oauth.json(TOKEN, """
                {"grant_type":"refresh_token","refresh_token":"%s"}""".formatted(member(next, "refresh_token")));
        assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
        assertThat(oauth.form(
                                TOKEN,
                                "Bearer " + "x".repeat(20),
                                "grant_type=refresh_token&refresh_token=" + member(json, "refresh_token"))
                        .statusCode())
                .as("an old token that is sent along is not looked at")
                .isEqualTo(200);
    }

    @Test
    void scopeOfARefreshIsWithinTheLogin() {
        String token = oauth.refreshToken();
        String refresh = "grant_type=refresh_token&refresh_token=" + token;
        assertError(oauth.form(TOKEN, refresh + "&scope=reports:delete"), 400, "invalid_scope");
        assertError(oauth.form(TOKEN, refresh + "&scope=reports:read+reports:delete"), 400, "invalid_scope");
        oauth.api.clock.advance(Duration.ofMinutes(1));
        HttpResponse<String> narrow = oauth.form(TOKEN, refresh + "&scope=reports:read");
        assertThat(member(narrow, "scope")).isEqualTo("reports:read");
        assertThat(member(oauth.refresh(member(narrow, "refresh_token")), "scope"))
                .as("the next refresh has what the login has")
                .isEqualTo("reports:generate reports:read");
    }

    @Test
    void spentTokenThatComesAgainEndsTheLogin() {
        String first = oauth.refreshToken();
        HttpResponse<String> second = oauth.refresh(first);
        HttpResponse<String> repeated = oauth.refresh(first);
        assertThat(member(repeated, "refresh_token"))
                .as("a lost answer gets the same successor")
                .isEqualTo(member(second, "refresh_token"));
        oauth.api.clock.advance(Duration.ofSeconds(11));
        assertError(oauth.refresh(first), 400, "invalid_grant");
        assertError(oauth.refresh(member(second, "refresh_token")), 400, "invalid_grant");
        assertThat(oauth.reports(member(second, "access_token"))).isEqualTo(401);
    }

    @Test
    void whatIsNoLiveRefreshTokenIsAnInvalidGrant() {
        String token = oauth.refreshToken();
        String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
        for (String wrong : new String[] {"x", forged, oauth.api.token(TestApi.ADA), encoded("\u20ac")}) {
            assertError(oauth.refresh(wrong), 400, "invalid_grant");
        }
        oauth.api.clock.advance(Duration.ofDays(8));
        assertError(oauth.refresh(token), 400, "invalid_grant");
    }

    @Test
    void hundredRefreshesAtOnceHaveOneSuccessor() throws Exception {
        String token = oauth.refreshToken();
        Set<String> successors = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            Callable<Integer> refresh = () -> {
                HttpResponse<String> response = oauth.refresh(token);
                successors.add(member(response, "refresh_token"));
                return response.statusCode();
            };
            for (var status : threads.invokeAll(
                    IntStream.range(0, 100).mapToObj(i -> refresh).toList())) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(successors).hasSize(1).doesNotContain(token);
        assertThat(oauth.refresh(successors.iterator().next()).statusCode()).isEqualTo(200);
    }

    @Test
    void storeThatFailsIsToldInTheSameShape() {
        oauth.api.backend.breakDown();
        HttpResponse<String> response = oauth.form(TOKEN, basic(oauth.job), CREDENTIALS);
        assertError(response, 503, "temporarily_unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
}
