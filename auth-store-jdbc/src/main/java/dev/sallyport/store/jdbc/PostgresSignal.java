package dev.sallyport.store.jdbc;

import dev.sallyport.change.ChangeSignal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's LISTEN on a connection of its own, in a thread of its own; each transaction with a change has the NOTIFY, see
 * {@link Dialect#announcement}. A * connection that breaks is replaced, with growing pauses between the attempts. Safe for use by many threads. Loaded only where
 * the driver is on the class path.
 *
 * <p>See decision 0041.
 */
final class PostgresSignal implements ChangeSignal {
    private static final Logger LOG = System.getLogger(PostgresSignal.class.getName());

    /** Reading is not interruptible, so this is how long {@link #close} waits. */
    private static final Duration READ = Duration.ofMillis(200);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final TablePrefix prefix;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    // For the one thread.
    private Duration pause = FIRST_PAUSE;
    private boolean broken;

    PostgresSignal(DataSource dataSource, TablePrefix prefix) {
        this.dataSource = dataSource;
        this.prefix = prefix;
    }

    @Override
    public synchronized void subscribe(Runnable wake) {
        if (thread != null || isClosed()) {
            throw new IllegalStateException("One Sallyport listens, once; give each its own JdbcStores");
        }
        Thread made = BackgroundThread.of(() -> run(wake), "sallyport-listen");
        made.start();
        thread = made;
    }

    /** Does nothing: the transaction itself told the others. */
    @Override
    public void publish() {}

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run(Runnable wake) {
        try {
            do {
                try {
                    listen(wake);
                } catch (SQLException | RuntimeException e) {
                    report(e);
                }
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    private void report(Exception e) {
        if (isClosed()) {
            return;
        }
        if (!broken) {
            LOG.log(
                    Level.WARNING,
                    "Listening for changes broke off and begins again by itself; until then changes of other nodes are"
                            + " seen within a second",
                    Failure.of(e, "LISTEN failed").exception());
            broken = true;
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Returns when this is closed. */
    private void listen(Runnable wake) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean clean = false;
            try {
                listen(connection, wake);
                clean = true;
            } finally {
                if (!clean) {
                    connection.abort(Runnable::run);
                }
            }
        }
    }

    private void listen(Connection connection, Runnable wake) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int networkTimeout = connection.getNetworkTimeout();
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
        requireAnother();
        PGConnection driver = connection.unwrap(PGConnection.class);
        execute(connection, prefix.in("LISTEN sallyport_change"));
        if (broken) {
            LOG.log(Level.INFO, "Listening for changes again");
        }
        broken = false;
        pause = FIRST_PAUSE;
        // Something may have been said before this listened.
        wake.run();
        read(connection, driver, wake);
        execute(connection, "UNLISTEN *");
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
        connection.setAutoCommit(autoCommit);
    }

    /** A pool of one would have nothing left for the work itself. */
    private void requireAnother() throws SQLException {
        dataSource.getConnection().close();
    }

    private void read(Connection connection, PGConnection driver, Runnable wake) throws SQLException {
        long checked = System.nanoTime();
        while (!isClosed()) {
            if (driver.getNotifications(Math.toIntExact(READ.toMillis())).length > 0) {
                wake.run();
            }
            if (System.nanoTime() - checked > BETWEEN_CHECKS.toNanos()) {
                // A connection that a firewall dropped silently looks like one on which nothing happens. To listen
                // again
                // changes nothing, and shows an operator what the session is for.
                execute(connection, prefix.in("LISTEN sallyport_change"));
                checked = System.nanoTime();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Thread listening;
        synchronized (this) {
            listening = thread;
        }
        if (listening == null) {
            return;
        }
        try {
            listening.join(LAST_WORK.toMillis());
            listening.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
