package dev.sallyport.change;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows the change log, so that what another node changed is dropped here too. Where it cannot be sure to have seen every
 * change it says so, and everything is dropped. One thread polls; {@link #isFresh} is safe for use by many threads.
 *
 * <p>See decision 0003.
 */
final class ChangeTail {
    private static final int PAGE = 1_000;

    private final ChangeLog log;
    private final InstantSource clock;
    private final InstantSource wall;
    private final long maxStalenessMillis;
    private final Consumer<List<Change>> changed;
    private final Runnable lost;
    private volatile long readAtMillis;
    private volatile long readAtWallMillis;
    private String incarnation = "";
    private long cursor;

    ChangeTail(
            ChangeLog log, InstantSource clock, Duration maxStaleness, Consumer<List<Change>> changed, Runnable lost) {
        this(log, clock, clock, maxStaleness, changed, lost);
    }

    /**
     * @param wall the time of day, which went on while the machine slept
     * @param maxStaleness how long after the start of the last complete read an answer may still rest on it
     * @param changed told what changed, in order
     * @param lost told when changes may have been missed
     */
    ChangeTail(
            ChangeLog log,
            InstantSource clock,
            InstantSource wall,
            Duration maxStaleness,
            Consumer<List<Change>> changed,
            Runnable lost) {
        this.log = log;
        this.clock = clock;
        this.wall = wall;
        this.maxStalenessMillis = maxStaleness.toMillis();
        this.changed = changed;
        this.lost = lost;
        this.readAtMillis = Long.MIN_VALUE / 2;
        this.readAtWallMillis = Long.MIN_VALUE / 2;
    }

    /**
     * Reads what is new.
     *
     * @throws RuntimeException when the backend, or whoever is told, fails; the next call goes on from the same place
     */
    synchronized void poll() {
        long start = clock.millis();
        long startOnWall = wall.millis();
        ChangeLog.Tail tail = log.readAfter(cursor, PAGE);
        while (!tail.entries().isEmpty() && follows(tail)) {
            changed.accept(tail.entries().stream().map(ChangeLog.Entry::change).toList());
            cursor += tail.entries().size();
            if (tail.entries().size() < PAGE) {
                readAt(start, startOnWall);
                return;
            }
            tail = log.readAfter(cursor, PAGE);
        }
        if (!follows(tail)) {
            // First, because what fails here must be tried again at the next poll.
            lost.run();
            incarnation = tail.incarnation();
            cursor = tail.head();
        }
        readAt(start, startOnWall);
    }

    private void readAt(long start, long startOnWall) {
        readAtMillis = start;
        readAtWallMillis = startOnWall;
    }

    /** Tells whether the page goes on where the last one ended: same store, no number missing, head not behind. */
    private boolean follows(ChangeLog.Tail tail) {
        if (!tail.incarnation().equals(incarnation) || tail.head() < cursor) {
            return false;
        }
        List<ChangeLog.Entry> entries = tail.entries();
        return entries.isEmpty()
                ? tail.head() == cursor
                : entries.get(0).number() == cursor + 1
                        && entries.get(entries.size() - 1).number() == cursor + entries.size();
    }

    /** How long ago the last complete read began; the longest there is before the first. */
    Duration age(long nowMillis) {
        return Duration.ofMillis(Math.max(0, nowMillis - readAtMillis));
    }

    /** Tells whether the last complete read is recent enough to rest an answer on, by both clocks; of one far in the future it is not known. */
    boolean isFresh(long nowMillis) {
        return Math.abs(nowMillis - readAtMillis) < maxStalenessMillis
                && Math.abs(wall.millis() - readAtWallMillis) < maxStalenessMillis;
    }
}
