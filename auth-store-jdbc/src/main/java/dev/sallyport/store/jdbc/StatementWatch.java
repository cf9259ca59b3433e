package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Ends statements of PostgreSQL that take too long, in place of the driver's own time-out: there the caller waits until the
 * request to cancel has been answered, ten seconds by default where the server hangs, whatever its socket's time-out is. Here a
 * thread of this class asks, and the caller goes as soon as its own connection says anything or its time-out strikes. Safe for
 * use by many threads. Loaded only where the driver is on the class path.
 *
 * <p>See decision 0108.
 */
final class StatementWatch implements SqlLogger, AutoCloseable {
    private static final String DEADLINE = "sallyport.deadline";
    private static final String CANCELLED = "57014";
    private static final Duration IN_TIME = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Duration timeout;
    private final ScheduledThreadPoolExecutor thread;

    StatementWatch(Duration timeout) {
        this.timeout = timeout;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> BackgroundThread.of(task, "sallyport-cancel"));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        try {
            if (driverOf(context.getConnection()) instanceof PGConnection driver) {
                context.define(
                        DEADLINE, thread.schedule(() -> cancel(driver), timeout.toMillis(), TimeUnit.MILLISECONDS));
            } else {
                // A pool that does not let its driver be seen, or another driver.
                limit(context.getStatement());
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, context);
        }
    }

    /** @param statement null of a batch, whose end the connection's own time-out sees to */
    private void limit(@Nullable Statement statement) throws SQLException {
        if (statement != null) {
            statement.setQueryTimeout(Math.toIntExact(timeout.toSeconds()));
        }
    }

    /** Not of the type that was asked for, where a proxy wraps what it answers. */
    private static @Nullable Object driverOf(Connection connection) throws SQLException {
        Class<?> type = PGConnection.class;
        return connection.isWrapperFor(type) ? connection.unwrap(type) : null;
    }

    private static void cancel(PGConnection driver) {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            // The server hangs, or the connection is gone: its time-out ends the statement, or did.
            return;
        }
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        if (wasTooSlow(context)) {
            abort(context);
            throw new UnableToExecuteStatementException(
                    new SQLTimeoutException("The statement took longer than " + timeout, CANCELLED), context);
        }
    }

    @Override
    public void logException(StatementContext context, SQLException failure) {
        if (wasTooSlow(context) && !(CANCELLED.equals(failure.getSQLState()) && wasAsked(context))) {
            abort(context);
        }
    }

    /** Tells whether the request to cancel is over, which it soon is where the server answers; then the connection is as good as before. */
    private static boolean wasAsked(StatementContext context) {
        if (context.getAttribute(DEADLINE) instanceof Future<?> deadline) {
            try {
                deadline.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                return false;
            }
        }
        return false;
    }

    private static boolean wasTooSlow(StatementContext context) {
        return context.getAttribute(DEADLINE) instanceof Future<?> deadline && !deadline.cancel(false);
    }

    /** The request to cancel may still be under way, and must not meet the next statement of whoever has the connection next. */
    private static void abort(StatementContext context) {
        try {
            context.getConnection().abort(Runnable::run);
        } catch (SQLException e) {
            // Gone already.
            return;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
