package dev.sallyport.authenticate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it was just verified, and what the answer rests on. Immutable.
 *
 * @param credentialId the API key's, empty where there is none
 * @param sessionId empty where there is none
 * @param tenant of the owner, which may be disabled; empty where there is none
 * @param expiresAt null when it never expires
 * @param keepUntil loaded again from this instant on, whatever happens; null when changes alone decide
 */
record Loaded(
        AuthenticationResult.Accepted accepted,
        String credentialId,
        String sessionId,
        String ownerId,
        String tenant,
        @Nullable Instant expiresAt,
        @Nullable Instant keepUntil) {}
