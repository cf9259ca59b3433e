package dev.sallyport.store.jdbc;

import dev.sallyport.change.ChangeLog;
import dev.sallyport.stores.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Stores whose change log a test can stop from being read, as a stopped process would not read it. */
final class PausedLog {
    private final Stores stores;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong looks = new AtomicLong();

    PausedLog(Stores real) {
        ChangeLog log = (number, max) -> {
            lock.readLock().lock();
            try {
                looks.incrementAndGet();
                return real.changeLog().readAfter(number, max);
            } finally {
                lock.readLock().unlock();
            }
        };
        this.stores = StoresWith.method("changeLog", () -> log, real);
    }

    Stores stores() {
        return stores;
    }

    void pause() {
        lock.writeLock().lock();
    }

    void goOn() {
        lock.writeLock().unlock();
    }

    /** Waits until each has looked once more, and has done what the changes that it found ask for. */
    static void awaitLooks(List<PausedLog> logs) {
        // The next look begins when the one before it is worked through.
        List<Long> last = logs.stream().map(log -> log.looks.get() + 2).toList();
        for (int i = 0; i < logs.size(); i++) {
            while (logs.get(i).looks.get() < last.get(i)) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }
}
