package dev.sallyport.memory;

import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One transaction at a time, held by one thread; how, is in {@link MemoryLocks}. Safe for use by many threads. */
final class MemoryTransactions implements Transactions {
    private final MemoryLocks locks = new MemoryLocks();
    private final MemoryChangeLog changeLog = new MemoryChangeLog(locks);
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private final InstantSource clock;

    // Guarded by the lock of the transaction.
    private @Nullable MemoryTransaction running;

    MemoryTransactions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A new table that takes part; for construction only. */
    <K, V> Table<K, V> table(List<Index<V>> indexes) {
        Table<K, V> table = new Table<>(locks, indexes);
        tables.add(table);
        return table;
    }

    MemoryChangeLog changeLog() {
        return changeLog;
    }

    /** Runs a write in the transaction of this thread, or in one of its own. */
    <T> T write(Supplier<T> statement) {
        return inTransaction(transaction -> statement.get());
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        return locks.inside(() -> running != null ? join(running, work) : begin(work));
    }

    /** A joined call that fails takes the whole transaction with it: what it wrote cannot be undone alone. */
    private static <T> T join(MemoryTransaction running, Function<Transaction, T> work) {
        boolean done = false;
        try {
            T result = work.apply(running);
            done = true;
            return result;
        } finally {
            if (!done) {
                running.fail();
            }
        }
    }

    private <T> T begin(Function<Transaction, T> work) {
        MemoryTransaction transaction = new MemoryTransaction();
        running = transaction;
        boolean done = false;
        try {
            T result = work.apply(transaction);
            transaction.requireSound();
            commit(transaction);
            done = true;
            return result;
        } finally {
            running = null;
            transaction.end();
            if (!done) {
                tables.forEach(Table::rollback);
            }
        }
    }

    private void commit(MemoryTransaction transaction) {
        locks.committing(() -> {
            tables.forEach(Table::commit);
            changeLog.append(transaction.changes());
        });
    }
}
