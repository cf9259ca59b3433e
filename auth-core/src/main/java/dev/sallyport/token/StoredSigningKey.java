package dev.sallyport.token;

import dev.sallyport.secret.Sealed;
import java.time.Instant;

/**
 * A signing key as stores keep it. Immutable.
 *
 * @param kid its id in token headers and in the JWKS
 * @param period its place in the sequence of keys, from 1; unique, so that of several nodes one makes it
 * @param createdAt published from then on
 * @param activeAt signs from then on
 * @param sealed the private key, sealed by the vault
 */
public record StoredSigningKey(
        String kid, long period, SigningAlgorithm algorithm, Instant createdAt, Instant activeAt, Sealed sealed) {}
