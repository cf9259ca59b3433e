package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One wait for a connection, by one thread on behalf of another. A connection that comes too late goes straight back. */
final class ConnectionRequest implements Runnable {
    private final DataSource dataSource;
    private final @Nullable ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final CompletableFuture<Connection> result = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable Thread waiting;

    ConnectionRequest(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(classes);
        setWaiting(thread);
        try {
            deliver(dataSource.getConnection());
        } catch (SQLException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            setWaiting(null);
            // An interrupt that came too late is not for the next request of this thread.
            boolean unused = Thread.interrupted();
        }
    }

    private void deliver(Connection connection) throws SQLException {
        if (!result.complete(connection)) {
            connection.close();
        }
    }

    private synchronized void setWaiting(@Nullable Thread thread) {
        waiting = thread;
    }

    /** @throws TimeoutException when there is none in time; the other thread is told to stop, if it listens */
    Connection await(Duration timeout) throws SQLException, TimeoutException {
        try {
            return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            return giveUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Connection late = giveUp(new SQLException("Interrupted while waiting for a connection", "57000", e));
            return late;
        }
    }

    private <X extends Exception> Connection giveUp(X reason) throws X {
        if (!result.cancel(false) && !result.isCompletedExceptionally()) {
            // It came at the last moment.
            return result.join();
        }
        synchronized (this) {
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        throw reason;
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof SQLException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new SQLException(cause);
    }
}
