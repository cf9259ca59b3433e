package dev.sallyport.session;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.stores.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The use of a refresh token, without the login around it. */
class RefreshFamiliesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Actor ADA = new Actor("ada", "192.0.2.1");

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final SecureRandom random = new SecureRandom();
    private final Stores stores = InMemoryStores.create();
    private final Vault vault = Vault.of(MasterKey.random(random), random);
    private final Sessions sessions = sessions("app");
    private final RefreshFamilies families = families(sessions, vault, RefreshPolicy.defaults());
    private final String id = sessions.newId();

    @Test
    void currentTokenIsExchangedForTheNext() {
        Secret first = open(null);
        RefreshFamilies.Use use = done(families.find(first));
        assertThat(use.session().id()).isEqualTo(id);
        assertThat(use.isCurrent()).isTrue();
        Secret second = done(families.use(use, ADA));
        assertThat(second).isNotEqualTo(first);
        assertThat(done(families.find(second)).isCurrent()).isTrue();
        assertThat(done(families.find(first)).isCurrent()).isFalse();
    }

    @Test
    void spentTokenGetsTheSameSuccessorUntilTheGraceIsOver() {
        Secret first = open(null);
        Secret second = use(families, first);
        clock.advance(GRACE.minusMillis(1));
        assertThat(use(families, first)).isEqualTo(second);
        clock.advance(Duration.ofMillis(1));
        assertThat(refusal(families.use(done(families.find(first)), ADA)).cause())
                .isEqualTo(Cause.INVALID_TOKEN);
        assertThat(sessions.find(id)).isEmpty();
        assertThat(audit.types()).containsExactly(AuditEvent.Type.REFRESH_TOKEN_REUSED);
    }

    @Test
    void tokenBeforeTheLastEndsTheSessionWithinTheGraceToo() {
        Secret first = open(null);
        use(families, use(families, first));
        assertThat(refusal(families.use(done(families.find(first)), ADA)).cause())
                .isEqualTo(Cause.INVALID_TOKEN);
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void sessionThatEndsBetweenLookingAndUsingGivesNoToken() {
        RefreshFamilies.Use use = done(families.find(open(null)));
        sessions.end(sessions.list("ada"), AuditEvent.Type.SESSION_ENDED, ADA);
        assertThat(refusal(families.use(use, ADA)).cause()).isEqualTo(Cause.INVALID_TOKEN);
        assertThat(audit.types()).as("that was no theft").containsExactly(AuditEvent.Type.SESSION_ENDED);
    }

    /** A store that lost the last step must not make a new token pass for a stolen one. */
    @Test
    void tokenFromAfterARestoredBackupIsRefusedAndEndsNothing() {
        Secret first = open(null);
        RefreshFamilies.Use ahead = done(families.find(use(families, first)));
        stores.sessions().delete(id);
        open(null);
        assertThat(refusal(families.use(ahead, ADA)).cause()).isEqualTo(Cause.INVALID_TOKEN);
        assertThat(sessions.find(id)).isPresent();
    }

    @Test
    void spentTokenThatARestoredBackupMadeCurrentAgainIsRefusedAndEndsNothing() {
        Secret first = open(null);
        use(families, first);
        RefreshFamilies.Use spent = done(families.find(first));
        stores.sessions().delete(id);
        open(null);
        assertThat(refusal(families.use(spent, ADA)).cause()).isEqualTo(Cause.INVALID_TOKEN);
        assertThat(sessions.find(id)).isPresent();
    }

    @Test
    void withoutRotationTheTokenStaysAsItIs() {
        RefreshFamilies still =
                families(sessions, vault, RefreshPolicy.defaults().withRotation(RefreshPolicy.Rotation.OFF));
        Secret first = open(null);
        assertThat(use(still, first)).isEqualTo(first);
        assertThat(done(still.find(first)).isCurrent()).isTrue();
        assertThat(still.policy().rotation()).isEqualTo(RefreshPolicy.Rotation.OFF);
    }

    @Test
    void familyCountsUntilExactlyItsEnd() {
        String token = open(null).reveal();
        clock.advance(HOUR.minusMillis(1));
        assertThat(done(families.find(Secret.of(token))).session().id()).isEqualTo(id);
        clock.advance(Duration.ofMillis(1));
        assertThat(refusal(families.find(Secret.of(token))).cause()).isEqualTo(Cause.TOKEN_EXPIRED);
    }

    @Test
    void sessionThatEndsBeforeItsFamilyDecides() {
        String token = open(null).reveal();
        Session session = sessions.find(id).orElseThrow();
        stores.sessions().extend(session.extended(clock.instant().plusSeconds(60), null));
        clock.advance(Duration.ofSeconds(60));
        assertThat(refusal(families.find(Secret.of(token))).cause()).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void whatIsNotGenuineIsUnknownAndEndsNothing() {
        String token = open(null).reveal();
        byte[] otherKey = new byte[32];
        String unknown = RefreshToken.make(sessions.newId(), 1, otherKey).reveal();
        String forged = RefreshToken.make(id, 1, otherKey).reveal();
        for (String text : List.of("", "rt_", token + "A", unknown, forged)) {
            assertThat(refusal(families.find(Secret.of(text))).cause()).isEqualTo(Cause.INVALID_TOKEN);
        }
        assertThat(sessions.find(id)).isPresent();
    }

    @Test
    void tokenOfAnotherApplicationIsUnknownAlsoWhenItHasExpired() {
        String token = open(null).reveal();
        RefreshFamilies elsewhere = families(sessions("other app"), vault, RefreshPolicy.defaults());
        assertThat(refusal(elsewhere.find(Secret.of(token))).cause()).isEqualTo(Cause.INVALID_TOKEN);
        clock.advance(HOUR);
        assertThat(refusal(elsewhere.find(Secret.of(token))).cause()).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void eachFamilyHasAKeyOfItsOwn() {
        String token = open(null).reveal();
        stores.sessions().delete(id);
        assertThat(open(null).reveal()).isNotEqualTo(token);
        assertThat(refusal(families.find(Secret.of(token))).cause()).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void lostMasterKeyIsLoggedAndOpensNothing() {
        String token = open(null).reveal();
        Vault other = Vault.of(MasterKey.random(random), random);
        try (LogLines log = LogLines.of(RefreshFamilies.class)) {
            assertThat(refusal(families(sessions, other, RefreshPolicy.defaults())
                                    .find(Secret.of(token)))
                            .cause())
                    .isEqualTo(Cause.INVALID_TOKEN);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("A refresh family cannot be opened, its owner has to log in again");
        }
    }

    @Test
    void loginIsWholeWhenItsScopesWereNotNarrowed() {
        open(null);
        assertThat(families.isWhole(id)).isTrue();
        stores.sessions().delete(id);
        assertThat(families.isWhole(id)).isFalse();
        Secret narrow = open(ScopeSet.of("reports:read"));
        assertThat(families.isWhole(id)).isFalse();
        assertThat(done(families.find(narrow)).scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void printingShowsNoKey() {
        open(null);
        RefreshFamily family = stores.refreshFamilies().findBySession(id).orElseThrow();
        assertThat(family.toString())
                .contains(id, "generation=1")
                .doesNotContain(family.sealedKey().text());
    }

    private Secret open(@Nullable ScopeSet scopes) {
        return families.open(
                Session.of(id, "ada", clock.instant(), clock.instant().plus(HOUR))
                        .withAmr(List.of("pwd")),
                scopes);
    }

    private static Secret use(RefreshFamilies families, Secret token) {
        return done(families.use(done(families.find(token)), ADA));
    }

    private Sessions sessions(String audience) {
        return new Sessions(
                stores.sessions(),
                SessionPolicy.defaults(),
                audience,
                new Environment(stores, audit, clock, new SecureRandom()));
    }

    private RefreshFamilies families(Sessions of, Vault with, RefreshPolicy policy) {
        return new RefreshFamilies(
                stores.refreshFamilies(), of, with, policy, new Environment(stores, audit, clock, random));
    }
}
