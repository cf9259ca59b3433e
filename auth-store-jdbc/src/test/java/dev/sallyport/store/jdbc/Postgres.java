package dev.sallyport.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL server for the tests of this JVM, and an empty schema in it for each. */
public final class Postgres {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Postgres() {}

    /** Leads to a new, empty schema. */
    public static PGSimpleDataSource newSchema() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a schema for the test", e);
        }
        return inSchema(schema, SERVER.getPort());
    }

    /** A pool that leads to a new, empty schema, for tests that borrow often. */
    public static DataSource newPooledSchema() {
        PGSimpleDataSource schema = newSchema();
        PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
        connections.setUrl(schema.getURL());
        connections.setUser(schema.getUser());
        return JdbcConnectionPool.create(connections);
    }

    /** The same schema through another port. */
    static DataSource through(int port, PGSimpleDataSource other) {
        String schema = other.getCurrentSchema();
        return inSchema(schema == null ? "public" : schema, port);
    }

    /** The server's own database, for what concerns others. */
    public static DataSource administration() {
        return SERVER.getPostgresDatabase();
    }

    public static DataSource administration(String database) {
        return SERVER.getDatabase("postgres", database);
    }

    public static int port() {
        return SERVER.getPort();
    }

    private static PGSimpleDataSource inSchema(String schema, int port) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setUser("postgres");
        dataSource.setDatabaseName("postgres");
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    private static EmbeddedPostgres start() {
        try {
            // A deadlock is found after a second by default, and some tests give their statements no more than that.
            return EmbeddedPostgres.builder()
                    .setServerConfig("deadlock_timeout", "100ms")
                    // Tests leave pools open until the process ends.
                    .setServerConfig("max_connections", "800")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The tests need a real PostgreSQL and it did not start. It comes as a Maven artifact for Linux, macOS and"
                            + " Windows on amd64; as root it also needs the command unshare and the right to use it"
                            + " (in a container: --cap-add SYS_ADMIN, or run the build as another user)",
                    e);
        }
    }
}
