package dev.sallyport.token;

import java.time.Instant;

/**
 * Ids of revoked tokens, kept until those tokens would have expired. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface RevokedTokenStore {
    /** @return false when it is there already */
    boolean insert(String jti, Instant expiresAt);

    boolean contains(String jti);

    /** Removes at most {@code max} that expired before the instant; returns how many. */
    int deleteExpired(Instant before, int max);
}
