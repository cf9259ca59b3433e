package dev.sallyport.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL is a process for each connection and some more. */
final class StoppablePostgres implements StoppableServer {
    private final Path folder;
    private final int port;
    private final AtomicInteger schemas = new AtomicInteger();
    private EmbeddedPostgres server;

    StoppablePostgres(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = launch();
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public void stop() throws IOException {
        server.close();
    }

    @Override
    public void start() throws IOException {
        server = launch();
    }

    /** The parent goes first, and its children are looked for until none is new: one that it forked meanwhile would answer. */
    @Override
    public void freeze() throws IOException, InterruptedException {
        Set<Long> frozen = new LinkedHashSet<>();
        frozen.add(postmaster().pid());
        FrozenProcess.freeze(frozen);
        List<Long> found = children();
        while (!frozen.containsAll(found)) {
            FrozenProcess.freeze(found);
            frozen.addAll(found);
            found = children();
        }
    }

    @Override
    public void thaw() throws IOException, InterruptedException {
        FrozenProcess.thaw(children());
        FrozenProcess.thaw(Set.of(postmaster().pid()));
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private List<Long> children() throws IOException {
        return postmaster().descendants().map(ProcessHandle::pid).toList();
    }

    @Override
    public HikariDataSource newPool() throws SQLException {
        String schema = "outage_" + schemas.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=" + schema);
        config.setUsername("postgres");
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
