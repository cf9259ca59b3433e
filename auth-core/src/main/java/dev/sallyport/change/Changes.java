package dev.sallyport.change;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes known: to this node as soon as they are committed, to other nodes by the log and the signal, and those of other
 * nodes to this one, by a thread that reads the log. Safe for use by many threads.
 */
public final class Changes implements AutoCloseable {
    private final WatchedTransactions transactions;
    private final ChangeFollower follower;
    private final ChangeTail tail;
    private final InstantSource clock;
    private volatile List<Listener> listeners = List.of();

    /**
     * How changes are followed.
     *
     * @param signal null where nodes look every second only
     * @param clock the time that the backend goes by
     * @param wall the time of day, which goes on while the machine sleeps
     * @param maxStaleness how long an answer may rest on the last complete read of the log
     */
    public record Settings(
            @Nullable ChangeSignal signal, InstantSource clock, InstantSource wall, Duration maxStaleness) {}

    /** @param ownerChanged does, in the transaction that changes an owner and under their lock, what goes with every change */
    public Changes(Transactions backend, ChangeLog log, Consumer<String> ownerChanged, Settings settings) {
        this.clock = settings.clock();
        this.transactions = new WatchedTransactions(backend, this::changedHere, ownerChanged);
        this.follower = new ChangeFollower(settings.signal(), clock);
        this.tail = new ChangeTail(
                log, clock, settings.wall(), settings.maxStaleness(), this::changed, this::everythingChanged);
    }

    /** Those of the backend; what they change is made known after the commit. */
    public Transactions transactions() {
        return transactions;
    }

    /**
     * Has the task run on this thread once its transaction is committed; never when that fails.
     *
     * @param task must not throw
     * @return false when this thread is in no transaction; the task is not run then
     */
    public boolean afterCommit(Runnable task) {
        return transactions.afterCommit(task);
    }

    /**
     * Names who is told, in this order, before the first change is read.
     *
     * <p>Keys come before credentials: a credential that is loaded between the two would be stamped as current although it was
     * checked with the old keys.
     */
    public void tell(Listener... inOrder) {
        listeners = List.of(inOrder);
    }

    /** Reads what has changed so far, and follows the log from now on. */
    public void start(Runnable afterEachRead) {
        tail.poll();
        follower.start(tail, afterEachRead);
    }

    /** Tells whether the last complete read of the log is recent enough to rest an answer on. */
    public boolean isFresh(long nowMillis) {
        return tail.isFresh(nowMillis);
    }

    /** How long ago the last complete read began. */
    public Duration age() {
        return tail.age(clock.millis());
    }

    private void changedHere(List<Change> changes) {
        try {
            changed(changes);
        } finally {
            follower.publish();
        }
    }

    private void changed(List<Change> changes) {
        each(listener -> listener.changed(changes));
    }

    private void everythingChanged() {
        each(Listener::everythingChanged);
    }

    /** One that fails keeps no other from being told. */
    private void each(Consumer<Listener> call) {
        RuntimeException failure = null;
        for (Listener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends the thread and closes the signal. */
    @Override
    public void close() {
        follower.close();
    }

    /** What holds something that a change makes wrong. Called by several threads, also at once. */
    public interface Listener {
        /** @param changes of this node or another one, in order; they are committed */
        void changed(List<Change> changes);

        /** Changes may have been missed: nothing that was known before holds any more. */
        void everythingChanged();
    }
}
