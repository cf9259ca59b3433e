package dev.sallyport.jaxrs;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.user.NewUser;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** A Jetty on a free port of the loopback address, with JAX-RS applications behind the filter. For one thread. */
public final class RestServer implements AutoCloseable {
    public static final boolean JERSEY = System.getProperty("rest", "jersey").equals("jersey");

    /** How often any resource method or locator ran. */
    public static final AtomicInteger ENTERED = new AtomicInteger();

    public final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read", "reports:write")
            .roles(Role.of("admin", "reports:*"))
            .build();
    public final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RestServer() {
        auth.users()
                .createIfAbsent(NewUser.of("ada").withId("ada").withTenant("7").withRoles("admin"));
        auth.users().createIfAbsent(NewUser.of("bob").withId("bob").withTenant("7"));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
    }

    /** With the application at {@code /api}, all of it behind the filter. */
    public static RestServer of(Class<? extends Application> application) {
        return new RestServer()
                .app("/api", application)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"));
    }

    /** @param path such as {@code /api} */
    public RestServer app(String path, Class<? extends Application> application) {
        return app(path, application, 1);
    }

    /** @param order when it starts with the context; negative: with its first request */
    public RestServer app(String path, Class<? extends Application> application, int order) {
        ServletHolder holder = new ServletHolder(runtime());
        holder.setInitParameter("jakarta.ws.rs.Application", application.getName());
        holder.setInitParameter("resteasy.servlet.mapping.prefix", path);
        holder.setAsyncSupported(true);
        holder.setInitOrder(order);
        context.addServlet(holder, path + "/*");
        return this;
    }

    private static Class<? extends Servlet> runtime() {
        String name = JERSEY
                ? "org.glassfish.jersey.servlet.ServletContainer"
                : "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher";
        try {
            return Class.forName(name).asSubclass(Servlet.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    public RestServer guard(UnaryOperator<SallyportWeb> settings) {
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                settings.apply(SallyportWeb.of(auth)).install(event.getServletContext());
            }
        });
        return this;
    }

    public RestServer start() throws Exception {
        ENTERED.set(0);
        server.start();
        return this;
    }

    String base() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /** An API key of ada with these scopes; with none when there are none. */
    public String key(String... scopes) {
        return key("ada", KeyRequest.named("test").withScopes(ScopeSet.of(scopes)));
    }

    /** An API key with all that its owner has, roles as well. */
    public String fullKey(String owner) {
        return key(owner, KeyRequest.named("full"));
    }

    private String key(String owner, KeyRequest request) {
        return auth.apiKeys()
                .create(owner, request, Actor.application())
                .fold(made -> made.secret().reveal(), refusal -> {
                    throw new AssertionError(refusal.toString());
                });
    }

    public HttpResponse<String> send(String method, String path, @Nullable String credential)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base() + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public int status(String method, String path, @Nullable String credential)
            throws IOException, InterruptedException {
        return send(method, path, credential).statusCode();
    }

    /** Sends the lines as they are and answers all that comes back. */
    public String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.setSoTimeout(10_000);
            String text = String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        } finally {
            auth.close();
        }
    }
}
