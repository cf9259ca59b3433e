package dev.sallyport.change;

import java.time.Instant;
import java.util.function.Function;

/**
 * Runs work as one transaction: all of its writes and changes, or none. Safe for use by many threads.
 *
 * <p>Isolation is READ COMMITTED. A call inside another one on the same thread joins it; when a joined call or a statement fails,
 * all of the transaction is rolled back and ends with an exception, even where the work catches that failure. Deadlocks and serialisation failures
 * are tried again within bounds, so the work may run more than once and must have no effect outside the stores.
 */
public interface Transactions {
    /**
     * @throws StoreException when the backend fails, or when it is unknown whether the commit took place
     * @throws RuntimeException whatever the work throws; nothing it wrote remains
     */
    <T> T inTransaction(Function<Transaction, T> work);

    /**
     * The backend's own time, the same on every node whatever their clocks say, in whole microseconds. Inside a transaction it is
     * not before that transaction began.
     *
     * @throws StoreException when the backend fails
     */
    Instant now();
}
