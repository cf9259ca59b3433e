package dev.sallyport.bench.timing;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server with an application, and one connection to it over which logins are refused. For one thread. */
final class RefusedLogins implements AutoCloseable {
    private final Server server = new Server();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    /** @param profile of the application; empty for the standard one */
    RefusedLogins(Sallyport auth, Optional<WireProfile> profile, String path) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb web = SallyportWeb.of(auth).protect("/api/*");
                profile.map(web::profile)
                        .orElseGet(() -> web.endpoints("/auth/*"))
                        .install(event.getServletContext());
            }
        });
        server.setHandler(context);
        server.start();
        uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** How long the login takes. @throws IllegalStateException when it is not refused as every wrong login is */
    double millis(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        double millis = (System.nanoTime() - begin) / 1e6;
        if (response.statusCode() != 401) {
            throw new IllegalStateException("Answered " + response.statusCode() + " " + response.body());
        }
        return millis;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }
}
