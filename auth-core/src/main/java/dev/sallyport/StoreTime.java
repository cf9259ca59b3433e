package dev.sallyport;

import dev.sallyport.change.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The time of the backend as this node knows it without asking: what one node writes and another one judges is dated by it, so
 * that the clocks of the nodes do not matter. Safe for use by many threads; a reading does no I/O.
 *
 * <p>How it holds: the backend is asked once a second, and its answer is older than the moment it arrives, so each answer is a
 * lower bound of its time. The greatest of the last one to two minutes counts. A backend that is ahead is therefore followed at
 * once, and one that was set back after a minute or two; in between nothing that was over begins anew because of one odd answer.
 * From one answer to the next it goes by the monotonic time of this machine, or by the clock that a test brought.
 */
final class StoreTime implements InstantSource {
    private static final Logger LOG = System.getLogger(StoreTime.class.getName());
    private static final long BETWEEN_QUESTIONS = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Transactions backend;
    private final InstantSource wall;
    private final InstantSource ticks;
    private final LongSupplier nanos;
    private final Duration skew;

    /** In whole milliseconds, so that {@link #millis} and {@link #instant} never disagree. */
    private volatile long aheadMillis;

    // Of the thread that asks.
    private boolean asked;
    private long askedAt;
    private long minuteFrom;
    private long greatest;
    private long greatestBefore;
    private long warnedAt;

    /** Goes by the monotonic time of this machine, unless the node has a clock of its own, a test's. */
    static StoreTime of(Transactions backend, InstantSource wall, Duration skew) {
        InstantSource ticks =
                MonotonicClock.isSystem(wall) ? new MonotonicClock(wall.instant(), MonotonicClock::nanos) : wall;
        return new StoreTime(backend, wall, ticks, MonotonicClock::nanos, skew);
    }

    /**
     * @param wall the node's clock, which may jump
     * @param ticks what the time goes by from one answer to the next, which should not jump
     * @param nanos monotonic, for the pauses between questions
     * @param skew by how much the node's clock may be wrong before it is told
     */
    StoreTime(Transactions backend, InstantSource wall, InstantSource ticks, LongSupplier nanos, Duration skew) {
        this.backend = backend;
        this.wall = wall;
        this.ticks = ticks;
        this.nanos = nanos;
        this.skew = skew;
    }

    /**
     * Asks the backend, unless that was done within the last second.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; the time goes on as it did
     */
    synchronized void ask() {
        if (asked && nanos.getAsLong() - askedAt < BETWEEN_QUESTIONS) {
            return;
        }
        Instant there = backend.now();
        Instant here = ticks.instant().truncatedTo(ChronoUnit.MICROS);
        learn(Math.floorDiv(Duration.between(here, there).toNanos(), 1_000_000L));
        Duration wrong = Duration.between(there, wall.instant());
        if (wrong.abs().compareTo(skew) > 0) {
            warn(wrong);
        }
    }

    private void learn(long ahead) {
        long now = nanos.getAsLong();
        if (!asked) {
            greatest = ahead;
            greatestBefore = ahead;
            minuteFrom = now;
            warnedAt = now - MINUTE;
        } else if (now - minuteFrom >= MINUTE) {
            greatestBefore = now - minuteFrom >= 2 * MINUTE ? ahead : greatest;
            greatest = ahead;
            minuteFrom = now;
        }
        asked = true;
        askedAt = now;
        greatest = Math.max(greatest, ahead);
        aheadMillis = Math.max(greatest, greatestBefore);
    }

    private void warn(Duration wrong) {
        long now = nanos.getAsLong();
        if (now - warnedAt >= MINUTE) {
            warnedAt = now;
            LOG.log(
                    Level.WARNING,
                    "The clock of this node is " + wrong.abs().toSeconds() + " s "
                            + (wrong.isNegative() ? "behind" : "ahead of") + " the database's, more than clockSkew "
                            + skew.toSeconds() + " s. Sallyport goes by the database's time; set the clock of this node"
                            + " right, or the database's if that one is wrong");
        }
    }

    @Override
    public Instant instant() {
        return ticks.instant().plusMillis(aheadMillis);
    }

    @Override
    public long millis() {
        return ticks.millis() + aheadMillis;
    }

    /** The earlier of the backend's time and this node's: what is over by it is over even if one clock is wrong. Asks the backend. */
    Instant earliest() {
        Instant there = backend.now();
        Instant here = wall.instant();
        return here.isBefore(there) ? here : there;
    }
}
