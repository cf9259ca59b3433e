package dev.sallyport.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed table of counters, each 16 bytes of state and 4 of bookkeeping. For use by one thread at a time.
 *
 * <p>The table consists of sets of {@value #WAYS} places. A key's hash names its set, and all windows of a key live in that
 * set. A counter is the pair of a tag (hash and period: 64 bits, so two keys share one with probability 2<sup>-64</sup>) and the
 * instant at which it will be empty, GCRA's theoretical arrival time. Each request moves that instant on by a step, the period
 * divided by the permits; it must not lie further ahead than all permits' steps. A counter whose instant has passed is the same
 * as none, so nothing ever needs to be swept out.
 */
final class CounterTable {
    static final int BYTES_PER_COUNTER = 20;

    private static final int WAYS = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Spreads periods over the bits of a tag: 2<sup>64</sup> divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] tags;
    private final long[] emptyAt;
    /** Nanoseconds a request adds; only compares counters of different limits when one must go. */
    private final float[] steps;

    private final int setMask;

    /** Where the windows of the call in hand are, and until when they would be busy; here so that no call allocates them. */
    private final int[] places = new int[RateLimit.MAX_WINDOWS];

    private final long[] busyUntil = new long[RateLimit.MAX_WINDOWS];

    /** @param atLeast the number of places wanted; rounded up to a power of two */
    CounterTable(int atLeast) {
        int count = Integer.highestOneBit(Math.max(WAYS, atLeast) * 2 - 1);
        tags = new long[count];
        emptyAt = new long[count];
        steps = new float[count];
        setMask = count / WAYS - 1;
        Arrays.fill(emptyAt, Long.MIN_VALUE);
    }

    /** Takes one permit of each window, or of none when one of them has no room. */
    LimitDecision acquire(long hash, List<RateLimit.Window> windows, long now) {
        int set = ((int) hash & setMask) * WAYS;
        int tightest = 0;
        long fewest = Long.MAX_VALUE;
        long longestWait = 0;
        long longestBusy = 0;
        for (int i = 0; i < windows.size(); i++) {
            RateLimit.Window window = windows.get(i);
            long step = step(window);
            long capacity = step * window.permits();
            int place = find(set, tag(hash, window));
            long busy = place < 0 ? 0 : busy(place, now, capacity);
            places[i] = place;
            busyUntil[i] = now + busy + step;
            long left = (capacity - busy) / step;
            long wait = left > 0 ? 0 : busy + step - capacity;
            if (left < fewest
                    || (left == fewest && (wait > longestWait || (wait == longestWait && busy > longestBusy)))) {
                tightest = i;
                fewest = left;
                longestWait = wait;
                longestBusy = busy;
            }
        }
        RateLimit.Window window = windows.get(tightest);
        if (fewest == 0) {
            return new LimitDecision(false, window, 0, wholeMillis(longestWait), Duration.ofNanos(longestBusy));
        }
        take(hash, set, windows, now);
        return new LimitDecision(
                true, window, (int) fewest - 1, Duration.ZERO, Duration.ofNanos(busyUntil[tightest] - now));
    }

    /** Rounded up, so that permits times the step is never less than the period and no permit is given too many. */
    private static long step(RateLimit.Window window) {
        long period = window.period().toSeconds() * NANOS_PER_SECOND;
        return (period + window.permits() - 1) / window.permits();
    }

    /** The same period is the same counter, whatever number of permits the limit has now. */
    private static long tag(long hash, RateLimit.Window window) {
        return hash + window.period().toSeconds() * SPREAD;
    }

    private int find(int set, long tag) {
        for (int place = set; place < set + WAYS; place++) {
            if (tags[place] == tag) {
                return place;
            }
        }
        return -1;
    }

    /** For how long the counter is not empty yet: at most its capacity, even if the clock went back or the limit was cut. */
    private long busy(int place, long now, long capacity) {
        if (emptyAt[place] <= now) {
            return 0;
        }
        if (emptyAt[place] > now + capacity) {
            // Kept, so that a request that is refused now finds the counter less full later.
            emptyAt[place] = now + capacity;
        }
        return emptyAt[place] - now;
    }

    private void take(long hash, int set, List<RateLimit.Window> windows, long now) {
        int count = windows.size();
        for (int i = 0; i < count; i++) {
            RateLimit.Window window = windows.get(i);
            if (places[i] < 0) {
                places[i] = leastUsed(set, now, count);
                tags[places[i]] = tag(hash, window);
            }
            emptyAt[places[i]] = busyUntil[i];
            steps[places[i]] = step(window);
        }
    }

    /** An empty place, or the one with the fewest requests in it; never one of the call in hand. */
    private int leastUsed(int set, long now, int count) {
        int found = -1;
        float fewest = Float.MAX_VALUE;
        for (int place = set; place < set + WAYS; place++) {
            if (isInHand(place, count)) {
                continue;
            }
            if (emptyAt[place] <= now) {
                return place;
            }
            float used = (emptyAt[place] - now) / steps[place];
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

    /** Rounded up, because the clock is read to the millisecond: whoever waits this long finds room. */
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
