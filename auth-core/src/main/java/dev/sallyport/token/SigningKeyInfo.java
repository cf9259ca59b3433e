package dev.sallyport.token;

import java.time.Instant;

/**
 * Facts about a signing key that anybody who runs the system may see. Immutable.
 *
 * @param kid its id in token headers and in the JWKS
 * @param createdAt published from then on
 * @param activeAt signs from then on
 */
public record SigningKeyInfo(String kid, SigningAlgorithm algorithm, Instant createdAt, Instant activeAt, State state) {
    /** The part that a key plays at a moment. */
    public enum State {
        /** Published, and signs later. */
        NEXT,
        /** Signs. */
        SIGNING,
        /** Verifies tokens that it signed, until the last of them has expired. */
        VERIFYING
    }

    static SigningKeyInfo of(StoredSigningKey key, String signing, Instant now) {
        State state =
                key.kid().equals(signing) ? State.SIGNING : key.activeAt().isAfter(now) ? State.NEXT : State.VERIFYING;
        return new SigningKeyInfo(key.kid(), key.algorithm(), key.createdAt(), key.activeAt(), state);
    }
}
