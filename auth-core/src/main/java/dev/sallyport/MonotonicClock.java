package dev.sallyport;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Begins with the time of day and goes on steadily, also when the clock of the machine is set. Immutable. */
final class MonotonicClock implements InstantSource {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Instant start;
    private final long startMillis;
    private final LongSupplier nanos;
    private final long startNanos;

    MonotonicClock(Instant start, LongSupplier nanos) {
        // To the millisecond, so that both ways to read it agree.
        this.startMillis = start.toEpochMilli();
        this.start = Instant.ofEpochMilli(startMillis);
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /** Tells whether the source is the clock of this machine, which somebody may set, and not one that a test moves. */
    static boolean isSystem(InstantSource source) {
        return source.equals(InstantSource.system())
                || (source instanceof Clock clock
                        && clock.withZone(ZoneOffset.UTC).equals(Clock.systemUTC()));
    }

    static long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    @Override
    public long millis() {
        return startMillis + (nanos.getAsLong() - startNanos) / NANOS_PER_MILLI;
    }
}
