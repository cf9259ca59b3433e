package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Makes a table and drops it again before Flyway starts. Flyway repeats what the database refused, for ten seconds and more, and
 * the refusals that matter here (no right, read-only, no schema) never pass.
 */
final class MigrationProbe {
    private static final Set<String> DEFAULT_PATH = Set.of("\"$user\"", "public", "");

    private MigrationProbe() {}

    /** @throws dev.sallyport.change.StoreException when this user can make no table; the message says why */
    static void run(DataSource dataSource, TablePrefix prefix) {
        String table =
                prefix.in("sallyport_probe_") + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table + " (id INTEGER)");
                statement.execute("DROP TABLE " + table);
            } catch (SQLException e) {
                connection.rollback();
                if (!isMadeByFlyway(connection, e)) {
                    throw e;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw Failure.atStart(e, "The Sallyport schema cannot be created or upgraded");
        }
    }

    /** A schema of PostgreSQL that the URL names and nobody has made yet. */
    private static boolean isMadeByFlyway(Connection connection, SQLException e) throws SQLException {
        if (Reason.of(e) != Reason.NO_SCHEMA) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW search_path")) {
            return row.next()
                    && !Arrays.stream(row.getString(1).split(","))
                            .map(String::strip)
                            .allMatch(DEFAULT_PATH::contains);
        }
    }
}
