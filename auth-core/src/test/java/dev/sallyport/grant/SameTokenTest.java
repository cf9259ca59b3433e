package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.token.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same key and label get the same token while it lives and says what is true. */
class SameTokenTest {
    private static final Actor APP = Actor.application();
    private static final Duration HOUR = Duration.ofHours(1);

    private final Node node = Node.create(settings -> settings.roles(Role.of("mark")));
    private final NewApiKey key = keyOfAda();

    private NewApiKey keyOfAda() {
        node.user("ada", "analyst");
        return node.key("ada");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void tokenIsTheSameByteForByteWithRemainingLife(SigningAlgorithm algorithm) {
        try (Node signing = Node.create(settings -> settings.tokens(tokens -> tokens.withAlgorithm(algorithm)))) {
            signing.user("ada", "viewer");
            Secret secret = signing.key("ada").secret();
            Login first = signing.keyLogin(secret, "a");
            signing.clock.advance(Duration.ofSeconds(100));
            Login again = signing.keyLogin(secret, "a");
            assertThat(again.accessToken()).isEqualTo(first.accessToken());
            assertThat(first.expiresIn()).isEqualTo(HOUR);
            assertThat(again.expiresIn()).isEqualTo(HOUR.minusSeconds(100));
            assertThat(again.expiresAt()).isEqualTo(first.expiresAt());
            assertThat(again.sessionId()).isEqualTo(first.sessionId());
            assertThat(signing.accepts(again.accessToken())).isTrue();
        }
    }

    @Test
    void storeHoldsNoToken() {
        String token = node.keyLogin(key.secret(), "a").accessToken().reveal();
        String kept = String.valueOf(Sealed.textOf(onlySession().reusableToken()));
        assertThat(kept).startsWith("v1.").doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            names = {"EDDSA", "ES256"})
    void fiftyAtOnceGetOneTokenAndOneSession(SigningAlgorithm algorithm) throws Exception {
        try (Node busy = Node.create(settings -> settings.tokens(tokens -> tokens.withAlgorithm(algorithm)))) {
            busy.user("ada", "viewer");
            Secret secret = busy.key("ada").secret();
            List<Login> logins = Together.run(50, () -> busy.keyLogin(secret, "a"));
            assertThat(logins)
                    .extracting(Login::accessToken)
                    .containsOnly(logins.get(0).accessToken());
            assertThat(busy.auth.sessions().list("ada")).hasSize(1);
        }
    }

    @Test
    void labelsAndTheirAbsenceAreSessionsOfTheirOwn() {
        Login unnamed = node.keyLogin(key.secret(), null);
        Login a = node.keyLogin(key.secret(), "a");
        Login b = node.keyLogin(key.secret(), "b");
        assertThat(Set.of(unnamed.sessionId(), a.sessionId(), b.sessionId())).hasSize(3);
        assertThat(node.keyLogin(key.secret(), null).accessToken()).isEqualTo(unnamed.accessToken());
        assertThat(node.keyLogin(key.secret(), "b").accessToken()).isEqualTo(b.accessToken());
        assertThat(node.keyLogin(node.key("ada").secret(), "a").accessToken())
                .as("the label of another key")
                .isNotEqualTo(a.accessToken());
        assertThat(a.sessionId()).as("ours, never the label").matches("[A-Za-z0-9_-]{22}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "\uD83D"})
    void refusesLabelThatIsNoLineOfText(String label) {
        Refusal refused = refusal(node.tryKeyLogin(key.secret(), label));
        assertThat(refused.errors()).extracting("field").containsExactly("session_id");
    }

    @Test
    void refusesLabelThatIsTooLong() {
        assertThat(node.keyLogin(key.secret(), "l".repeat(128)).sessionId()).isNotEmpty();
        assertThat(refusal(node.tryKeyLogin(key.secret(), "l".repeat(129))).cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
    }

    @Test
    void otherScopesOfTheKeyMeanAnotherToken() {
        Login before = node.keyLogin(key.secret(), "a");
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().scopes(ScopeSet.of("reports:read")), APP));
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(after.scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(node.accepted(before.accessToken()).scopes())
                .as("the earlier token grants no more than the key")
                .isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void otherRolesOrTenantOfTheOwnerMeanAnotherToken() {
        Login before = node.keyLogin(key.secret(), "a");
        done(node.auth.users().setRoles("ada", Set.of("analyst", "mark"), APP));
        Login marked = node.keyLogin(key.secret(), "a");
        assertThat(node.accepted(marked.accessToken()).roles()).contains("mark");
        done(node.auth.users().update("ada", user -> user.withTenant("acme"), APP));
        Login inTenant = node.keyLogin(key.secret(), "a");
        assertThat(node.accepted(inTenant.accessToken()).tenant()).isEqualTo("acme");
        assertThat(Set.of(before.accessToken(), marked.accessToken(), inTenant.accessToken()))
                .hasSize(3);
        assertThat(node.auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void revokingTheKeyEndsAllOfItsTokens() {
        Login earlier = node.keyLogin(key.secret(), "a");
        node.clock.advance(HOUR.minusSeconds(59));
        Login later = node.keyLogin(key.secret(), "a");
        done(node.auth.apiKeys().revoke(key.key().id(), null, APP));
        assertThat(node.refused(earlier.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.refused(later.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refusal(node.tryKeyLogin(key.secret(), "a")).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(node.auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void endingTheSessionMeansAnotherTokenAndEndsTheEarlierOne() {
        Login before = node.keyLogin(key.secret(), "a");
        node.auth.sessions().end(List.of(onlySession()), AuditEvent.Type.SESSION_ENDED, APP);
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(after.sessionId()).isNotEqualTo(before.sessionId());
        assertThat(node.accepts(before.accessToken())).isFalse();
    }

    @Test
    void shortlyBeforeItsEndATokenIsReplacedAndGoesOnUntilThen() {
        Login before = node.keyLogin(key.secret(), "a");
        node.clock.advance(HOUR.minusSeconds(60));
        assertThat(node.keyLogin(key.secret(), "a").accessToken())
                .as("exactly 60 s left")
                .isEqualTo(before.accessToken());
        node.clock.advance(Duration.ofMillis(1));
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(after.sessionId()).isEqualTo(before.sessionId());
        node.clock.set(before.expiresAt().minusMillis(1));
        assertThat(node.accepts(before.accessToken())).isTrue();
        node.clock.set(before.expiresAt());
        assertThat(node.refused(before.accessToken())).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
        assertThat(node.accepts(after.accessToken())).isTrue();
    }

    @Test
    void tokenNeverOutlivesItsKey() {
        Instant end = node.clock.instant().plusSeconds(90).plusMillis(700);
        NewApiKey brief = node.key("ada", KeyRequest.named("n").withExpiresAt(end));
        Login login = node.keyLogin(brief.secret(), "a");
        assertThat(login.expiresAt()).isBeforeOrEqualTo(end).isAfter(end.minusSeconds(1));
        node.clock.set(end.minusMillis(900));
        assertThat(refusal(node.tryKeyLogin(brief.secret(), "a")).cause())
                .as("less than a second is no token's life")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void keyThatNowEndsEarlierMeansAnotherToken() {
        Login before = node.keyLogin(key.secret(), "a");
        Instant end = node.clock.instant().plusSeconds(600);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().expiresAt(end), APP));
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(after.expiresAt()).isEqualTo(end);
    }

    @Test
    void retiredSigningKeyStillMakesTheSameTokenAndARevokedOneDoesNot() {
        Login before = node.keyLogin(key.secret(), "a");
        String first = node.stores.stores().signingKeys().findAll().get(0).kid();
        node.auth.signingKeys().rotateNow();
        assertThat(node.keyLogin(key.secret(), "a").accessToken()).isEqualTo(before.accessToken());
        node.auth.signingKeys().revoke(first);
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(node.accepts(after.accessToken())).isTrue();
    }

    @Test
    void rememberedTokenThatCannotBeOpenedIsReplaced() {
        Login before = node.keyLogin(key.secret(), "a");
        Session session = onlySession();
        node.stores.stores().sessions().extend(session.extended(session.expiresAt(), Sealed.of("v1.0000000000.AAAA")));
        Login after = node.keyLogin(key.secret(), "a");
        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(node.accepts(after.accessToken())).isTrue();
    }

    @Test
    void anotherNodeMakesTheSameToken() {
        InMemoryStores shared = InMemoryStores.create();
        try (Node one = Node.over(WatchedStores.durableOver(shared), settings -> settings);
                Node two = Node.over(WatchedStores.durableOver(shared), settings -> settings)) {
            one.user("ada", "viewer");
            Secret secret = one.key("ada").secret();
            Login login = one.keyLogin(secret, "a");
            assertThat(two.keyLogin(secret, "a").accessToken()).isEqualTo(login.accessToken());
            assertThat(two.accepts(login.accessToken())).isTrue();
        }
    }

    @Test
    void passwordLoginsNeverShareAToken() {
        node.userWithPassword("bob", "viewer");
        assertThat(node.login("bob").accessToken())
                .isNotEqualTo(node.login("bob").accessToken());
        assertThat(node.auth.sessions().list("bob"))
                .hasSize(2)
                .allSatisfy(session -> assertThat(session.reusableToken()).isNull());
    }

    @Test
    void tokenIsNoApiKeyToLogInWith() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        assertThat(node.accepted(token).kind()).isEqualTo(CallerKind.API_KEY);
        assertThat(refusal(node.tryKeyLogin(token, "b")).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void everyBadKeyGetsTheSameAnswer() {
        NewApiKey revoked = node.key("ada");
        done(node.auth.apiKeys().revoke(revoked.key().id(), null, APP));
        NewApiKey disabled = node.key("ada");
        done(node.auth.apiKeys().update(disabled.key().id(), KeyUpdate.nothing().enabled(false), APP));
        NewApiKey expired = node.key(
                "ada", KeyRequest.named("n").withExpiresAt(node.clock.instant().plusSeconds(1)));
        node.clock.advance(Duration.ofSeconds(1));
        for (Secret bad : List.of(
                revoked.secret(), disabled.secret(), expired.secret(), Secret.of("sp_key_"), Secret.of("nonsense"))) {
            assertThat(refusal(node.tryKeyLogin(bad, "a"))).isEqualTo(Refusal.invalidCredentials());
        }
    }

    private Session onlySession() {
        List<Session> sessions = node.auth.sessions().list("ada");
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }
}
