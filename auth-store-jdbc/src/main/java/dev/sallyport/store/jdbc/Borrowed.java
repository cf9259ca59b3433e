package dev.sallyport.store.jdbc;

import dev.sallyport.log.RareLines;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A connection of the application's pool, which gets it back with the settings it had. For one thread. */
final class Borrowed implements AutoCloseable {
    private static final RareLines KEPT = new RareLines(System.getLogger(Borrowed.class.getName()));

    /** The server's own time-out strikes first; this one is for a server or a network that answers nothing at all. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Handle handle;
    private final Deque<Dialect.Restore> before = new ArrayDeque<>();

    private Borrowed(Handle handle) {
        this.handle = handle;
    }

    /** A connection in auto-commit mode. */
    static Borrowed forReading(Jdbi jdbi, Duration queryTimeout) throws SQLException {
        return borrow(jdbi, borrowed -> borrowed.set(true, queryTimeout));
    }

    /** A connection in a transaction that is READ COMMITTED. */
    static Borrowed forTransaction(Jdbi jdbi, Dialect dialect, Duration queryTimeout) throws SQLException {
        return borrow(jdbi, borrowed -> {
            borrowed.set(false, queryTimeout);
            borrowed.before.push(dialect.readCommitted(borrowed.connection()));
        });
    }

    @FunctionalInterface
    private interface Preparation {
        void apply(Borrowed borrowed) throws SQLException;
    }

    private static Borrowed borrow(Jdbi jdbi, Preparation preparation) throws SQLException {
        Borrowed borrowed = new Borrowed(jdbi.open());
        boolean ready = false;
        try {
            preparation.apply(borrowed);
            ready = true;
            return borrowed;
        } finally {
            if (!ready) {
                borrowed.abort();
            }
        }
    }

    Handle handle() {
        return handle;
    }

    Connection connection() {
        return handle.getConnection();
    }

    private void set(boolean autoCommit, Duration queryTimeout) throws SQLException {
        Connection connection = connection();
        boolean committed = connection.getAutoCommit();
        if (committed != autoCommit) {
            connection.setAutoCommit(autoCommit);
            before.push(() -> connection.setAutoCommit(committed));
        }
        limitNetwork(connection, Math.toIntExact(queryTimeout.plus(SLACK).toMillis()));
        rememberQueryTimeout(connection);
    }

    private void limitNetwork(Connection connection, int millis) throws SQLException {
        try {
            int was = connection.getNetworkTimeout();
            if (was == 0 || was > millis) {
                connection.setNetworkTimeout(Runnable::run, millis);
                before.push(() -> connection.setNetworkTimeout(Runnable::run, was));
            }
        } catch (SQLFeatureNotSupportedException e) {
            // Then the query time-out is all there is.
            return;
        }
    }

    /** H2 keeps the query time-out of a statement for the whole connection. */
    private void rememberQueryTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int was = statement.getQueryTimeout();
            before.push(() -> {
                try (Statement last = connection.createStatement()) {
                    last.setQueryTimeout(was);
                }
            });
        }
    }

    /** Gives the connection back. Never throws: what was committed stays so. */
    @Override
    public void close() {
        try {
            while (!before.isEmpty()) {
                before.pop().run();
            }
        } catch (SQLException | RuntimeException e) {
            abort();
            return;
        }
        release();
    }

    /**
     * Gives the connection back broken. Switching auto-commit back on would commit whatever a failed rollback left, so a connection
     * in an unknown state must not be used again.
     */
    void abort() {
        before.clear();
        try {
            connection().abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            // Broken already. Giving it back is all that is left.
            release();
            return;
        }
        release();
    }

    private void release() {
        try {
            handle.close();
        } catch (RuntimeException e) {
            // Jdbi's or the pool's own. The work is done or undone by now, and the caller's answer stands.
            KEPT.log(
                    Level.WARNING,
                    "A connection could not be given back to the pool",
                    Failure.of(e).exception());
        }
    }
}
