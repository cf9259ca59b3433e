package dev.sallyport.store.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has an H2 database write what was committed to its file before anybody is told, whatever the {@code WRITE_DELAY} of its URL. A
 * delay of 0 does that too, but then H2 gives no room in the file back, which grows with each write. Safe for use by many threads.
 */
final class H2File {
    private static final Logger LOG = System.getLogger(H2File.class.getName());
    private static final int NO_ADMINISTRATOR = 90_040;

    private final AtomicLong commits = new AtomicLong();
    private final ReentrantLock flushing = new ReentrantLock();
    private volatile boolean mayFlush = true;

    /** Guarded by {@link #flushing}: so many commits are in the file. */
    private long flushed;

    /** Looks at the settings once, and says which of them lets a file grow. */
    static void warnOfGrowth(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                                + " WHERE SETTING_NAME = 'WRITE_DELAY' AND SETTING_VALUE = '0' AND DATABASE_PATH() IS NOT NULL")) {
            if (rows.next()) {
                LOG.log(
                        Level.WARNING,
                        "The URL of this H2 database has WRITE_DELAY=0: its file grows with every write and never shrinks."
                                + " Take it away; what is committed is in the file without it");
            }
        }
    }

    /** Called after each commit of a transaction. Those who come while others flush have one flush in common. */
    void flush(Connection connection) throws SQLException {
        if (!mayFlush) {
            return;
        }
        long mine = commits.incrementAndGet();
        flushing.lock();
        try {
            if (flushed < mine) {
                long all = commits.get();
                checkpoint(connection);
                flushed = all;
            }
        } finally {
            flushing.unlock();
        }
    }

    /** Not {@code SYNC}: that would wait for the disk each time, and keeps no more of what a killed process had written. */
    private void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_ADMINISTRATOR) {
                throw e;
            }
            mayFlush = false;
            LOG.log(
                    Level.WARNING,
                    "The user of this H2 database is no administrator, so H2 writes to its file when it likes: what was"
                            + " answered within the last half second is lost when the process is killed. Grant ADMIN to it");
        }
    }
}
