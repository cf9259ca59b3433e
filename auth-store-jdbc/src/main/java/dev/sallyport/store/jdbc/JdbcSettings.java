package dev.sallyport.store.jdbc;

import java.time.Duration;

/**
 * How {@link JdbcStores} use the database. Immutable: each {@code with…} method answers a changed copy.
 *
 * @param migrate whether a missing or older schema is brought up to date with Flyway where that is there; true by default
 * @param queryTimeout how long a statement may take before it fails, 1 second to 5 minutes in whole seconds; 5 seconds by default
 * @param changesKept how many of the newest changes stay in the change log, 1,000 to 100,000,000; 100,000 by default. A node that
 *     falls further behind empties its caches
 */
public record JdbcSettings(boolean migrate, Duration queryTimeout, int changesKept) {
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
    private static final int MIN_CHANGES = 1_000;
    private static final int MAX_CHANGES = 100_000_000;
    // After the limits it is checked against.
    private static final JdbcSettings DEFAULTS = new JdbcSettings(true, Duration.ofSeconds(5), 100_000);

    /** @throws IllegalArgumentException when a value is out of its range */
    public JdbcSettings {
        if (!queryTimeout.equals(Duration.ofSeconds(queryTimeout.toSeconds()))
                || queryTimeout.compareTo(MIN_TIMEOUT) < 0
                || queryTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "queryTimeout is 1 second to 5 minutes in whole seconds, not " + queryTimeout);
        }
        if (changesKept < MIN_CHANGES || changesKept > MAX_CHANGES) {
            throw new IllegalArgumentException(
                    "changesKept is " + MIN_CHANGES + " to " + MAX_CHANGES + ", not " + changesKept);
        }
    }

    public static JdbcSettings defaults() {
        return DEFAULTS;
    }

    /** The schema is brought up to date by the application's own tool, and only checked here. */
    public JdbcSettings withoutMigration() {
        return new JdbcSettings(false, queryTimeout, changesKept);
    }

    public JdbcSettings withQueryTimeout(Duration timeout) {
        return new JdbcSettings(migrate, timeout, changesKept);
    }

    public JdbcSettings withChangesKept(int changes) {
        return new JdbcSettings(migrate, queryTimeout, changes);
    }
}
