package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The tables that {@link JdbcStores} need, all named {@code sallyport_…} or with the prefix of the settings. Safe for use by many threads and by many nodes at once.
 *
 * <p>The migrations are the SQL files {@code sallyport-schema/<database>/V*.sql} in this jar, for {@code h2}, {@code postgresql} and
 * {@code mariadb}. {@link #migrate} runs them with Flyway; any other tool that runs
 * them in order will do, as each writes its number to {@code sallyport_schema_version}.
 */
public final class JdbcSchema {
    /** The newest migration. */
    static final int VERSION = 18;

    private static final Logger LOG = System.getLogger(JdbcSchema.class.getName());
    private static final Duration TRIED_FOR = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** The refusals that another node's migration does not explain. */
    private static final Set<Reason> FINAL = EnumSet.of(
            Reason.WRONG_PASSWORD,
            Reason.NO_DATABASE,
            Reason.NO_SCHEMA,
            Reason.NO_RIGHT,
            Reason.READ_ONLY,
            Reason.IN_USE);

    private final DataSource dataSource;
    private final Dialect dialect;
    private final TablePrefix prefix;

    JdbcSchema(DataSource dataSource, Dialect dialect, JdbcSettings settings) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.prefix = new TablePrefix(settings.tablePrefix());
    }

    /**
     * Brings the schema up to date with Flyway; does nothing when it is. It lives beside other tables and beside the application's
     * own Flyway: its history is the table {@code sallyport_schema_history}.
     *
     * @throws IllegalStateException when the schema is not up to date and Flyway, or its module for the database, is not on the
     *     class path
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static void migrate(DataSource dataSource) {
        migrate(dataSource, JdbcSettings.defaults());
    }

    /** Brings the schema with the {@linkplain JdbcSettings#tablePrefix prefix} of the settings up to date; nothing else of them counts. */
    public static void migrate(DataSource dataSource, JdbcSettings settings) {
        JdbcSchema schema = new JdbcSchema(dataSource, Product.of(dataSource).dialect(), settings);
        schema.requireMode();
        schema.migrateWherePossible();
        schema.requireCurrent();
    }

    /**
     * The version of a schema, and the one that this release needs. Immutable.
     *
     * @param found 0 where there is none
     */
    public record Version(int found, int needed) {
        /** Tells whether the schema is new enough; a newer one is, since migrations only add. */
        public boolean isCurrent() {
            return found >= needed;
        }
    }

    /**
     * Reads the version of the schema with the prefix of the settings; changes nothing.
     *
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static Version version(DataSource dataSource, JdbcSettings settings) {
        JdbcSchema schema = new JdbcSchema(dataSource, Product.of(dataSource).dialect(), settings);
        return new Version(schema.version(), VERSION);
    }

    /**
     * To be called after a back-up was put in place of a database that nodes have used, best before they see it: gives it a new
     * incarnation, by which every node that runs knows within a second that what it keeps verified may be of another past, and
     * forgets it. By hand: {@code UPDATE sallyport_change_counter SET incarnation = '<anything that was never there>'}.
     *
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static void restored(DataSource dataSource) {
        restored(dataSource, JdbcSettings.defaults());
    }

    /** As {@link #restored(DataSource)}, for tables with the {@linkplain JdbcSettings#tablePrefix prefix} of the settings. */
    public static void restored(DataSource dataSource, JdbcSettings settings) {
        new JdbcTransactions(dataSource, Product.of(dataSource), settings, null)
                .write(handle -> handle.createUpdate("UPDATE sallyport_change_counter SET incarnation = :incarnation")
                        .bind("incarnation", UUID.randomUUID().toString())
                        .execute());
    }

    /**
     * Asks for the version first: no tool is started when there is nothing to do. Flyway can fail where several nodes start on an
     * empty schema, because one finds tables that another is just making; so a failure that may pass is tried again until the
     * version is there.
     */
    void migrateWherePossible() {
        long start = System.nanoTime();
        for (int tries = 1; ; tries++) {
            int found = version();
            if (found >= VERSION || !isFlywayPresent()) {
                return;
            }
            if (tries == 1) {
                FlywayPlugins.require(JdbcSchema.class.getClassLoader(), dialect);
                MigrationProbe.run(dataSource, prefix);
            }
            try {
                FlywayMigration.run(dataSource, dialect, prefix, found);
                return;
            } catch (StoreException e) {
                if (isFinal(e) || System.nanoTime() - start > TRIED_FOR.toNanos()) {
                    throw e;
                }
                LOG.log(
                        Level.WARNING,
                        "The schema is not up to date yet, another node may be at it; try " + tries + ": "
                                + e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean isFinal(StoreException e) {
        return e.getCause() instanceof SQLException sql && FINAL.contains(Reason.of(sql));
    }

    /** A newer schema passes: nodes are updated one after the other, and migrations only add. */
    void requireCurrent() {
        int found = version();
        if (found < VERSION) {
            throw new IllegalStateException("The database has "
                    + (found == 0 ? "no Sallyport schema" : "version " + found + " of the Sallyport schema")
                    + ", version " + VERSION + " is needed. Put " + dialect.flywayArtifacts()
                    + " on the class path and call JdbcSchema.migrate(dataSource), or run the files of "
                    + dialect.folder()
                    + "/ in sallyport-store-jdbc.jar from V" + (found + 1) + "__*.sql on with a tool of your own"
                    + (prefix.value().equals(TablePrefix.WRITTEN)
                            ? ""
                            : ", with " + prefix.value() + " in place of " + TablePrefix.WRITTEN));
        }
    }

    /** Needs no schema. */
    void requireMode() {
        check(dialect::requireMode);
    }

    /** Needs the schema to be there. */
    void requireSettings() {
        check(connection -> dialect.requireSettings(connection, prefix));
    }

    private void check(Check check) {
        try {
            ask(connection -> {
                check.run(connection);
                return true;
            });
        } catch (SQLException e) {
            throw Failure.atStart(e);
        }
    }

    @FunctionalInterface
    private interface Check {
        void run(Connection connection) throws SQLException;
    }

    /** 0 when there is none. */
    private int version() {
        try {
            return ask(this::version);
        } catch (SQLException e) {
            if (dialect.isMissingTable(e)) {
                return 0;
            }
            throw Failure.atStart(e);
        }
    }

    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(prefix.in("SELECT MAX(version) FROM sallyport_schema_version"))) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return question.ask(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private boolean isFlywayPresent() {
        try {
            Class.forName(dialect.flywayClass(), false, JdbcSchema.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
