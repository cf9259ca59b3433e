package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the stores rely on in MariaDB and its driver, and an application can switch off. */
final class MariaDbSettings {
    private MariaDbSettings() {}

    static void require(Connection connection, TablePrefix prefix) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            requireFoundRows(statement, prefix);
        }
    }

    /** Otherwise what is too long is cut off without a word, and what is empty is stored as if it were not there. */
    static void requireModes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@sql_mode")) {
            String mode = row.next() ? row.getString(1) : "";
            if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
                throw new IllegalStateException("The sql_mode of the MariaDB connections is '" + mode
                        + "'; it must have STRICT_TRANS_TABLES, or texts that are too long are stored cut off");
            }
            if (mode.contains("EMPTY_STRING_IS_NULL")) {
                throw new IllegalStateException("The sql_mode of the MariaDB connections is '" + mode
                        + "'; take EMPTY_STRING_IS_NULL out of it, for the server or by sessionVariables in the URL of the"
                        + " data source, or empty texts are stored as NULL");
            }
        }
    }

    /** Otherwise an UPDATE that found its row and changed nothing answers 0, as if there were none. */
    private static void requireFoundRows(Statement statement, TablePrefix prefix) throws SQLException {
        int rows = statement.executeUpdate(
                prefix.in("UPDATE sallyport_schema_version SET version = version WHERE version = 1"));
        if (rows != 1) {
            throw new IllegalStateException("The MariaDB driver counts changed rows where it must count those found:"
                    + " leave useAffectedRows=true out of the URL of the data source");
        }
    }
}
