package dev.sallyport.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.secret.SecretDigest;

/**
 * Cookies that were found to be none a moment ago, so that a browser which sends one with each request costs nothing. Values are
 * random and made here, so none becomes genuine without a change that clears this. Bounded, and each is forgotten after a minute. Safe for use by many threads.
 */
final class BadCookies {
    private static final int MAX = 10_000;
    private static final long KEEP_MILLIS = 60_000;

    private final Cache<SecretDigest, Long> since =
            Caffeine.newBuilder().maximumSize(MAX).build();

    void add(SecretDigest digest, long nowMillis) {
        since.put(digest, nowMillis);
    }

    void clear() {
        since.invalidateAll();
    }

    boolean has(SecretDigest digest, long nowMillis) {
        Long at = since.getIfPresent(digest);
        // Also where the clock was set back in between.
        return at != null && Math.abs(nowMillis - at) < KEEP_MILLIS;
    }
}
