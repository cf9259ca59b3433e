package dev.sallyport.authenticate;

import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what a transaction changed, after its commit and before its caller goes on. When the transaction fails the
 * listener is told too, since it may be unknown whether the commit took place. Safe for use by many threads.
 */
public final class WatchedTransactions implements Transactions {
    private final Transactions transactions;
    private final Consumer<List<Change>> listener;

    // Of this instance: two instances in one JVM must not join each other's transactions.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Watch> outer = new ThreadLocal<>();

    public WatchedTransactions(Transactions transactions, Consumer<List<Change>> listener) {
        this.transactions = transactions;
        this.listener = listener;
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        Watch joined = outer.get();
        if (joined != null) {
            return transactions.inTransaction(transaction -> work.apply(new Watched(transaction, joined.changes)));
        }
        Watch watch = new Watch();
        outer.set(watch);
        try {
            T result = transactions.inTransaction(transaction -> {
                // It may be run again.
                watch.afterCommit.clear();
                return work.apply(new Watched(transaction, watch.changes));
            });
            watch.committed = true;
            return result;
        } finally {
            outer.remove();
            end(watch);
        }
    }

    private void end(Watch watch) {
        try {
            if (!watch.changes.isEmpty()) {
                listener.accept(watch.changes);
            }
        } finally {
            if (watch.committed) {
                watch.afterCommit.forEach(Runnable::run);
            }
        }
    }

    @Override
    public Instant now() {
        return transactions.now();
    }

    /**
     * Has the task run on this thread once its transaction is committed; never when that fails.
     *
     * @param task must not throw
     * @return false when this thread is in no transaction; the task is not run then
     */
    public boolean afterCommit(Runnable task) {
        Watch watch = outer.get();
        return watch != null && watch.afterCommit.add(task);
    }

    private static final class Watch {
        private final List<Change> changes = new ArrayList<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean committed;
    }

    private record Watched(Transaction transaction, List<Change> changes) implements Transaction {
        @Override
        public void lock(String name) {
            transaction.lock(name);
        }

        @Override
        public void changed(Change change) {
            transaction.changed(change);
            changes.add(change);
        }
    }
}
