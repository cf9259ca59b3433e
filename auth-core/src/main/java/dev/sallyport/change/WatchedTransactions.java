package dev.sallyport.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what a transaction changed, after its commit and before its caller goes on. When the transaction fails the
 * listener is told too, since it may be unknown whether the commit took place. Safe for use by many threads.
 *
 * <p>A transaction that changes an owner holds that owner's lock until it ends, so it takes turns with the logins of that owner.
 *
 * <p>See decision 0002.
 */
final class WatchedTransactions implements Transactions {
    private final Transactions transactions;
    private final Consumer<List<Change>> listener;
    private final Consumer<String> ownerChanged;

    // Of this instance: two instances in one JVM must not join each other's transactions.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Watch> outer = new ThreadLocal<>();

    WatchedTransactions(Transactions transactions, Consumer<List<Change>> listener) {
        this(transactions, listener, ownerId -> {});
    }

    /** @param ownerChanged does, in the transaction that changes an owner and under their lock, what goes with every change */
    WatchedTransactions(Transactions transactions, Consumer<List<Change>> listener, Consumer<String> ownerChanged) {
        this.transactions = transactions;
        this.listener = listener;
        this.ownerChanged = ownerChanged;
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        Watch joined = outer.get();
        if (joined != null) {
            return transactions.inTransaction(transaction -> work.apply(new Watched(transaction, joined)));
        }
        Watch watch = new Watch();
        outer.set(watch);
        try {
            T result = transactions.inTransaction(transaction -> {
                // It may be run again.
                watch.afterCommit.clear();
                watch.locked.clear();
                watch.userRights.clear();
                return work.apply(new Watched(transaction, watch));
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
    boolean afterCommit(Runnable task) {
        Watch watch = outer.get();
        return watch != null && watch.afterCommit.add(task);
    }

    private static final class Watch {
        private final List<Change> changes = new ArrayList<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private final Set<String> locked = new HashSet<>();
        private final Set<String> userRights = new HashSet<>();
        private boolean committed;
    }

    private final class Watched implements Transaction {
        private final Transaction transaction;
        private final Watch watch;

        private Watched(Transaction transaction, Watch watch) {
            this.transaction = transaction;
            this.watch = watch;
        }

        @Override
        public void lock(String name) {
            if (watch.locked.add(name)) {
                transaction.lock(name);
            }
        }

        @Override
        public void changed(Change change) {
            if (change.kind() == Change.Kind.OWNER && watch.userRights.add(change.subject())) {
                lockOwner(change.subject());
                ownerChanged.accept(change.subject());
            }
            transaction.changed(change);
            watch.changes.add(change);
        }
    }
}
