package dev.sallyport.audit;

import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The share that one owner has of the notices of a type. In a table of fixed size, whose places nobody outside can guess. Safe for use by
 * many threads.
 */
final class NoticeShares {
    private static final int COUNTERS = 4096;
    private static final int PARTS = 10;
    private static final Duration SHARE_PERIOD = Duration.ofMinutes(PARTS);
    private static final RateLimit RESERVE = RateLimit.parse("5/hour");

    private final LocalRateLimiter limiter;
    private final RateLimit share;

    /** @param perMinute what a type may have in all: a tenth of it is a share */
    NoticeShares(InstantSource clock, SecureRandom random, int perMinute) {
        limiter = new LocalRateLimiter(clock, random, COUNTERS);
        share = new RateLimit(List.of(new RateLimit.Window(perMinute, SHARE_PERIOD)));
    }

    boolean hasShare(AuditEvent.Type type, String owner) {
        return limiter.acquire("share|" + type + "|" + owner, share).allowed();
    }

    boolean hasReserve(AuditEvent.Type type, String owner) {
        return limiter.acquire("reserve|" + type + "|" + owner, RESERVE).allowed();
    }
}
