package dev.sallyport.store.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How {@link JdbcStores} use the database. Immutable: each {@code with…} method answers a changed copy.
 *
 * @param migrate whether a missing or older schema is brought up to date with Flyway where that is there; true by default
 * @param queryTimeout how long a statement may take before it fails, 1 second to 5 minutes in whole seconds; 5 seconds by default
 * @param connectionTimeout how long to wait for a connection before the work fails, whatever the data source would do, 100
 *     milliseconds to 5 minutes; 3 seconds by default
 * @param startWait how long {@link JdbcStores#of} waits for a database that cannot be reached, zero to 1 hour; zero by default
 * @param push whether PostgreSQL tells the other nodes of a change at once. Each node takes one connection of the pool for it;
 *     true by default
 * @param changesKept how many of the newest changes stay in the change log, 1,000 to 100,000,000; 100,000 by default. A node that
 *     falls further behind empties its caches
 * @param tablePrefix begins the name of every table and index, so that several Sallyports can share a schema: a lower-case letter,
 *     then up to 19 lower-case letters, digits and underscores; {@code sallyport_} by default
 * @param callersThread whether the thread that needs a connection asks the data source for it itself; false by default, see
 *     {@link #withConnectionsOnCallersThread}
 */
public record JdbcSettings(
        boolean migrate,
        Duration queryTimeout,
        Duration connectionTimeout,
        Duration startWait,
        boolean push,
        int changesKept,
        String tablePrefix,
        boolean callersThread) {
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration MIN_CONNECTION_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_START_WAIT = Duration.ofHours(1);
    private static final int MIN_CHANGES = 1_000;
    private static final int MAX_CHANGES = 100_000_000;
    /** Not longer, so that the names of indexes fit into the 63 characters of PostgreSQL. */
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,19}");

    // After the limits it is checked against.
    private static final JdbcSettings DEFAULTS = new JdbcSettings(
            true,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ZERO,
            true,
            100_000,
            TablePrefix.WRITTEN,
            false);

    /** @throws IllegalArgumentException when a value is out of its range */
    public JdbcSettings {
        if (!queryTimeout.equals(Duration.ofSeconds(queryTimeout.toSeconds()))
                || queryTimeout.compareTo(MIN_TIMEOUT) < 0
                || queryTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "queryTimeout is 1 second to 5 minutes in whole seconds, not " + queryTimeout);
        }
        if (connectionTimeout.compareTo(MIN_CONNECTION_TIMEOUT) < 0 || connectionTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "connectionTimeout is 100 milliseconds to 5 minutes, not " + connectionTimeout);
        }
        if (startWait.isNegative() || startWait.compareTo(MAX_START_WAIT) > 0) {
            throw new IllegalArgumentException("startWait is zero to 1 hour, not " + startWait);
        }
        if (changesKept < MIN_CHANGES || changesKept > MAX_CHANGES) {
            throw new IllegalArgumentException(
                    "changesKept is " + MIN_CHANGES + " to " + MAX_CHANGES + ", not " + changesKept);
        }
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw new IllegalArgumentException(
                    "tablePrefix is a lower-case letter and up to 19 lower-case letters, digits and"
                            + " underscores, such as acme_; not " + tablePrefix);
        }
    }

    public static JdbcSettings defaults() {
        return DEFAULTS;
    }

    /** The schema is brought up to date by the application's own tool, and only checked here. */
    public JdbcSettings withoutMigration() {
        return new JdbcSettings(
                false, queryTimeout, connectionTimeout, startWait, push, changesKept, tablePrefix, callersThread);
    }

    public JdbcSettings withQueryTimeout(Duration timeout) {
        return new JdbcSettings(
                migrate, timeout, connectionTimeout, startWait, push, changesKept, tablePrefix, callersThread);
    }

    public JdbcSettings withConnectionTimeout(Duration timeout) {
        return new JdbcSettings(
                migrate, queryTimeout, timeout, startWait, push, changesKept, tablePrefix, callersThread);
    }

    /** For a database that may start later than the application. */
    public JdbcSettings withStartWait(Duration wait) {
        return new JdbcSettings(
                migrate, queryTimeout, connectionTimeout, wait, push, changesKept, tablePrefix, callersThread);
    }

    /**
     * Nothing is told and nobody listens: what other nodes change is seen within a second. For a pool of one connection, and
     * behind a PgBouncer that pools transactions, where listening hears nothing.
     */
    public JdbcSettings withoutPush() {
        return new JdbcSettings(
                migrate, queryTimeout, connectionTimeout, startWait, false, changesKept, tablePrefix, callersThread);
    }

    public JdbcSettings withChangesKept(int changes) {
        return new JdbcSettings(
                migrate, queryTimeout, connectionTimeout, startWait, push, changes, tablePrefix, callersThread);
    }

    /** The same prefix on every node, and for {@link JdbcSchema#migrate(javax.sql.DataSource, JdbcSettings)}. */
    public JdbcSettings withTablePrefix(String prefix) {
        return new JdbcSettings(
                migrate, queryTimeout, connectionTimeout, startWait, push, changesKept, prefix, callersThread);
    }

    /**
     * For a data source that looks at a {@link ThreadLocal} to decide where it leads. The wait for a connection is then as long as
     * the data source makes it, and {@link #connectionTimeout} does not count: give the pool a short time-out of its own. Background
     * threads and the start ask without any context, so the data source needs a default.
     */
    public JdbcSettings withConnectionsOnCallersThread() {
        return new JdbcSettings(
                migrate, queryTimeout, connectionTimeout, startWait, push, changesKept, tablePrefix, true);
    }
}
