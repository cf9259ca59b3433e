package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When a node reads the keys, and what it keeps of them. */
class LoadedKeysTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.HS256);
    private final SigningKeys node = started();

    private SigningKeys started() {
        SigningKeys other = fixture.node(fixture.policy);
        other.start();
        return other;
    }

    @Test
    void readingAgainOpensNoKeyThatIsAsItWas() {
        SigningKey before = node.current();
        node.reload();
        assertThat(node.current()).isSameAs(before);
    }

    @Test
    void keyWhoseRowChangedIsOpenedAnew() {
        StoredSigningKey row = node.current().stored();
        Instant later = row.activeAt().plus(fixture.policy.clockSkew());
        fixture.store.delete(row.kid());
        fixture.store.insert(
                new StoredSigningKey(row.kid(), row.period(), row.algorithm(), row.createdAt(), later, row.sealed()));
        node.reload();
        assertThat(node.current().stored().activeAt()).isEqualTo(later);
    }

    @Test
    void unknownKidReadsTheStoreWhenTheIntervalIsOverAndNotBefore() {
        assertThat(node.named("unknown")).isNull();
        String kid = fixture.keys.rotateNow();
        fixture.clock.advance(SigningKeys.RELOAD_INTERVAL.minus(MILLI));
        assertThat(node.named(kid)).isNull();
        fixture.clock.advance(MILLI);
        assertThat(node.named(kid)).isNotNull();
    }

    @Test
    void clockThatWasSetBackDoesNotKeepNewKeysUnknown() {
        assertThat(node.named("unknown")).isNull();
        String kid = fixture.keys.rotateNow();
        fixture.clock.advance(Duration.ofDays(-1));
        assertThat(node.named(kid)).isNotNull();
    }

    @Test
    void knownKidNeverReadsTheStore() {
        int reads = fixture.store.reads();
        assertThat(node.named(node.current().kid())).isSameAs(node.current());
        assertThat(fixture.store.reads()).isEqualTo(reads);
    }

    @Test
    void readingThatFailedIsToldUntilOneSucceeds() {
        fixture.store.fail(true);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.named("unknown"))
                .withMessage("The store is down");
        fixture.store.fail(false);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.named("unknown"))
                .withMessage("The signing keys could not be read, so a token with an unknown kid is not judged");
        fixture.clock.advance(SigningKeys.RELOAD_INTERVAL);
        assertThat(node.named("unknown")).isNull();
        assertThat(node.named("unknown")).isNull();
    }

    @Test
    void keySignsNothingBeforeItsTimeByTheSkew() {
        String next = fixture.keys.rotate();
        SigningKey key = Objects.requireNonNull(fixture.keys.named(next));
        Duration wait = fixture.policy.publishLead().minus(fixture.policy.clockSkew());
        fixture.clock.advance(wait.minus(MILLI));
        assertThat(fixture.keys.maySign(key)).isFalse();
        fixture.clock.advance(MILLI);
        assertThat(fixture.keys.maySign(key)).isTrue();
    }

    @Test
    void timeOfTheBackendThatWentBackIsNamed() {
        fixture.clock.advance(Duration.ofMinutes(-1));
        assertThat(node.current().kid()).isEqualTo(fixture.kid());
        fixture.clock.advance(MILLI.negated());
        assertThatIllegalStateException()
                .isThrownBy(node::current)
                .withMessageStartingWith("No signing key is active yet by the backend's time")
                .withMessageContaining("TokenPolicy.clockSkew PT1M");
    }

    @Test
    void auditTellsWhyAKeyCameAndWent() {
        String first = fixture.kid();
        Instant made = fixture.clock.instant();
        fixture.keys.revoke(first);
        String second = fixture.kid();
        fixture.keys.replaceAll();
        assertThat(fixture.audited)
                .filteredOn(event -> first.equals(event.details().get("kid")))
                .extracting(AuditEvent::details)
                .containsExactly(details(first, "rotated", made), details(first, "revoked", made));
        assertThat(fixture.audited)
                .filteredOn(event -> second.equals(event.details().get("kid")))
                .extracting(AuditEvent::details)
                .containsExactly(details(second, "revoked", made), details(second, "replaced", made));
    }

    @Test
    void theLastKeyIsReplacedWhenItIsRevokedBeforeItSigns() {
        fixture.clock.advance(Duration.ofSeconds(-30));
        String only = fixture.kid();
        assertThat(fixture.keys.revoke(only)).isTrue();
        assertThat(fixture.store.findAll())
                .singleElement()
                .satisfies(key -> assertThat(key.kid()).isNotEqualTo(only));
    }

    @Test
    void revokingTheKeyThatSignsWorksAlsoWhenThereAreAsManyAsThereCanBe() {
        for (int i = 1; i < TokenPolicy.MAX_KEYS; i++) {
            fixture.keys.rotateNow();
        }
        String last = fixture.kid();
        assertThat(fixture.keys.revoke(last)).isTrue();
        assertThat(fixture.kid()).isNotEqualTo(last);
        assertThat(fixture.store.findAll()).hasSize(TokenPolicy.MAX_KEYS);
    }

    @Test
    void nodeThatComesSecondSaysThatItChangedNothing() {
        fixture.clock.advance(fixture.policy.rotationPeriod());
        assertThat(fixture.keys.rotateIfDue()).isTrue();
        assertThat(node.rotateIfDue()).isFalse();
        assertThat(fixture.store.findAll()).hasSize(2);
    }

    private static Map<String, String> details(String kid, String reason, Instant activeAt) {
        return Map.of("reason", reason, "kid", kid, "algorithm", "HS256", "active_at", activeAt.toString());
    }
}
