package dev.sallyport.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The present state of the database, as far as those who ask for connections can tell. Safe for use by many threads.
 *
 * <p>A failure to reach the database begins an outage at once. A time-out does not: the pool may be full, which passes as soon as
 * somebody gives a connection back. It takes {@value #MANY} of them in a row, during none of which anybody had a connection.
 */
final class Outage {
    static final int MANY = 3;
    static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final AtomicInteger timeouts = new AtomicInteger();
    private final AtomicLong nextAttempt = new AtomicLong();
    private volatile long lastSuccess;

    /** @param nanos as {@link System#nanoTime} */
    Outage(LongSupplier nanos) {
        this.nanos = nanos;
        // Before any caller begins to wait.
        this.lastSuccess = nanos.getAsLong() - 1;
    }

    /** Tells whether a caller is to be refused without asking; in an outage one every half second is not. */
    boolean refuses() {
        return timeouts.get() >= MANY && !takesAttempt();
    }

    private boolean takesAttempt() {
        long now = nanos.getAsLong();
        long next = nextAttempt.get();
        return now - next >= 0 && nextAttempt.compareAndSet(next, now + BETWEEN_ATTEMPTS.toNanos());
    }

    /** Notes that somebody has a connection. */
    void ended() {
        lastSuccess = nanos.getAsLong();
        if (timeouts.get() != 0) {
            timeouts.set(0);
        }
    }

    /** @param began when the caller began to wait */
    void timedOut(long began) {
        if (lastSuccess - began < 0) {
            putOff();
            timeouts.updateAndGet(before -> Math.min(MANY, before + 1));
        }
    }

    /** A quick failure of another kind holds nobody up, and a pool that is full may fail so: it says nothing. */
    void failed(long began, SQLException failure) {
        if (isUnreachable(failure)) {
            putOff();
            timeouts.set(MANY);
        } else if (nanos.getAsLong() - began >= BETWEEN_ATTEMPTS.toNanos()) {
            timedOut(began);
        }
    }

    private void putOff() {
        nextAttempt.set(nanos.getAsLong() + BETWEEN_ATTEMPTS.toNanos());
    }

    private static boolean isUnreachable(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && Reason.of(sql) == Reason.UNREACHABLE) {
                return true;
            }
        }
        return false;
    }
}
