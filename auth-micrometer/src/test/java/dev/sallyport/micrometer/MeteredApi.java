package dev.sallyport.micrometer;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application with the user {@code ada}, whose meters are in a registry. For one thread. */
final class MeteredApi implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    final Sallyport auth;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    MeteredApi(MeterRegistry registry) {
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read", "reports:write")
                .roles(Role.of("analyst", "reports:read", "reports:write"))
                .stores(SallyportMetrics.timing(InMemoryStores.create(InstantSource.system()), registry))
                .auditSink(event -> {})
                .failuresPerAddress("5/hour")
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("analyst"));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Reports()), "/reports/*");
        context.addServlet(new ServletHolder(new Forwarding()), "/forwarded");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb.of(auth).protect("/*").trustedProxies("127.0.0.1").install(event.getServletContext());
            }
        });
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String key(String owner, String... scopes) {
        return auth.apiKeys()
                .create(owner, KeyRequest.named("test").withScopes(ScopeSet.of(scopes)), Actor.application())
                .orElseThrow()
                .secret()
                .reveal();
    }

    /** @return the status */
    int get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    int login(String password) {
        return send(
                HttpRequest.newBuilder(uri("/auth/login"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"username\":\"ada\",\"password\":\"" + password + "\"}")),
                "Content-Type",
                "application/json");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    private int send(HttpRequest.Builder request, String... headers) {
        try {
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends many over one connection, without waiting for one answer before the next request. */
    void pipelined(int count, Function<Integer, String> headersOf, Function<Integer, String> pathOf)
            throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            Thread reader = new Thread(() -> readAll(socket));
            reader.start();
            for (int i = 0; i < count; i++) {
                String last = i == count - 1 ? "Connection: close\r\n" : "";
                socket.getOutputStream()
                        .write(("GET " + pathOf.apply(i) + " HTTP/1.1\r\nHost: localhost\r\n" + headersOf.apply(i)
                                        + last + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            reader.join();
        }
    }

    private static void readAll(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            byte[] unused = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        auth.close();
    }

    @RequiresScope("reports:read")
    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("reports");
        }
    }

    /** Leads everybody who is logged in to the reports. */
    private static final class Forwarding extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                request.getRequestDispatcher("/reports/1").forward(request, response);
            } catch (ServletException e) {
                throw new IOException(e);
            }
        }
    }
}
