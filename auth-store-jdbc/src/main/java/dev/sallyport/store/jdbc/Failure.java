package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in words that are safe to log. Drivers and Jdbi put values into their messages ("Key (digest)=(…) already
 * exists"), so none of these is kept: only the SQLState, the vendor's code and where it happened.
 */
record Failure(StoreException exception, boolean isDuplicate, boolean isRetryable) {
    /** Serialisation failure and deadlock; H2's time-out for a lock and its concurrent update. */
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01", "HYT00", "90131");

    /** MariaDB's time-out for a lock, and its record that changed since it was read: they have no state of their own. */
    private static final Set<Integer> RETRYABLE_CODES = Set.of(1205, 1020);

    private static final String NO_STATE = "HY000";

    private static final String DUPLICATE = "23505";

    /** MariaDB's, in its two words; their state, 23000, is that of every constraint. */
    private static final Set<Integer> DUPLICATE_CODES = Set.of(1062, 1586);

    private static final String CONSTRAINT = "23000";

    static Failure of(Throwable thrown) {
        return of(thrown, "The database failed");
    }

    /** @param what begins the message; constant words */
    static Failure of(Throwable thrown, String what) {
        SQLException sql = find(thrown);
        if (sql == null) {
            Exception cause = new IllegalStateException(thrown.getClass().getName() + " (its message is withheld)");
            cause.setStackTrace(thrown.getStackTrace());
            return new Failure(
                    new StoreException(what + ": " + thrown.getClass().getSimpleName(), cause), false, false);
        }
        String state = String.valueOf(sql.getSQLState());
        SQLException cause = new SQLException(
                sql.getClass().getName() + " (its message is withheld)", sql.getSQLState(), sql.getErrorCode());
        cause.setStackTrace(sql.getStackTrace());
        return new Failure(
                new StoreException(
                        what + ": " + describe(state) + " (SQLState " + state + ", code " + sql.getErrorCode() + ")",
                        cause),
                isDuplicate(state, sql.getErrorCode()),
                isRetryable(state, sql.getErrorCode()));
    }

    private static boolean isDuplicate(String state, int code) {
        return state.equals(DUPLICATE) || (state.equals(CONSTRAINT) && DUPLICATE_CODES.contains(code));
    }

    private static boolean isRetryable(String state, int code) {
        return RETRYABLE.contains(state) || (state.equals(NO_STATE) && RETRYABLE_CODES.contains(code));
    }

    /** The first in the chain that says a state: of a batch that is not always the outermost. */
    private static @Nullable SQLException find(Throwable thrown) {
        SQLException found = null;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            for (SQLException sql = t instanceof SQLException s ? s : null; sql != null; sql = sql.getNextException()) {
                if (sql.getSQLState() != null) {
                    return sql;
                }
                found = found == null ? sql : found;
            }
        }
        return found;
    }

    private static String describe(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "it cannot be reached, or the connection broke";
            case "23" -> "a constraint was violated";
            case "28" -> "it refused the user or the password of the data source";
            case "40" -> "it rolled the transaction back";
            case "42" -> "the schema is not as expected";
            case "53" -> "it is out of resources";
            case "57", "70" -> "it cancelled the statement or is shutting down";
            case "HY" -> "a time-out passed";
            case "nu" -> "the driver or the pool gives no reason";
            default -> "it refused a statement";
        };
    }
}
