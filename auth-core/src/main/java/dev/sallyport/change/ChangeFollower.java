package dev.sallyport.change;

import dev.sallyport.log.RareLines;
import dev.sallyport.thread.BackgroundThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes of other nodes on a thread of its own, so that no other work delays a revocation: looks every second, and
 * at once when a {@link ChangeSignal} says so. Signals that arrive while it looks are answered by one more look, and between two
 * looks there is a pause, so a flood of signals costs no more than a hundred looks a second. Safe for use by many threads.
 *
 * <p>See decision 0040.
 */
final class ChangeFollower implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ChangeFollower.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    private final RareLines untold = new RareLines(LOG);
    private final @Nullable ChangeSignal signal;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;

    private final InstantSource clock;

    // For the one thread; null while all is well.
    private @Nullable Instant failingSince;

    ChangeFollower(@Nullable ChangeSignal signal, InstantSource clock) {
        this.signal = signal;
        this.clock = clock;
    }

    void start(ChangeTail tail) {
        start(tail, () -> {});
    }

    /**
     * Once, after everything that is told of changes is ready.
     *
     * @param afterwards done after each look; it may fail when the backend does
     */
    synchronized void start(ChangeTail tail, Runnable afterwards) {
        if (signal != null) {
            signal.subscribe(this::wake);
        }
        Thread made = BackgroundThread.of(() -> follow(tail, afterwards), "sallyport-changes");
        made.start();
        thread = made;
    }

    /** One permit is enough, whoever takes it looks at everything; a second one by a race is drained. */
    private void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Tells the other nodes. Never fails: what was committed has succeeded, and they look by themselves. */
    void publish() {
        if (signal == null) {
            return;
        }
        try {
            signal.publish();
        } catch (RuntimeException e) {
            untold.log(Level.WARNING, "Other nodes could not be told of a change; they find it within a second", e);
        }
    }

    private void follow(ChangeTail tail, Runnable afterwards) {
        try {
            while (!closed) {
                boolean unused = wakes.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                // Before the look: what is signalled from here on may be newer than what it reads.
                wakes.drainPermits();
                if (!closed) {
                    look(tail, afterwards);
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, when the last look takes too long.
            Thread.currentThread().interrupt();
        }
    }

    /** An outage is one line at its begin and one at its end, not one each second. */
    private void look(ChangeTail tail, Runnable afterwards) {
        try {
            tail.poll();
            afterwards.run();
            if (failingSince != null) {
                Duration outage = Duration.between(failingSince, clock.instant());
                LOG.log(Level.INFO, "The changes of other nodes are read again, after " + outage.toSeconds() + " s");
                failingSince = null;
            }
        } catch (RuntimeException e) {
            if (failingSince == null) {
                LOG.log(
                        Level.WARNING,
                        "The changes of other nodes cannot be read; it is tried every second, and known credentials are"
                                + " served until maxStaleness has passed",
                        e);
                failingSince = clock.instant();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wake();
        if (signal != null) {
            signal.close();
        }
        Thread following = thread;
        if (following != null) {
            try {
                awaitEnd(following);
            } catch (InterruptedException e) {
                following.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void awaitEnd(Thread following) throws InterruptedException {
        following.join(LAST_WORK.toMillis());
        if (following.isAlive()) {
            following.interrupt();
            following.join(LAST_WORK.toMillis());
        }
        if (following.isAlive()) {
            LOG.log(Level.WARNING, "The store does not answer, so the thread that follows changes did not end");
        }
    }
}
