package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.user.NewUser;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty on a free port of the loopback address, with an application that a test puts together. For one thread. */
final class TestServer implements AutoCloseable {
    final Sallyport auth;
    final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    TestServer(Sallyport auth) {
        this.auth = auth;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
    }

    /** In memory, with a user {@code ada} who may do everything and is an admin. */
    static Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read", "reports:write", "reports:delete")
                .roles(Role.of("admin", "reports:*"))
                .build();
        auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("admin"));
        return auth;
    }

    static TestServer withDefaults() {
        return new TestServer(sallyport());
    }

    TestServer servlet(Servlet servlet, String... mappings) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        for (String mapping : mappings) {
            context.addServlet(holder, mapping);
        }
        return this;
    }

    /** Wires as an application does: in a listener, when the context starts. */
    TestServer install(SallyportWeb web) {
        return onStart(event -> web.install(event.getServletContext()));
    }

    TestServer onStart(Consumer<ServletContextEvent> action) {
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                action.accept(event);
            }
        });
        return this;
    }

    /** Changes how the connector reads HTTP. */
    void configure(Consumer<HttpConfiguration> change) {
        change.accept(
                connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration());
    }

    TestServer start() throws Exception {
        server.start();
        return this;
    }

    NewApiKey newKey(String... scopes) {
        KeyRequest request = KeyRequest.named("test");
        return done(auth.apiKeys()
                .create(
                        "ada",
                        scopes.length == 0 ? request : request.withScopes(ScopeSet.of(scopes)),
                        Actor.application()));
    }

    /** An API key of ada with these scopes; with all of hers when there are none. */
    String key(String... scopes) {
        return newKey(scopes).secret().reveal();
    }

    ApiKey revoke(NewApiKey key) {
        return done(auth.apiKeys().revoke(key.key().id(), "test", Actor.application()));
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String credential) throws IOException, InterruptedException {
        return send("GET", path, "Authorization", "Bearer " + credential);
    }

    /** Sends the lines as they are and answers the status line and all that follows. */
    String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            String text = String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    void stop() throws Exception {
        server.stop();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        } finally {
            auth.close();
        }
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}
