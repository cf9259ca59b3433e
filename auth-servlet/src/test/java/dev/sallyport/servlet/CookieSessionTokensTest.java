package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.secret.SecretDigest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that a person makes for programs. */
class CookieSessionTokensTest extends CookieSessionApi {
    @Test
    void tokenIsShownOnceAndListedByItsPublicPart() {
        String cookie = loggedIn();
        HttpResponse<String> made = with(cookie, "POST", TOKENS, """
                {"name":"ci","expires_at":"2031-01-01T00:00:00Z"}""", "Content-Type", "application/json");
        assertThat(made.statusCode()).isEqualTo(201);
        String token = member(made, "id");
        assertThat(made.body()).isEqualTo("""
                        {"id":"%s","name":"ci","created":"2030-01-01T00:00:00Z","expired":false,"user_id":7}""".formatted(token));
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
    void expiredTokenIsListedAsExpiredAndAPastExpiryRefused() {
        String cookie = loggedIn();
        String json = "application/json";
        assertThat(with(cookie, "POST", TOKENS, """
                {"expires_at":"2029-12-31T23:59:59Z"}""", "Content-Type", json).statusCode())
                .isEqualTo(400);
        String token = member(with(cookie, "POST", TOKENS, """
                        {"expires_at":"2030-01-01T00:00:10Z"}""", "Content-Type", json), "id");
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
                .insert(ApiKey.of(id, made.ownerId(), made.audience(), name, made.createdAt()), SecretDigest.of(id));
    }
}
