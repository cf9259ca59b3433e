package dev.sallyport.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who has used up a limit and is refused unseen until there is room again, so that a flood costs no work. Only this node's memory,
 * of a fixed number of doors: one that is forgotten opens early, and the limit itself closes it again. Safe for use by many
 * threads.
 */
public final class ExhaustedLimits {
    private static final int MAX_DOORS = 10_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource clock;
    private final Cache<String, Door> doors =
            Caffeine.newBuilder().maximumSize(MAX_DOORS).build();

    private record Door(LimitDecision refused, long closedAtMillis, long closedUntilMillis, long resetAtMillis) {
        /** A clock that was set back opens it: the limit itself closes it again, for no longer than its own period. */
        boolean isOpenAt(long now) {
            return now >= closedUntilMillis || now < closedAtMillis;
        }
    }

    public ExhaustedLimits(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty when the door is open, otherwise what the limit would say now. */
    public Optional<LimitDecision> closed(String key) {
        Door door = doors.getIfPresent(key);
        long now = clock.millis();
        if (door == null || door.isOpenAt(now)) {
            return Optional.empty();
        }
        return Optional.of(new LimitDecision(
                false,
                door.refused().window(),
                0,
                Duration.ofMillis(door.closedUntilMillis() - now),
                Duration.ofMillis(Math.max(0, door.resetAtMillis() - now))));
    }

    /** Closes the door for as long as the limit refuses. */
    public void close(String key, LimitDecision refused) {
        long now = clock.millis();
        // Rounded up: a door that opens a moment early would be knocked at in vain.
        long closedUntil =
                now + refused.retryAfter().plusNanos(NANOS_PER_MILLI - 1).toMillis();
        doors.put(
                key,
                new Door(refused, now, closedUntil, now + refused.resetAfter().toMillis()));
    }
}
