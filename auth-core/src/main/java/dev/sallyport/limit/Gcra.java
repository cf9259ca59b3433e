package dev.sallyport.limit;

import java.time.Duration;
import java.util.List;

/**
 * The arithmetic of the generic cell rate algorithm, so that every limiter gives the same answers wherever it keeps its counters.
 *
 * <p>A counter is the time for which it is not empty yet. A request adds a step, the period divided by the permits; all permits'
 * steps together are its capacity, and a request finds room when its step still fits in. Counters drain as time passes: one that
 * is empty is the same as none.
 *
 * <p>See decision 0014.
 */
public final class Gcra {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Gcra() {}

    /**
     * What one request adds, in nanoseconds. Rounded up, so that permits times the step is never less than the period and no
     * permit is given too many; that product is at most 31 days and a millisecond.
     */
    public static long step(RateLimit.Window window) {
        long period = window.period().toSeconds() * NANOS_PER_SECOND;
        return (period + window.permits() - 1) / window.permits();
    }

    /** How full a counter can be, in nanoseconds. */
    public static long capacity(RateLimit.Window window) {
        return step(window) * window.permits();
    }

    /**
     * The answer to a request that takes one permit of each window, or of none when one of them has no room.
     *
     * @param busy for each window, by its place in the list, for how many nanoseconds its counter was not empty yet before this
     *     request: 0 to its capacity
     */
    public static LimitDecision decide(List<RateLimit.Window> windows, long[] busy) {
        int tightest = 0;
        long fewest = Long.MAX_VALUE;
        long longestWait = 0;
        for (int i = 0; i < windows.size(); i++) {
            RateLimit.Window window = windows.get(i);
            long step = step(window);
            long free = step * window.permits() - busy[i];
            long left = free / step;
            long wait = left > 0 ? 0 : step - free;
            if (left < fewest
                    || (left == fewest && (wait > longestWait || (wait == longestWait && busy[i] > busy[tightest])))) {
                tightest = i;
                fewest = left;
                longestWait = wait;
            }
        }
        RateLimit.Window window = windows.get(tightest);
        if (fewest == 0) {
            return new LimitDecision(false, window, 0, wholeMillis(longestWait), Duration.ofNanos(busy[tightest]));
        }
        return new LimitDecision(
                true, window, (int) fewest - 1, Duration.ZERO, Duration.ofNanos(busy[tightest] + step(window)));
    }

    /** Rounded up, because clocks are read to the millisecond: whoever waits this long finds room. */
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
