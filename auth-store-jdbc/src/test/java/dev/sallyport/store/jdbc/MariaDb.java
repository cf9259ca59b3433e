package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;

/** A real MariaDB server for the tests of this JVM, and an empty database in it for each. */
public final class MariaDb {
    private static final MariaDbServer SERVER = MariaDbServer.launch();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDb() {}

    /** Leads to a new, empty database. */
    public static DataSource newDatabase() {
        return newDatabase("");
    }

    /** @param options of the driver, as in its URLs: {@code ?name=value} */
    public static DataSource newDatabase(String options) {
        try {
            return new MariaDbDataSource(newUrl(options));
        } catch (SQLException e) {
            throw new IllegalStateException("The driver refuses the URL of the test", e);
        }
    }

    /** The URL of a new, empty database. */
    public static String newUrl(String options) {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(SERVER.url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return SERVER.url(name + options);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database for the test", e);
        }
    }

    /** A pool that leads to a new, empty database, for tests that borrow often. */
    public static DataSource newPooledDatabase() {
        return JdbcConnectionPool.create((MariaDbDataSource) newDatabase());
    }

    /** The same database through another port. */
    static DataSource through(int port, DataSource other) throws SQLException {
        String rest = ((MariaDbDataSource) other).getUrl().replaceFirst(".*/", "");
        return new MariaDbDataSource(MariaDbServer.url(rest, port));
    }

    static int port() {
        return SERVER.port();
    }
}
