package dev.sallyport.webxml.server;

import java.nio.file.Path;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Runs a WAR on the loopback address. From the environment: {@code SERVER} is {@code tomcat} or {@code jetty}, {@code PORT},
 * {@code DATA} the folder of the database, {@code WAR} the application.
 */
public final class Main {
    /** Room in the file is used again after ten seconds, and H2 does not close it before the server has stopped. */
    private static final String SETTINGS = ";RETENTION_TIME=10000;DB_CLOSE_ON_EXIT=FALSE";

    private Main() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        String name = environment.getOrDefault("SERVER", "tomcat");
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
        Path data = Path.of(environment.getOrDefault("DATA", "target/data")).toAbsolutePath();
        Path war = Path.of(environment.getOrDefault("WAR", "target/webxml.war")).toAbsolutePath();
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + data.resolve("webxml") + SETTINGS, "sa", "");
        WebServer server = WebServer.of(name, port, war, data, pool);
        Runnable stop = () -> {
            server.stop();
            pool.dispose();
        };
        try {
            server.start();
        } catch (Exception e) {
            System.err.println("The application does not start: " + e.getMessage());
            stop.run();
            System.exit(1);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        System.out.println("Ready: http://127.0.0.1:" + server.port());
        Thread.currentThread().join();
    }
}
