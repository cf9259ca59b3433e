package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
        this.dataSource = empty;
        JdbcSchema.migrate(empty);
        try (Connection connection = empty.getConnection();
                Statement statement = connection.createStatement()) {
            find(connection);
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

    private void find(Connection connection) throws SQLException {
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "sallyport\\_%", new String[] {
                    "TABLE", "BASE TABLE"
                })) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
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
            if (connection.getMetaData().getDatabaseProductName().equals("MariaDB")) {
                statement.execute("SET FOREIGN_KEY_CHECKS = 0");
                for (String table : tables) {
                    statement.execute("DELETE FROM " + table);
                }
            } else {
                statement.execute("TRUNCATE " + String.join(", ", tables));
            }
            for (String table : filled) {
                statement.execute("INSERT INTO " + table + " SELECT * FROM " + COPY + table);
            }
            return dataSource;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot empty the schema for the test", e);
        }
    }
}
