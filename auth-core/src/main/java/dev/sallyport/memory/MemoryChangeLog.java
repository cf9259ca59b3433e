package dev.sallyport.memory;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** The newest changes by number. Guarded by the lock on what is committed. */
final class MemoryChangeLog implements ChangeLog {
    /** How many are kept: far more than happen between two reads of the tail. */
    static final int RETAINED = 100_000;

    private final String incarnation = UUID.randomUUID().toString();
    private final MemoryLocks locks;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long head;

    MemoryChangeLog(MemoryLocks locks) {
        this.locks = locks;
    }

    /** Only while a commit holds the lock. */
    void append(List<Change> changes) {
        for (Change change : changes) {
            head++;
            entries.put(head, new Entry(head, change));
            if (entries.size() > RETAINED) {
                entries.pollFirstEntry();
            }
        }
    }

    @Override
    public Tail readAfter(long number, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("The number of entries to read is 1 or more, not " + max);
        }
        return locks.betweenCommits(() -> new Tail(
                incarnation,
                head,
                entries.tailMap(number, false).values().stream().limit(max).toList()));
    }
}
