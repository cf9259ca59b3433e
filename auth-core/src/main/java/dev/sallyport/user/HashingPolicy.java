package dev.sallyport.user;

import java.time.Duration;

/**
 * How much password hashing goes on at a time. Immutable. One Argon2id hash takes about 21 MB while it runs, so the memory that
 * a flood of logins can take is {@code parallel} times that.
 *
 * @param parallel hashes that run at once, 1 to 1,024; one that needs more memory than ours takes several places
 * @param waiting callers that wait for a place, 0 to 10,000
 * @param maxWait how long one waits before it is told that hashing is busy, 0 to 60 seconds
 */
public record HashingPolicy(int parallel, int waiting, Duration maxWait) {
    private static final int MAX_PARALLEL = 1_024;
    private static final int MAX_WAITING = 10_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException when a value is out of range */
    public HashingPolicy {
        if (parallel < 1 || parallel > MAX_PARALLEL) {
            throw new IllegalArgumentException("parallel is 1 to " + MAX_PARALLEL + ", this is " + parallel);
        }
        if (waiting < 0 || waiting > MAX_WAITING) {
            throw new IllegalArgumentException("waiting is 0 to " + MAX_WAITING + ", this is " + waiting);
        }
        if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("maxWait is 0 to " + MAX_WAIT + ", this is " + maxWait);
        }
    }

    /** As many as there are processors, 64 waiting, 5 seconds. */
    public static HashingPolicy defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new HashingPolicy(Math.min(processors, MAX_PARALLEL), 64, Duration.ofSeconds(5));
    }

    public HashingPolicy withParallel(int value) {
        return new HashingPolicy(value, waiting, maxWait);
    }

    public HashingPolicy withWaiting(int value) {
        return new HashingPolicy(parallel, value, maxWait);
    }

    public HashingPolicy withMaxWait(Duration value) {
        return new HashingPolicy(parallel, waiting, value);
    }
}
