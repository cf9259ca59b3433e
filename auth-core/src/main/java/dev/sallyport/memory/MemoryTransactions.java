package dev.sallyport.memory;

import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction at a time, held by one thread. Safe for use by many threads.
 *
 * <p>Two locks: {@code writer} is held as long as a transaction runs and guards the working rows; {@code committed} guards the
 * committed ones and is held for writing only while a commit copies what changed, so a reader waits for that and no longer.
 */
final class MemoryTransactions implements Transactions {
    private final ReentrantLock writer = new ReentrantLock();
    private final ReadWriteLock committed = new ReentrantReadWriteLock();
    private final MemoryChangeLog changeLog = new MemoryChangeLog(this);
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private final InstantSource clock;

    // Guarded by writer.
    private @Nullable MemoryTransaction running;

    MemoryTransactions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A table that takes part; for construction only. */
    <T extends Table<?, ?>> T add(T table) {
        tables.add(table);
        return table;
    }

    MemoryChangeLog changeLog() {
        return changeLog;
    }

    /** Whether this thread is inside a transaction. */
    boolean isInside() {
        return writer.isHeldByCurrentThread();
    }

    /** Runs a query while no commit can take place. */
    <T> T betweenCommits(Supplier<T> query) {
        committed.readLock().lock();
        try {
            return query.get();
        } finally {
            committed.readLock().unlock();
        }
    }

    /** Runs a write in the transaction of this thread, or in one of its own. */
    <T> T write(Supplier<T> statement) {
        return inTransaction(transaction -> statement.get());
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        writer.lock();
        try {
            return running != null ? join(running, work) : begin(work);
        } finally {
            writer.unlock();
        }
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
        committed.writeLock().lock();
        try {
            tables.forEach(Table::commit);
            changeLog.append(transaction.changes());
        } finally {
            committed.writeLock().unlock();
        }
    }
}
