package dev.sallyport.limit;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Counts in this process's memory, for this node alone. Safe for use by many threads; a decision waits for nothing but a short
 * lock that one key in {@value #STRIPES} shares.
 *
 * <p>The memory is taken once and never grows: {@value CounterTable#BYTES_PER_COUNTER} bytes for each of twice the
 * {@linkplain #LocalRateLimiter(InstantSource, SecureRandom, int) capacity}, rounded up to a power of two: 4 MB unless told
 * otherwise. A decision allocates nothing but its {@link LimitDecision}.
 *
 * <p>It is the generic cell rate algorithm: a limit of 100 a minute lets 100 requests through at once and then one each 0.6
 * seconds, so any one period sees fewer than twice the permits. Changing a limit at run time keeps the counter of each window
 * whose period stays, as full as it was in time; a window with a new period starts empty. When the clock is set back, no counter
 * is more than full, so the harm ends after one period at most.
 *
 * <p>A flood of new keys takes the places of counters that have run out, and when there are none, of those with the fewest
 * requests in them. A counter with {@code n} requests in it is forgotten only once its corner of the table is full of counters
 * with more than {@code n}; since the place of a key is secret, that takes about as many as the whole table holds. What such a
 * flood does achieve is that keys with one or two requests are forgotten early: those requests were free.
 */
public final class LocalRateLimiter implements RateLimiter {
    /** Counters kept unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final int MAX_CAPACITY = 10_000_000;
    private static final int STRIPES = 64;
    private static final int STRIPE_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(STRIPES);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource clock;
    private final long startMillis;
    private final SipHash hash;
    private final CounterTable[] stripes = new CounterTable[STRIPES];

    /** Keeps {@value #DEFAULT_CAPACITY} counters. */
    public LocalRateLimiter(InstantSource clock, SecureRandom random) {
        this(clock, random, DEFAULT_CAPACITY);
    }

    /**
     * @param clock read to the millisecond
     * @param capacity how many counters there is room for at the same time, 1 to 10,000,000; a key needs one for each window of
     *     its limit, and only while it is not empty. When so many are in use, about one in a thousand is crowded out
     */
    public LocalRateLimiter(InstantSource clock, SecureRandom random, int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "The capacity of a rate limiter is 1 to " + MAX_CAPACITY + " counters, not " + capacity);
        }
        this.clock = clock;
        this.startMillis = clock.millis();
        this.hash = SipHash.withRandomKey(random);
        // Half empty when full: keys do not spread evenly, and no set of the table should overflow before that.
        int perStripe = (2 * capacity + STRIPES - 1) / STRIPES;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new CounterTable(perStripe);
        }
    }

    @Override
    public LimitDecision acquire(String key, RateLimit limit) {
        long hashed = hash.hash(key);
        // Counted from the start: an absolute count of nanoseconds would overflow for a clock
        // that a test sets far away.
        long now = (clock.millis() - startMillis) * NANOS_PER_MILLI;
        CounterTable table = stripes[(int) (hashed >>> STRIPE_SHIFT)];
        synchronized (table) {
            return table.acquire(hashed, limit.windows(), now);
        }
    }
}
