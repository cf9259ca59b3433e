package dev.sallyport.servlet;

import static dev.sallyport.servlet.OAuthApi.assertError;
import static dev.sallyport.servlet.OAuthApi.basic;
import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.secret.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthRevocationTest {
    private static final String REVOKE = "/auth/revoke";
    private static final String IMPORTED = "legacy-0123456789abcdef0123456789abcdef";

    private final OAuthApi oauth = new OAuthApi(settings -> settings.failuresPerAddress("20/minute")
            .apiKeys(keys -> ApiKeyPolicy.defaults()
                    .withMaxPerOwner(100)
                    .withMaxOverlap(Duration.ofDays(7))
                    .withImportedPrefixes("legacy-")));

    @AfterEach
    void stop() {
        oauth.close();
    }

    private static void assertRevoked(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    private String key(String login) {
        return member(oauth.api.post("/auth/api-keys", oauth.api.token(login), """
                {"name":"k"}"""), "key");
    }

    @Test
    void tokenOfAClientEndsAloneByPossession() {
        String token = oauth.clientToken(oauth.job);
        String other = oauth.clientToken(oauth.job);
        assertRevoked(oauth.form(REVOKE, "token=" + token));
        assertThat(oauth.reports(token)).isEqualTo(401);
        assertThat(oauth.reports(other)).isEqualTo(200);
        assertThat(oauth.reports(oauth.clientToken(oauth.job)))
                .as("the client goes on")
                .isEqualTo(200);
        assertRevoked(oauth.form(REVOKE, "token=" + token));
    }

    @Test
    void issuingClientMayNameItself() {
        String token = oauth.clientToken(oauth.job);
        assertError(
                oauth.form(REVOKE, basic(oauth.job.client().id(), "js_wrong"), "token=" + token),
                401,
                "invalid_client");
        assertThat(oauth.reports(token))
                .as("a client that failed changes nothing")
                .isEqualTo(200);
        assertRevoked(oauth.form(REVOKE, basic(oauth.job), "token=" + token + "&token_type_hint=access_token"));
        assertThat(oauth.reports(token)).isEqualTo(401);
    }

    @Test
    void refreshTokenEndsItsLoginAndNoOther() {
        HttpResponse<String> login = oauth.api.post("/auth/login", null, TestApi.ADA);
        String other = oauth.api.token(TestApi.ADA);
        assertRevoked(oauth.form(REVOKE, "token_type_hint=access_token&token=" + member(login, "refresh_token")));
        assertThat(oauth.reports(member(login, "access_token"))).isEqualTo(401);
        assertError(oauth.refresh(member(login, "refresh_token")), 400, "invalid_grant");
        assertThat(oauth.reports(other)).isEqualTo(200);
    }

    @Test
    void keyEndsAndItsOwnerDoesNot() {
        String key = key(TestApi.ADA);
        String derived = member(oauth.api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(key)), "access_token");
        assertRevoked(oauth.json(REVOKE, """
                {"token":"%s","token_type_hint":"nonsense"}""".formatted(derived)));
        assertThat(oauth.reports(derived)).isEqualTo(401);
        assertThat(oauth.reports(key)).as("never the parent of what ends").isEqualTo(200);
        assertRevoked(oauth.form(REVOKE, "token=" + key));
        assertThat(oauth.reports(key)).isEqualTo(401);
        assertThat(oauth.reports(oauth.api.token(TestApi.ADA))).isEqualTo(200);
    }

    @Test
    void importedKeyEndsToo() {
        oauth.api
                .auth
                .apiKeys()
                .importByDigest(
                        "ada", KeyRequest.named("old"), Secret.of(IMPORTED).digest(), Actor.application())
                .orElseThrow();
        assertThat(oauth.reports(IMPORTED)).isEqualTo(200);
        assertRevoked(oauth.form(REVOKE, "token=" + IMPORTED));
        assertThat(oauth.reports(IMPORTED)).isEqualTo(401);
    }

    @Test
    void whatIsNoTokenIsAnsweredLikeOne() {
        String forged = oauth.clientToken(oauth.job);
        forged = forged.substring(0, forged.length() - 4) + "AAAA";
        for (String token : new String[] {"x", forged, "eyJ", "acme_key_x", "rt_x", "%E2%98%83"}) {
            assertRevoked(oauth.form(REVOKE, "token=" + token));
        }
        assertError(oauth.form(REVOKE, ""), 400, "invalid_request");
        assertError(oauth.form(REVOKE, "token="), 400, "invalid_request");
    }

    @Test
    void secretOfAClientIsNoTokenAndIsNotSaidToBeRevoked() {
        assertError(
                oauth.form(
                        REVOKE,
                        "token=" + oauth.job.client().id() + "%3A"
                                + oauth.job.secret().reveal()),
                400,
                "unsupported_token_type");
        assertThat(oauth.reports(oauth.clientToken(oauth.job))).isEqualTo(200);
    }

    @Test
    void tooManyWrongOnesFromAnAddressHaveToWait() {
        String genuine = oauth.clientToken(oauth.job);
        HttpResponse<String> response = oauth.form(REVOKE, "token=x");
        for (int i = 0; i < 25 && response.statusCode() == 200; i++) {
            response = oauth.form(REVOKE, "token=x" + i);
        }
        assertError(response, 429, "rate_limited");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        oauth.api.clock.advance(Duration.ofMinutes(1));
        assertRevoked(oauth.form(REVOKE, "token=" + genuine));
    }

    @Test
    void storeThatFailsIsNoSuccess() {
        String token = oauth.clientToken(oauth.job);
        oauth.api.backend.breakDown();
        assertError(oauth.form(REVOKE, "token=" + token), 503, "temporarily_unavailable");
    }
}
