package dev.sallyport.webxml.server;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Reloads the application again and again on one thread, as a container does, and prints how many of its class loaders are in the
 * heap in the end, and which threads of the library there are.
 */
public final class Reloads {
    private static final int TIMES = 4;

    /** Collections that run until soft and weak references have been looked at. */
    private static final int COLLECTIONS = 20;

    /** A line of the histogram: rank, instances, bytes, class. */
    private static final Pattern LOADER = Pattern.compile(
            " *[0-9]+: +([0-9]+) +[0-9]+ +\\S+\\.(?:ParallelWebappClassLoader|WebAppClassLoader)(?: .*)?");

    private Reloads() {}

    /** Takes its settings from the environment as {@link Main} does. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        Path data = Path.of(environment("DATA"));
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:reloads;DB_CLOSE_DELAY=-1", "sa", "");
        WebServer server = WebServer.of(environment("SERVER"), 0, Path.of(environment("WAR")), data, pool);
        server.start();
        for (int i = 0; i < TIMES; i++) {
            logIn(server.port(), environment("FIRST_USER_PASSWORD"));
            server.reload();
        }
        logIn(server.port(), environment("FIRST_USER_PASSWORD"));
        System.out.println("Class loaders: " + loadersLeft());
        System.out.println("Threads: "
                + Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("sallyport-") && !name.equals("sallyport-connect"))
                        .sorted()
                        .toList());
        server.stop();
        System.exit(0);
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    /** By a connection that ends with the answer: Jetty keeps the last application of one that stays open. */
    private static void logIn(int port, String password) throws Exception {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/auth/login"))
                .header("Content-Type", "application/json")
                .header("Connection", "close")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"username":"ada@example.com","password":"%s"}""".formatted(password)))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        int status = HttpClient.newHttpClient()
                .send(login, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("The login was answered with " + status);
        }
    }

    private static long loadersLeft() throws Exception {
        long left = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS && left > 1; i++) {
            left = loaders();
            LockSupport.parkNanos(100_000_000);
        }
        return left;
    }

    /** Counts after a full collection. */
    private static long loaders() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(LOADER::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }
}
