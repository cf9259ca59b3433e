package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits, where the settings say so, for a database that starts later than the application. */
final class FirstContact {
    private static final Logger LOG = System.getLogger(FirstContact.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String REMEDY =
            ". Check that it runs, and the address, user and password of the data source; where it"
                    + " starts later than the application, JdbcSettings.withStartWait(…) lets the start wait for it";

    private FirstContact() {}

    /**
     * Answers what the first call that succeeds does. A refused user or password is not waited for.
     *
     * @throws StoreException the last one, with what to do about it
     */
    static <T> T within(Duration wait, Supplier<T> call) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                T result = call.get();
                if (attempt > 1) {
                    LOG.log(Level.INFO, "The database is there");
                }
                return result;
            } catch (StoreException e) {
                if (isRefused(e) || System.nanoTime() - start + PAUSE.toNanos() > wait.toNanos()) {
                    throw new StoreException(e.getMessage() + REMEDY, e);
                }
                if (attempt == 1) {
                    LOG.log(Level.WARNING, "The start waits up to " + wait + " for the database: " + e.getMessage());
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isRefused(StoreException e) {
        return e.getCause() instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith("28");
    }
}
