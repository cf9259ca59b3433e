package dev.sallyport.grant;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Holds a failed login back until the next line of a fixed grid of time, counted from when it came. Immutable.
 *
 * <p>See decision 0013.
 */
final class ResponseTimeGrid {
    private final Supplier<Duration> step;

    ResponseTimeGrid(Duration step) {
        this(() -> step);
    }

    /** @param step may change in time */
    ResponseTimeGrid(Supplier<Duration> step) {
        this.step = step;
    }

    /** The reading to hand to {@link #hold} later. */
    long start() {
        return System.nanoTime();
    }

    /** Has the answer held back until the next line. */
    void hold(AnswerHold answer, long start) {
        long stepNanos = step.get().toNanos();
        if (stepNanos > 0) {
            long elapsed = System.nanoTime() - start;
            answer.until(start + (elapsed / stepNanos + 1) * stepNanos);
        }
    }

    static void park(long end) {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
