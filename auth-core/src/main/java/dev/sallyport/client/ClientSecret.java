package dev.sallyport.client;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a client's secret. Immutable.
 *
 * @param expiresAt it counts no more from this instant on; null for as long as it is not rotated
 */
public record ClientSecret(
        SecretDigest digest, Instant createdAt, @Nullable Instant expiresAt) {

    boolean isLiveAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
