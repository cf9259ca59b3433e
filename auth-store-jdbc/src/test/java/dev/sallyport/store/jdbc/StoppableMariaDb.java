package dev.sallyport.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** MariaDB is one process, so freezing that one freezes all. */
final class StoppableMariaDb implements StoppableServer {
    private final MariaDbServer server = MariaDbServer.launch();
    private final AtomicInteger databases = new AtomicInteger();
    private long process;

    @Override
    public void stop() throws ManagedProcessException {
        server.stop();
    }

    @Override
    public void start() throws ManagedProcessException {
        server.start();
    }

    @Override
    public void freeze() throws IOException, InterruptedException, SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(""));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@datadir, @@pid_file")) {
            row.next();
            process = Long.parseLong(Files.readString(Path.of(row.getString(1)).resolve(row.getString(2)))
                    .strip());
        }
        FrozenProcess.freeze(Set.of(process));
    }

    @Override
    public void thaw() throws IOException, InterruptedException {
        FrozenProcess.thaw(Set.of(process));
    }

    @Override
    public HikariDataSource newPool() throws SQLException {
        String name = "outage_" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url(name));
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IOException(e);
        }
    }
}
