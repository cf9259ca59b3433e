package dev.sallyport.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until a test moves it. Safe for use by many threads. */
public final class MovableClock implements InstantSource {
    private Instant now;

    private MovableClock(Instant start) {
        this.now = start;
    }

    /** A clock that shows {@code start}. */
    public static MovableClock at(Instant start) {
        return new MovableClock(start);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves the clock by {@code time}, back when that is negative; answers the instant that it shows then. */
    public synchronized Instant advance(Duration time) {
        now = now.plus(time);
        return now;
    }

    /** Shows {@code instant} from now on. */
    public synchronized void set(Instant instant) {
        now = instant;
    }
}
