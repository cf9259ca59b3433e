package dev.sallyport.change;

import java.util.List;

/**
 * The numbered changes of all nodes: without gaps, in the order of their commits, oldest dropped after a retention time. Safe
 * for use by many threads.
 */
public interface ChangeLog {
    /**
     * What was committed after {@code number}, at most {@code max} entries (1 or more), in order.
     *
     * @throws IllegalArgumentException when {@code max} is less than 1
     * @throws StoreException when the backend fails
     */
    Tail readAfter(long number, int max);

    /**
     * Removes at most {@code max} (1 or more) of the entries that are older than those it keeps, oldest first, and answers how
     * many. A log that drops them by itself has none left for this.
     *
     * @throws StoreException when the backend fails
     */
    default int deleteOld(int max) {
        return 0;
    }

    /**
     * @param incarnation changes when the store was restored from a back-up; numbers of two incarnations do not compare
     * @param head the number of the newest change, 0 before the first
     */
    record Tail(String incarnation, long head, List<Entry> entries) {
        public Tail {
            entries = List.copyOf(entries);
        }
    }

    /** A committed change and its number, from 1. */
    record Entry(long number, Change change) {}
}
