package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure in words that are safe to log. Drivers and Jdbi put values into their messages ("Key (digest)=(…) already exists"), so
 * the SQLState, the vendor's code and the stack trace are kept, and the message only where the {@link Reason} rules values out.
 */
record Failure(StoreException exception, boolean isDuplicate, boolean isRetryable) {
    /** Serialisation failure and deadlock; H2's time-out for a lock and its concurrent update. */
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01", "HYT00", "90131");

    /** MariaDB's time-out for a lock, and its record that changed since it was read: they have no state of their own. */
    private static final Set<Integer> RETRYABLE_CODES = Set.of(1205, 1020);

    private static final String FAILED = "The database failed";

    private static final String NO_STATE = "HY000";

    private static final String DUPLICATE = "23505";

    /** MariaDB's, in its two words; their state, 23000, is that of every constraint. */
    private static final Set<Integer> DUPLICATE_CODES = Set.of(1062, 1586);

    private static final String CONSTRAINT = "23000";

    static Failure of(Throwable thrown) {
        return of(thrown, FAILED);
    }

    /** @param what begins the message; constant words */
    static Failure of(Throwable thrown, String what) {
        SQLException sql = find(thrown);
        if (sql == null && unreadable(thrown) instanceof Cell.Unreadable cell) {
            return new Failure(new StoreException(what + ": " + cell.getMessage(), cell), false, false);
        }
        if (sql == null) {
            Exception cause = new IllegalStateException(thrown.getClass().getName() + " (its message is withheld)");
            cause.setStackTrace(thrown.getStackTrace());
            return new Failure(
                    new StoreException(what + ": " + thrown.getClass().getSimpleName(), cause), false, false);
        }
        String state = String.valueOf(sql.getSQLState());
        Reason reason = Reason.of(sql);
        SQLException cause = new SQLException(
                sql.getClass().getName() + " (its message is withheld)", sql.getSQLState(), sql.getErrorCode());
        cause.setStackTrace(sql.getStackTrace());
        return new Failure(
                new StoreException(
                        what + ": " + reason.sentence() + " (SQLState " + state + ", code " + sql.getErrorCode() + ")",
                        cause),
                isDuplicate(state, sql.getErrorCode()),
                isRetryable(state, sql.getErrorCode()));
    }

    /**
     * A failure of the start, before any value is bound: the database's own message is appended where the {@link Reason} allows
     * it.
     */
    static StoreException atStart(Throwable thrown, String what) {
        StoreException failure = of(thrown, what).exception();
        SQLException sql = find(thrown);
        return sql == null
                ? failure
                : new StoreException(
                        failure.getMessage() + Reason.of(sql).quote(origin(sql)),
                        Objects.requireNonNull(failure.getCause()));
    }

    static StoreException atStart(Throwable thrown) {
        return atStart(thrown, FAILED);
    }

    /** The driver's own exception, where a pool wrapped it. */
    private static SQLException origin(SQLException sql) {
        SQLException origin = sql;
        for (Throwable t = sql.getCause(); t != null; t = t.getCause()) {
            if (t instanceof SQLException deeper && Objects.equals(deeper.getSQLState(), sql.getSQLState())) {
                origin = deeper;
            }
        }
        return origin;
    }

    private static @Nullable Throwable unreadable(Throwable thrown) {
        Throwable found = thrown;
        while (found != null && !(found instanceof Cell.Unreadable)) {
            found = found.getCause();
        }
        return found;
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
}
