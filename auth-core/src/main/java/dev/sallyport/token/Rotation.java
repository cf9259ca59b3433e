package dev.sallyport.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When keys come and go: pure arithmetic over the rows of the store. Immutable.
 *
 * <p>Keys are numbered by period. The highest active one signs; one is published for {@code publishLead} before it is active,
 * and goes when the last token it can have signed has expired, counted from the moment a higher one was active.
 */
record Rotation(TokenPolicy policy) {
    static Optional<StoredSigningKey> newest(List<StoredSigningKey> keys) {
        return keys.stream().max(Comparator.comparingLong(StoredSigningKey::period));
    }

    static long nextPeriod(List<StoredSigningKey> keys) {
        return newest(keys).map(StoredSigningKey::period).orElse(0L) + 1;
    }

    /** Whether there is a key that will sign but does not yet. */
    static boolean hasNext(List<StoredSigningKey> keys, Instant now) {
        return newest(keys).filter(key -> key.activeAt().isAfter(now)).isPresent();
    }

    /** Whether the next key has to be published by now. */
    boolean isNextDue(List<StoredSigningKey> keys, Instant now) {
        return newest(keys)
                .map(key -> key.activeAt().plus(policy.rotationPeriod()).minus(policy.publishLead()))
                .filter(due -> !now.isBefore(due))
                .isPresent();
    }

    /** When a key signs that is published now because its turn has come; later than planned when that was missed. */
    Instant activationOfNext(List<StoredSigningKey> keys, Instant now) {
        Instant earliest = now.plus(policy.publishLead());
        return newest(keys)
                .map(key -> key.activeAt().plus(policy.rotationPeriod()))
                .filter(planned -> planned.isAfter(earliest))
                .orElse(earliest);
    }

    /** The keys whose every token has expired. */
    List<StoredSigningKey> withoutLivingTokens(List<StoredSigningKey> keys, Instant now) {
        // Tokens expire by the clocks of the nodes, which differ by the skew.
        Duration kept = policy.maximumLifetime().plus(policy.clockSkew());
        return keys.stream()
                .filter(key -> keys.stream()
                        .anyMatch(other -> other.period() > key.period()
                                && other.activeAt().plus(kept).isBefore(now)))
                .toList();
    }
}
