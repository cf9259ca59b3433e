package dev.sallyport.webxml.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Tries to start each WAR of a folder, in a server of its own one after the other, and says in the error output what becomes of it.
 * From the environment: {@code SERVER} and {@code DATA}, which has the WARs.
 */
public final class Refusals {
    /** Before what is said of a WAR, and after it its name. */
    public static final String OF = "=== ";

    private Refusals() {}

    /** Exits with 0, whatever starts and what does not. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(Objects.requireNonNull(System.getenv("DATA"), "DATA"));
        List<Path> wars;
        try (Stream<Path> files = Files.list(data)) {
            wars = files.filter(file -> file.toString().endsWith(".war"))
                    .sorted()
                    .toList();
        }
        for (Path war : wars) {
            System.err.println(OF + war.getFileName());
            tryToStart(war, Files.createDirectory(data.resolve("work-of-" + war.getFileName())));
        }
        System.exit(0);
    }

    private static void tryToStart(Path war, Path work) throws Exception {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + war.getFileName() + ";DB_CLOSE_DELAY=-1", "sa", "");
        String name = Objects.requireNonNull(System.getenv("SERVER"), "SERVER");
        WebServer server = WebServer.of(name, 0, war, work, pool);
        try {
            server.start();
            System.err.println("It started");
        } catch (Exception e) {
            System.err.println("The application does not start: " + e.getMessage());
        } finally {
            server.stop();
            pool.dispose();
        }
    }
}
