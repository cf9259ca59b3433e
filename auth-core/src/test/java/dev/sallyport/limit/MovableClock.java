package dev.sallyport.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, also backwards. */
final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-22T08:00:00.000700Z");

    @Override
    public Instant instant() {
        return now;
    }

    void move(Duration by) {
        now = now.plus(by);
    }
}
