package dev.sallyport.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The little of an API key that tells whether it still lives. Immutable.
 *
 * @param expiresAt null when it never expires
 * @param revokedAt null while not revoked
 */
public record KeyState(
        String id, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {

    static KeyState of(ApiKey key) {
        return new KeyState(key.id(), key.expiresAt(), key.revokedAt());
    }

    /** Neither revoked nor expired; a disabled one lives. */
    public boolean isLiveAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
