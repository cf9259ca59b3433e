package dev.sallyport.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what waiting for a connection costs, whatever the application's data source does. Safe for use by many threads.
 *
 * <p>Pools wait long by default, and a plain driver may wait for ever where a server accepts connections and says nothing. A
 * thread that waits cannot be made to stop, so a thread of this class asks for the connection, and the caller waits for that
 * thread no longer than the time-out. The number of those threads is limited. In an {@link Outage} everybody is refused at once, but
 * for one attempt every half second, until one succeeds: so an outage holds up the first callers only.
 *
 * <p>See decision 0042.
 */
final class BoundedDataSource implements DataSource {
    /** More than the request threads of most servers, so that a burst on a sound database waits in the pool's own queue. */
    static final int MAX_WAITING = 256;

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String UNREACHABLE = "08001";
    private static final String OUT_OF_RESOURCES = "53300";

    private final DataSource dataSource;
    private final Duration timeout;
    private final boolean callersThread;
    private final Semaphore callers = new Semaphore(MAX_WAITING);
    private final ThreadPoolExecutor threads;
    private final Outage outage = new Outage(System::nanoTime);

    BoundedDataSource(DataSource dataSource, JdbcSettings settings) {
        this.dataSource = dataSource;
        this.timeout = settings.connectionTimeout();
        this.callersThread = settings.callersThread();
        this.threads = new ThreadPoolExecutor(
                0,
                MAX_WAITING,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                task -> BackgroundThread.of(task, "sallyport-connect"));
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (outage.refuses()) {
            throw new SQLTransientConnectionException("There was no connection a moment ago", UNREACHABLE);
        }
        return callersThread ? here() : elsewhere();
    }

    private Connection here() throws SQLException {
        if (!callers.tryAcquire()) {
            throw tooMany(null);
        }
        try {
            return noted(dataSource::getConnection);
        } finally {
            callers.release();
        }
    }

    private Connection elsewhere() throws SQLException {
        ConnectionRequest request = new ConnectionRequest(dataSource);
        try {
            threads.execute(request);
        } catch (RejectedExecutionException e) {
            throw tooMany(e);
        }
        return noted(() -> request.await(timeout));
    }

    @FunctionalInterface
    private interface Wait {
        Connection end() throws SQLException, TimeoutException;
    }

    private Connection noted(Wait wait) throws SQLException {
        long began = System.nanoTime();
        try {
            Connection connection = wait.end();
            outage.ended();
            return connection;
        } catch (TimeoutException e) {
            outage.timedOut(began);
            throw new SQLTransientConnectionException("No connection within " + timeout, UNREACHABLE, e);
        } catch (SQLException e) {
            // A caller who was interrupted says nothing of the database.
            if (!Thread.currentThread().isInterrupted()) {
                outage.failed(began, e);
            }
            throw e;
        }
    }

    private SQLException tooMany(@Nullable Exception cause) {
        return new SQLTransientConnectionException(
                threads.isShutdown() ? "closed" : MAX_WAITING + " threads wait for a connection",
                OUT_OF_RESOURCES,
                cause);
    }

    /** Ends the threads, but for such as the application's data source holds for ever: those are daemons. */
    void close() {
        threads.shutdownNow();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The data source knows its user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        dataSource.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return dataSource.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return dataSource.isWrapperFor(type);
    }
}
