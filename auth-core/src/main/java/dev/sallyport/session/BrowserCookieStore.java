package dev.sallyport.session;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Where cookies are kept. One that opens a session is gone when its session is. Safe for use by many threads; every method
 * throws {@link dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread
 * where there is one.
 */
public interface BrowserCookieStore {
    /** @throws dev.sallyport.change.StoreException also when its session is not there */
    void insert(BrowserCookie cookie);

    Optional<BrowserCookie> find(SecretDigest digest);

    /**
     * Moves the end of its idle time.
     *
     * @return false when there is none
     */
    boolean touch(SecretDigest digest, Instant idleUntil);

    /** @return false when there was none; of any number of callers one gets true */
    boolean delete(SecretDigest digest);

    /**
     * Removes the cookies of the owner in one application that still wait for a second factor, all but the {@code keep} that end
     * last.
     */
    void deletePending(String ownerId, String audience, int keep);

    /** Removes all cookies of the owner that still wait for a second factor, in every application. */
    void deleteAllPending(String ownerId);

    /** Removes at most {@code max} that ended before the instant; returns how many. */
    int deleteExpired(Instant before, int max);
}
