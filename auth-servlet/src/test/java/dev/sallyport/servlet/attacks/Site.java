package dev.sallyport.servlet.attacks;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * An application with the users {@code ada} and {@code vic}, a protected resource at {@code /api/reports} and an open one at
 * {@code /api/open} that says who calls. A request with {@code X-Forwarded-Proto: https} came by TLS as its container sees it.
 */
final class Site implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));
    final Sallyport auth;
    private final Server server = new Server();
    private final ServerConnector connector;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String contextPath;

    Site(String contextPath, UnaryOperator<SallyportBuilder> settings, UnaryOperator<SallyportWeb> wiring) {
        this.contextPath = contextPath;
        auth = settings.apply(Sallyport.builder()
                        .issuer("https://api.example.com")
                        .scopes("reports:read")
                        .roles(Role.of("analyst", "reports:read"))
                        .clientTypes(
                                ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)
                                        .withScopes("reports:read"),
                                ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                        .withScopes("reports:read"))
                        .stores(InMemoryStores.create(now::get))
                        .clock(now::get)
                        .auditSink(event -> {})
                        .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO)))
                .build();
        for (String user : List.of("ada", "vic")) {
            auth.users()
                    .createIfAbsent(NewUser.of(user)
                            .withId(user)
                            .withPassword(Secret.of(PASSWORD))
                            .withRoles("analyst"));
        }
        ServletContextHandler context = new ServletContextHandler(contextPath);
        context.addServlet(new ServletHolder(new WhoCalls()), "/api/reports");
        context.addServlet(new ServletHolder(new WhoCalls()), "/api/open");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                wiring.apply(SallyportWeb.of(auth).protect("/api/*").open("/api/open"))
                        .install(event.getServletContext());
            }
        });
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new ForwardedRequestCustomizer());
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
    }

    private static final class WhoCalls extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(String.valueOf(request.getRemoteUser()));
        }
    }

    /** @param body null for none, else JSON */
    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + connector.getLocalPort() + (contextPath.equals("/") ? "" : contextPath) + path));
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    int status(String method, String path, String... headers) {
        return send(method, path, null, headers).statusCode();
    }

    int bearer(String method, String path, String credential) {
        return status(method, path, "Authorization", "Bearer " + credential);
    }

    int cookies(String method, String path, String... pairs) {
        return status(method, path, "Cookie", String.join("; ", pairs));
    }

    /** The header that sets the cookie whose name ends so. */
    static String setCookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.substring(0, value.indexOf('=')).contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(response + " sets no " + name));
    }

    static String pair(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
        auth.close();
    }
}
