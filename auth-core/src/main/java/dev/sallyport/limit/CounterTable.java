package dev.sallyport.limit;

import java.util.List;

/**
 * A fixed table of counters, each two longs side by side: one cache line serves a decision. For use by one thread at a time.
 *
 * <p>The table consists of sets of {@value #WAYS} places. A key's hash names its set, and all windows of a key live in that
 * set. The first long of a counter names it: 52 bits of hash and period, so that two keys share one with probability
 * 2<sup>-52</sup>, and 12 bits of its step. The second is the instant at which it will be empty, GCRA's theoretical arrival
 * time; {@link Gcra} does the rest. A counter whose instant has passed is the same as none, so nothing ever needs to be swept
 * out.
 */
final class CounterTable {
    static final int BYTES_PER_COUNTER = 16;

    private static final int WAYS = 16;

    /** Spreads periods over the bits of a tag: 2<sup>64</sup> divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** The bits of a name that hold the step: a float's exponent and four bits of its mantissa. */
    private static final long STEP_BITS = 0xFFF;

    private static final int STEP_SHIFT = 19;

    /** Name and instant in turn. */
    private final long[] counters;

    private final int setMask;

    /** Where the names of the windows of the call in hand are, and for how long they are busy; here so that no call allocates them. */
    private final int[] places = new int[RateLimit.MAX_WINDOWS];

    private final long[] busy = new long[RateLimit.MAX_WINDOWS];

    /** @param atLeast the number of places wanted; rounded up to a power of two */
    CounterTable(int atLeast) {
        int count = Integer.highestOneBit(Math.max(WAYS, atLeast) * 2 - 1);
        counters = new long[2 * count];
        for (int place = 0; place < counters.length; place += 2) {
            counters[place + 1] = Long.MIN_VALUE;
        }
        setMask = count / WAYS - 1;
    }

    /** Takes one permit of each window, or of none when one of them has no room. */
    LimitDecision acquire(long hash, List<RateLimit.Window> windows, long now) {
        int set = ((int) hash & setMask) * 2 * WAYS;
        for (int i = 0; i < windows.size(); i++) {
            RateLimit.Window window = windows.get(i);
            long step = Gcra.step(window);
            int place = find(set, name(hash, window, step));
            places[i] = place;
            busy[i] = place < 0 ? 0 : busy(place, now, step * window.permits());
        }
        LimitDecision decision = Gcra.decide(windows, busy);
        if (decision.allowed()) {
            take(hash, set, windows, now);
        }
        return decision;
    }

    /** The same period is the same counter, whatever number of permits the limit has now. */
    private static long name(long hash, RateLimit.Window window, long step) {
        return ((hash + window.period().toSeconds() * SPREAD) & ~STEP_BITS)
                | Float.floatToRawIntBits((float) step) >>> STEP_SHIFT;
    }

    private static float step(long name) {
        return Float.intBitsToFloat((int) (name & STEP_BITS) << STEP_SHIFT);
    }

    private int find(int set, long name) {
        for (int place = set; place < set + 2 * WAYS; place += 2) {
            if (((counters[place] ^ name) & ~STEP_BITS) == 0) {
                return place;
            }
        }
        return -1;
    }

    /** For how long the counter is not empty yet: at most its capacity, even if the clock went back or the limit was cut. */
    private long busy(int place, long now, long capacity) {
        long emptyAt = counters[place + 1];
        if (emptyAt <= now) {
            return 0;
        }
        if (emptyAt > now + capacity) {
            // Kept, so that a request that is refused now finds the counter less full later.
            emptyAt = now + capacity;
            counters[place + 1] = emptyAt;
        }
        return emptyAt - now;
    }

    private void take(long hash, int set, List<RateLimit.Window> windows, long now) {
        int count = windows.size();
        for (int i = 0; i < count; i++) {
            RateLimit.Window window = windows.get(i);
            if (places[i] < 0) {
                places[i] = leastUsed(set, now, count);
            }
            long step = Gcra.step(window);
            counters[places[i]] = name(hash, window, step);
            counters[places[i] + 1] = now + busy[i] + step;
        }
    }

    /** An empty place, or the one with the fewest requests in it; never one of the call in hand. */
    private int leastUsed(int set, long now, int count) {
        int found = -1;
        float fewest = Float.MAX_VALUE;
        for (int place = set; place < set + 2 * WAYS; place += 2) {
            if (isInHand(place, count)) {
                continue;
            }
            long emptyAt = counters[place + 1];
            if (emptyAt <= now) {
                return place;
            }
            float used = (emptyAt - now) / step(counters[place]);
            if (used < fewest) {
                fewest = used;
                found = place;
            }
        }
        return found;
    }

    private boolean isInHand(int place, int count) {
        for (int i = 0; i < count; i++) {
            if (places[i] == place) {
                return true;
            }
        }
        return false;
    }
}
