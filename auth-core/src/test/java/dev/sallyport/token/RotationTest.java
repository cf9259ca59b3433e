package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every instant at which a key comes or goes, and the one before it. */
class RotationTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration NANO = Duration.ofNanos(1);

    private final TokenPolicy policy =
            TokenPolicy.defaults("https://api.example.com").checked();
    private final Rotation rotation = new Rotation(policy);

    @Test
    void numbersKeysByPeriodFromOne() {
        assertThat(Rotation.nextPeriod(List.of())).isEqualTo(1);
        assertThat(Rotation.nextPeriod(List.of(key(3, START), key(7, START), key(5, START))))
                .isEqualTo(8);
        assertThat(Rotation.newest(List.of(key(3, START), key(7, START), key(5, START))))
                .contains(key(7, START));
        assertThat(Rotation.newest(List.of())).isEmpty();
    }

    @Test
    void aKeyWaitsUntilItIsActive() {
        List<StoredSigningKey> keys = List.of(key(1, START), key(2, START.plusSeconds(60)));
        assertThat(Rotation.hasNext(keys, START.plusSeconds(60).minus(NANO))).isTrue();
        assertThat(Rotation.hasNext(keys, START.plusSeconds(60))).isFalse();
        assertThat(Rotation.hasNext(List.of(), START)).isFalse();
    }

    @Test
    void theNextKeyIsDueOneLeadBeforeThePeriodIsOver() {
        List<StoredSigningKey> keys = List.of(key(1, START));
        Instant due = START.plus(policy.rotationPeriod()).minus(policy.publishLead());
        assertThat(rotation.isNextDue(keys, due.minus(NANO))).isFalse();
        assertThat(rotation.isNextDue(keys, due)).isTrue();
        assertThat(rotation.isNextDue(List.of(), due)).isFalse();
    }

    @Test
    void theNextKeySignsWhenThePeriodIsOverButNeverBeforeEverybodyKnowsIt() {
        List<StoredSigningKey> keys = List.of(key(1, START));
        Instant planned = START.plus(policy.rotationPeriod());
        Instant due = planned.minus(policy.publishLead());
        assertThat(rotation.activationOfNext(keys, due.minusSeconds(60))).isEqualTo(planned);
        assertThat(rotation.activationOfNext(keys, due)).isEqualTo(planned);
        assertThat(rotation.activationOfNext(keys, due.plusSeconds(60))).isEqualTo(planned.plusSeconds(60));
        assertThat(rotation.activationOfNext(List.of(), START)).isEqualTo(START.plus(policy.publishLead()));
    }

    @Test
    void aKeyGoesWhenItsLastTokenHasExpiredByEveryClock() {
        StoredSigningKey first = key(1, START);
        StoredSigningKey second = key(2, START.plusSeconds(60));
        Instant last = second.activeAt().plus(policy.maximumLifetime()).plus(policy.clockSkew());
        List<StoredSigningKey> keys = List.of(first, second);
        assertThat(rotation.withoutLivingTokens(keys, last)).isEmpty();
        assertThat(rotation.withoutLivingTokens(keys, last.plus(NANO))).containsExactly(first);
        assertThat(rotation.withoutLivingTokens(List.of(first), last.plus(NANO)))
                .as("the only key stays, however old")
                .isEmpty();
    }

    private static StoredSigningKey key(long period, Instant activeAt) {
        return new StoredSigningKey("k" + period, period, SigningAlgorithm.EDDSA, START, activeAt, Sealed.of(""));
    }
}
