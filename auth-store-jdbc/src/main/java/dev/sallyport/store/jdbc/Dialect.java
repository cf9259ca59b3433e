package dev.sallyport.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. Another one is another constant here and a folder of migrations. */
enum Dialect {
    /** H2 in any of its modes. */
    H2("H2", "h2", "flyway-core", "org.flywaydb.core.Flyway") {
        @Override
        Restore readCommitted(Connection connection) throws SQLException {
            int before = connection.getTransactionIsolation();
            if (before == Connection.TRANSACTION_READ_COMMITTED) {
                return () -> {};
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return () -> connection.setTransactionIsolation(before);
        }

        @Override
        String nowInMicros() {
            // With a time zone, so the seconds since 1970 are the same whatever zone the session is in.
            return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)";
        }

        @Override
        boolean canHold(String text) {
            return true;
        }

        @Override
        String lastCharacter() {
            // H2 compares UTF-16 units, as Java does.
            return Character.toString(Character.MAX_VALUE);
        }

        @Override
        void requireMode(Connection connection) throws SQLException {
            H2Settings.require(connection);
        }

        @Override
        void requireSettings(Connection connection, TablePrefix prefix) throws SQLException {
            H2File.warnOfGrowth(connection);
        }
    },

    /** PostgreSQL 13 or newer. */
    POSTGRESQL(
            "PostgreSQL",
            "postgresql",
            "flyway-core and flyway-database-postgresql, 10 or newer,",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType") {
        @Override
        Restore readCommitted(Connection connection) throws SQLException {
            return nextIsReadCommitted(connection);
        }

        @Override
        String nowInMicros() {
            // CURRENT_TIMESTAMP stands still from the begin of the transaction, also while that waits for a lock.
            return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
        }

        @Override
        String announcement() {
            return "NOTIFY sallyport_change";
        }

        @Override
        boolean canHold(String text) {
            return text.indexOf('\0') < 0 && isUnicode(text);
        }
    },

    /** MariaDB 10.6 or newer, through its own driver. */
    MARIADB(
            "MariaDB",
            "mariadb",
            "flyway-core and flyway-mysql, 10 or newer,",
            "org.flywaydb.database.mysql.mariadb.MariaDBDatabaseType") {
        @Override
        Restore readCommitted(Connection connection) throws SQLException {
            return nextIsReadCommitted(connection);
        }

        @Override
        String nowInMicros() {
            // UTC, because an hour of local time comes twice in autumn.
            return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6))";
        }

        @Override
        boolean canHold(String text) {
            return isUnicode(text);
        }

        @Override
        String along(String index) {
            return " FORCE INDEX (" + index + ")";
        }

        @Override
        boolean runsMigrationsAgain() {
            return true;
        }

        @Override
        void requireMode(Connection connection) throws SQLException {
            MariaDbSettings.requireModes(connection);
        }

        @Override
        void requireSettings(Connection connection, TablePrefix prefix) throws SQLException {
            MariaDbSettings.require(connection, prefix);
        }
    };

    /** Gives a connection back a setting it had. */
    @FunctionalInterface
    interface Restore {
        void run() throws SQLException;
    }

    /** H2's states and PostgreSQL's. */
    private static final Set<String> MISSING_TABLE = Set.of("42S02", "42S03", "42S04", "42P01", "3F000");

    private final String productName;
    private final String folder;
    private final String flywayArtifacts;
    private final String flywayClass;

    Dialect(String productName, String folder, String flywayArtifacts, String flywayClass) {
        this.productName = productName;
        this.folder = folder;
        this.flywayArtifacts = flywayArtifacts;
        this.flywayClass = flywayClass;
    }

    /** As the driver names it. */
    String productName() {
        return productName;
    }

    /** Where its migrations are on the class path. */
    String folder() {
        return "sallyport-schema/" + folder;
    }

    /** What to put on the class path for Flyway to know this database. */
    String flywayArtifacts() {
        return flywayArtifacts;
    }

    /** The class that is there then. */
    String flywayClass() {
        return flywayClass;
    }

    /** Tells whether each statement of its migrations can run again, after a file that failed half-way. */
    boolean runsMigrationsAgain() {
        return false;
    }

    boolean isMissingTable(SQLException e) {
        return e.getSQLState() != null && MISSING_TABLE.contains(e.getSQLState());
    }

    /** Makes the transaction that begins now READ COMMITTED. */
    abstract Restore readCommitted(Connection connection) throws SQLException;

    /** The server's time as an expression: whole microseconds since 1970-01-01T00:00:00Z, in any session's time zone. */
    abstract String nowInMicros();

    /** A statement by which a transaction tells other nodes of its commit; null where there is none. */
    @Nullable
    String announcement() {
        return null;
    }

    /**
     * Tells whether a text column can have this value; where it cannot, a look-up finds nothing instead of failing, and nothing is
     * written instead of something else.
     */
    abstract boolean canHold(String text);

    /** The last character in the order in which the database compares texts. */
    String lastCharacter() {
        return Character.toString(Character.MAX_CODE_POINT);
    }

    /** SQL after the name of a table that forces an index; empty where the database chooses well. */
    String along(String index) {
        return "";
    }

    /**
     * Checks, before the schema is made, that the database speaks the SQL of its product.
     *
     * @throws IllegalStateException when a setting of the URL changes it; the message says which
     */
    void requireMode(Connection connection) throws SQLException {}

    /**
     * Checks what the stores rely on and an application can change.
     *
     * @throws IllegalStateException when a setting of the server or of the driver is another; the message says which
     */
    void requireSettings(Connection connection, TablePrefix prefix) throws SQLException {}

    /** For this transaction only, and one round trip; the drivers take three to read, set and restore the session's. */
    private static Restore nextIsReadCommitted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        return () -> {};
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
