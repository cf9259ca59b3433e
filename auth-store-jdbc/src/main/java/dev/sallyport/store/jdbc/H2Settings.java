package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/** The settings of an H2 database that the stores rely on and a URL can change. */
final class H2Settings {
    private static final Set<String> MODES = Set.of("REGULAR", "POSTGRESQL", "MYSQL", "MARIADB", "LEGACY", "DB2");

    private H2Settings() {}

    /** @throws IllegalStateException in a mode with another SQL, and where letters that differ in case are equal */
    static void require(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String mode =
                    ask(statement, "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'MODE'");
            if (!MODES.contains(mode.toUpperCase(Locale.ROOT))) {
                throw new IllegalStateException(
                        "The H2 database is in the mode " + mode
                                + ", in which the statements of the stores fail; leave MODE out of its URL, or set MODE=PostgreSQL");
            }
            String ignoresCase = ask(
                    statement,
                    "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'IGNORECASE'");
            if (ignoresCase.equals("1")) {
                throw new IllegalStateException(
                        "The H2 database has IGNORECASE=TRUE, by which ids that differ in case are one;"
                                + " leave IGNORECASE out of its URL, and let an empty database be made");
            }
        }
    }

    private static String ask(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
