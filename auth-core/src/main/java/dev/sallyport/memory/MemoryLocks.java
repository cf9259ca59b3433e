package dev.sallyport.memory;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Two locks: {@code writer} is held as long as a transaction runs and guards the working rows; {@code committed} guards the
 * committed ones and is held for writing only while a commit copies what changed, so a reader waits for that and no longer. Safe
 * for use by many threads.
 */
final class MemoryLocks {
    private final ReentrantLock writer = new ReentrantLock();
    private final ReadWriteLock committed = new ReentrantReadWriteLock();

    /** Whether this thread is inside a transaction. */
    boolean isInside() {
        return writer.isHeldByCurrentThread();
    }

    /** Runs work while no other thread is inside a transaction. */
    <T> T inside(Supplier<T> work) {
        writer.lock();
        try {
            return work.get();
        } finally {
            writer.unlock();
        }
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

    /** Runs a commit while nobody reads what is committed. */
    void committing(Runnable commit) {
        committed.writeLock().lock();
        try {
            commit.run();
        } finally {
            committed.writeLock().unlock();
        }
    }
}
