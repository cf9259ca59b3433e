package dev.sallyport.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A PostgreSQL server of a test's own, which can be stopped, started on the same data and port, frozen and thawed. */
final class StoppablePostgres implements AutoCloseable {
    private final Path folder;
    private final int port;
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

    void stop() throws IOException {
        server.close();
    }

    void start() throws IOException {
        server = launch();
    }

    /**
     * Its processes live and do nothing: connections stay open, new ones are taken by the kernel, and nobody answers. The
     * parent goes first, and its children are looked for until none is new: one that it forked meanwhile would go on answering.
     */
    void freeze() throws IOException, InterruptedException {
        Set<Long> frozen = new LinkedHashSet<>();
        frozen.add(postmaster().pid());
        signal("-STOP", frozen);
        List<Long> found = children();
        while (!frozen.containsAll(found)) {
            signal("-STOP", found);
            frozen.addAll(found);
            found = children();
        }
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT", children());
        signal("-CONT", Set.of(postmaster().pid()));
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private List<Long> children() throws IOException {
        return postmaster().descendants().map(ProcessHandle::pid).toList();
    }

    private static void signal(String name, Collection<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes.forEach(process -> command.add(Long.toString(process)));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** A pool as applications have it, with its own settings of time, which are longer than anybody wants to wait. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        config.setUsername("postgres");
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
