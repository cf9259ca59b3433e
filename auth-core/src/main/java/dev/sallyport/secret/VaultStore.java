package dev.sallyport.secret;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed in a backend, of whatever feature, and the keys that the application keeps for itself. Safe for use by many
 * threads; every method throws {@link dev.sallyport.change.StoreException} when the backend fails, and takes part in the
 * transaction of its thread where there is one.
 */
public interface VaultStore {
    /**
     * Looks through the rows of a kind in the order of their ids, by the primary key.
     *
     * @param after the id of the last row of the page before, empty for the first page
     * @param max how many rows are looked at, 1 or more; those that hold no value are left out of the answer
     */
    Page page(SealedKind kind, String after, int max);

    /**
     * Replaces a value if it is still what it was; nothing else in the row changes.
     *
     * @return false when the row is gone or holds another value by now
     */
    boolean replace(SealedKind kind, String row, Sealed before, Sealed after);

    /** The sealed {@link SealedKind#KEPT_KEY} of that name. */
    Optional<Sealed> findKept(String name);

    /** @return false when there is one of that name already; the transaction goes on, nothing was written */
    boolean insertKept(String name, Sealed sealed);

    /** @param next the id to go on after, null when there are no more rows */
    record Page(List<Value> values, @Nullable String next) {
        public Page {
            values = List.copyOf(values);
        }
    }

    /** A sealed value and the id of its row. */
    record Value(String row, Sealed sealed) {}
}
