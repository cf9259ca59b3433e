package dev.sallyport.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.logging.LogManager;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The program: Jetty on the loopback address, everything kept in one H2 file. {@code PORT} and {@code DATA} come from the
 * environment; {@code run.sh} sets them, and the master key.
 */
public final class Quickstart {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String DEFAULT_PORT = "8080";

    private Quickstart() {}

    /** Runs until the process is told to stop. Exits with 1 and one line on standard error when it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            quieten();
            run(System.getenv()).join();
        } catch (CannotStart e) {
            System.err.println("The quickstart cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Server run(Map<String, String> environment) throws CannotStart {
        int port = port(environment.getOrDefault("PORT", DEFAULT_PORT));
        Server server = new Server();
        ServerConnector connector = listen(server, port);
        JdbcConnectionPool dataSource = Database.open(folder(environment));
        server.setHandler(application(dataSource));
        Thread stop = new Thread(() -> stop(server, dataSource), "stop");
        try {
            server.start();
        } catch (Exception e) {
            stop(server, dataSource);
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
        Runtime.getRuntime().addShutdownHook(stop);
        greet("http://" + LOOPBACK + ":" + connector.getLocalPort());
        return server;
    }

    private static int port(String text) throws CannotStart {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 0xFFFF) {
            throw new CannotStart("PORT is 0 to 65535 (0 for any free one), not \"" + text + "\"", null);
        }
        return Integer.parseInt(text);
    }

    /** Takes the port before anything else is touched. */
    private static ServerConnector listen(Server server, int port) throws CannotStart {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty keeps recent headers of a connection by their text. Behind a proxy, where each request of a
        // connection has another long Authorization header, that costs more than it saves.
        http.setHeaderCacheSize(0);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
            return connector;
        } catch (IOException e) {
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw new CannotStart(
                    "port " + port + " of " + LOOPBACK
                            + (taken ? " is in use or not allowed" : " cannot be opened: " + e.getMessage())
                            + "; choose another with PORT=8081, or PORT=0 for any free one",
                    e);
        }
    }

    private static Path folder(Map<String, String> environment) throws CannotStart {
        Path folder = Path.of(environment.getOrDefault("DATA", "target/data")).toAbsolutePath();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CannotStart("the folder DATA=" + folder + " cannot be made: " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new CannotStart("the folder DATA=" + folder + " cannot be written to; choose another", null);
        }
        return folder;
    }

    private static ServletContextHandler application(JdbcConnectionPool dataSource) {
        ServletContextHandler context = new ServletContextHandler();
        addServlets(context);
        context.addEventListener(new Wiring(dataSource));
        return context;
    }

    /** What the application does, without Sallyport. */
    static void addServlets(ServletContextHandler context) {
        context.addServlet(ReportsServlet.class, "/api/reports/*");
        context.addServlet(PingServlet.class, "/api/ping");
        context.addServlet(LimitedServlet.class, "/api/limited");
    }

    /** Jetty first: requests under way still need the database. */
    private static void stop(Server server, JdbcConnectionPool dataSource) {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("Jetty did not stop cleanly: " + e);
        } finally {
            dataSource.dispose();
        }
    }

    private static void greet(String base) {
        System.out.println("Ready: " + base);
        System.out.println();
        System.out.print(text("commands.txt").replace("http://127.0.0.1:8080", base));
        System.out.flush();
    }

    /** Warnings and the audit only, one line each, unless the JVM was given a logging configuration. */
    private static void quieten() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (InputStream settings = resource("logging.properties")) {
                LogManager.getLogManager().readConfiguration(settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String text(String name) {
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Quickstart.class.getResourceAsStream(name), name);
    }
}
