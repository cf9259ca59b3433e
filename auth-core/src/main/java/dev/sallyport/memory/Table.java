package dev.sallyport.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kind of rows, as committed and as the running transaction sees them. Safe for use by many threads. */
final class Table<K, V> {
    private final MemoryLocks locks;
    private final IndexedRows<K, V> committed;
    private final IndexedRows<K, V> working;
    private final Set<K> touched = new HashSet<>();

    Table(MemoryLocks locks, List<Index<V>> indexes) {
        this.locks = locks;
        this.committed = new IndexedRows<>(indexes);
        this.working = new IndexedRows<>(indexes);
    }

    /** Runs the query on what this thread may see; it must not hand out a view of the rows. */
    <T> T read(Function<IndexedRows<K, V>, T> query) {
        return locks.isInside() ? query.apply(working) : locks.betweenCommits(() -> query.apply(committed));
    }

    /** Inside a transaction only; null removes. */
    void set(K key, @Nullable V row) {
        working.set(key, row);
        touched.add(key);
    }

    /** Only while the lock on what is committed is held. */
    void commit() {
        touched.forEach(key -> committed.set(key, working.get(key)));
        touched.clear();
    }

    /** Inside the transaction that is rolled back. Nothing but a commit changes the committed rows, so they can be read. */
    void rollback() {
        touched.forEach(key -> working.set(key, committed.get(key)));
        touched.clear();
    }
}
