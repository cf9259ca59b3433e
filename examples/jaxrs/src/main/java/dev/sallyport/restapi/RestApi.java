package dev.sallyport.restapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.LogManager;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.servlet.ServletContainer;

/** The program: Jersey in Jetty on the loopback address; {@code PORT} comes from the environment. */
public final class RestApi {
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** @param port 0 for any free one */
    RestApi(int port) {
        ServletHolder jersey = new ServletHolder("api", ServletContainer.class);
        jersey.setInitParameter("jakarta.ws.rs.Application", Api.class.getName());
        jersey.setInitParameter("jersey.config.server.wadl.disableWadl", "true");
        jersey.setAsyncSupported(true);
        jersey.setInitOrder(1);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(jersey, "/api/*");
        context.addEventListener(new Wiring());
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(context);
    }

    /** @return where it listens */
    String start() throws Exception {
        server.start();
        return "http://" + LOOPBACK + ":" + connector.getLocalPort();
    }

    void stop() throws Exception {
        server.stop();
    }

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) throws Exception {
        quieten();
        RestApi api = new RestApi(Integer.parseInt(System.getenv().getOrDefault("PORT", "8080")));
        api.server.setStopAtShutdown(true);
        String base = api.start();
        System.out.println("Ready: " + base);
        System.out.println();
        System.out.println("  curl -i " + base + "/api/status");
        System.out.println("  TOKEN=$(curl -s " + base + "/auth/login -H 'Content-Type: application/json' -d"
                + " '{\"username\":\"ada@example.com\",\"password\":\"ada-demo-password\"}'"
                + " | sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')");
        System.out.println("  curl -i " + base + "/api/reports -H \"Authorization: Bearer $TOKEN\"");
        System.out.println("  curl -i -X POST " + base + "/api/reports -H \"Authorization: Bearer $TOKEN\"");
        System.out.println("  curl -i " + base + "/api/reports/1/sections");
        System.out.println();
        System.out.println("Ctrl-C stops it.");
        api.server.join();
    }

    /** Warnings and the audit only, one line each. */
    private static void quieten() throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (InputStream settings = Objects.requireNonNull(
                    RestApi.class.getResourceAsStream("logging.properties"), "logging.properties")) {
                LogManager.getLogManager().readConfiguration(settings);
            }
        }
    }
}
