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
    private final ThreadLocal<@Nullable List<Change>> outer = new ThreadLocal<>();

    public WatchedTransactions(Transactions transactions, Consumer<List<Change>> listener) {
        this.transactions = transactions;
        this.listener = listener;
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        List<Change> joined = outer.get();
        if (joined != null) {
            return transactions.inTransaction(transaction -> work.apply(new Watched(transaction, joined)));
        }
        List<Change> changes = new ArrayList<>();
        outer.set(changes);
        try {
            return transactions.inTransaction(transaction -> work.apply(new Watched(transaction, changes)));
        } finally {
            outer.remove();
            if (!changes.isEmpty()) {
                listener.accept(changes);
            }
        }
    }

    @Override
    public Instant now() {
        return transactions.now();
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
