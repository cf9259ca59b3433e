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

    private static final String DUPLICATE = "23505";

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
                DUPLICATE.equals(state),
                RETRYABLE.contains(state));
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
            case "57" -> "it cancelled the statement or is shutting down";
            case "HY" -> "a time-out passed";
            default -> "it refused a statement";
        };
    }
}
