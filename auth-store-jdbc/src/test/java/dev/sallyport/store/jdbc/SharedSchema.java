package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * A schema that is migrated once and emptied for every test, because making it takes longer than most tests. What the migrations
 * put into tables is put into them again.
 */
final class SharedSchema {
    private static final String COPY = "copy_of_";

    private final DataSource dataSource;
    private final List<String> tables = new ArrayList<>();
    private final List<String> filled = new ArrayList<>();

    SharedSchema(DataSource empty) {
        this(empty, JdbcSettings.defaults());
    }

    SharedSchema(DataSource empty, JdbcSettings settings) {
        this.dataSource = empty;
        JdbcSchema.migrate(empty, settings);
        try (Connection connection = empty.getConnection();
                Statement statement = connection.createStatement()) {
            tables.addAll(tables(connection, settings.tablePrefix()));
            for (String table : tables) {
                if (count(statement, table) > 0) {
                    statement.execute("CREATE TABLE " + COPY + table + " AS SELECT * FROM " + table);
                    filled.add(table);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare the schema for the tests", e);
        }
    }

    /** The names of the tables with that prefix, in lower case. */
    static List<String> tables(Connection connection, String prefix) throws SQLException {
        List<String> names = new ArrayList<>();
        DatabaseMetaData metaData = connection.getMetaData();
        String stored = metaData.storesUpperCaseIdentifiers() ? prefix.toUpperCase(Locale.ROOT) : prefix;
        try (ResultSet rows = metaData.getTables(
                connection.getCatalog(), connection.getSchema(), stored.replace("_", "\\_") + "%", new String[] {
                    "TABLE", "BASE TABLE"
                })) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static int count(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** As the test left it. */
    DataSource dataSource() {
        return dataSource;
    }

    /** As it was after the migration. Whatever a test before had open must be closed. */
    DataSource emptied() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // A pool that a test has used may hand a connection out as that test left it.
            connection.setAutoCommit(true);
            switch (connection.getMetaData().getDatabaseProductName()) {
                case "MariaDB" -> {
                    statement.execute("SET FOREIGN_KEY_CHECKS = 0");
                    deleteAll(statement);
                    statement.execute("SET FOREIGN_KEY_CHECKS = 1");
                }
                case "H2" -> {
                    statement.execute("SET REFERENTIAL_INTEGRITY FALSE");
                    deleteAll(statement);
                    statement.execute("SET REFERENTIAL_INTEGRITY TRUE");
                }
                default -> {
                    // A transaction that a test forgot to end fails the next one, and does not stop the build.
                    statement.setQueryTimeout(60);
                    statement.execute("TRUNCATE " + String.join(", ", tables));
                }
            }
            for (String table : filled) {
                statement.execute("INSERT INTO " + table + " SELECT * FROM " + COPY + table);
            }
            return dataSource;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot empty the schema for the test", e);
        }
    }

    private void deleteAll(Statement statement) throws SQLException {
        for (String table : tables) {
            statement.execute("DELETE FROM " + table);
        }
    }
}
