package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The tables that {@link JdbcStores} need, all named {@code sallyport_…}. Safe for use by many threads and by many nodes at once.
 *
 * <p>The migrations are the SQL files {@code sallyport-schema/h2/V*.sql} and {@code
 * sallyport-schema/postgresql/V*.sql} in this jar. {@link #migrate} runs them with Flyway; any other tool that runs
 * them in order will do, as each writes its number to {@code sallyport_schema_version}.
 */
public final class JdbcSchema {
    /** The newest migration. */
    static final int VERSION = 9;

    private static final int TRIES = 6;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String HISTORY_TABLE = "sallyport_schema_history";

    private final DataSource dataSource;
    private final Dialect dialect;

    JdbcSchema(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
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
        JdbcSchema schema = new JdbcSchema(dataSource, Product.of(dataSource).dialect());
        schema.migrateWherePossible();
        schema.requireCurrent();
    }

    /**
     * To be called after a back-up was put in place of a database that nodes have used, best before they see it: gives it a new
     * incarnation, by which every node that runs knows within a second that what it keeps verified may be of another past, and
     * forgets it. By hand: {@code UPDATE sallyport_change_counter SET incarnation = '<anything that was never there>'}.
     *
     * @throws dev.sallyport.change.StoreException when the database fails or cannot be reached
     */
    public static void restored(DataSource dataSource) {
        new JdbcTransactions(dataSource, Product.of(dataSource).dialect(), JdbcSettings.defaults())
                .write(handle -> handle.createUpdate("UPDATE sallyport_change_counter SET incarnation = :incarnation")
                        .bind("incarnation", UUID.randomUUID().toString())
                        .execute());
    }

    /**
     * Asks for the version first: no tool is started when there is nothing to do. Flyway can fail where several nodes start on an
     * empty schema, because one finds tables that another is just making; so it is tried again until the version is there.
     */
    void migrateWherePossible() {
        for (int tries = 1; ; tries++) {
            int found = version();
            if (found >= VERSION || !isFlywayPresent()) {
                return;
            }
            try {
                FlywayMigration.run(dataSource, dialect.folder(), HISTORY_TABLE, found);
                return;
            } catch (StoreException e) {
                if (tries == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
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
                    + "/ in sallyport-store-jdbc.jar from V" + (found + 1) + "__*.sql on with a tool of your own");
        }
    }

    /** 0 when there is none. */
    private int version() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try (ResultSet row = statement.executeQuery("SELECT MAX(version) FROM sallyport_schema_version")) {
                return row.next() ? row.getInt(1) : 0;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            if (dialect.isMissingTable(e)) {
                return 0;
            }
            throw Failure.of(e).exception();
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
