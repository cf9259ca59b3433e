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
     * Answers what the first call that succeeds does. A refusal that no wait can mend, such as a wrong password or a missing
     * database, ends the wait at once.
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
                if (!passes(e) || System.nanoTime() - start + PAUSE.toNanos() > wait.toNanos()) {
                    throw new StoreException(e.getMessage() + (passes(e) ? REMEDY : ""), e);
                }
                LOG.log(
                        Level.WARNING,
                        "The start waits up to " + wait + " for the database, try " + attempt + ": " + e.getMessage());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean passes(StoreException e) {
        return !(e.getCause() instanceof SQLException sql) || Reason.of(sql).passes();
    }
}
