package dev.sallyport.store.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for real parts, for long enough on any machine. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = 1_000_000;

    private Await() {}

    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + LONGEST + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
