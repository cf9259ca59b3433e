package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.NewUser;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A whole node in a real server, with the user {@code ada}, and the short way to what tests ask of it over HTTP. */
final class ServedNode implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    /** No answer takes longer: a client that waits in vain fails the test. Ten times what short settings add up to. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));

    final Sallyport auth;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();

    ServedNode(SallyportBuilder settings) throws Exception {
        this(settings, web -> web.endpoints("/auth/*"));
    }

    /** @param endpoints of the library, in any profile */
    ServedNode(SallyportBuilder settings, UnaryOperator<SallyportWeb> endpoints) throws Exception {
        auth = settings.build();
        auth.users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("viewer"));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Reports()), "/api/*");
        SallyportWeb web = endpoints.apply(SallyportWeb.of(auth).protect("/api/*"));
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                web.install(event.getServletContext());
            }
        });
        server.setHandler(context);
        server.start();
    }

    /** What all nodes of the tests have; without limits by address, since all requests come from one. */
    static SallyportBuilder settings(Stores stores) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(stores)
                .masterKey(MASTER_KEY)
                .failuresPerAddress("1000000/second")
                .logins(logins -> logins.withPerAddress(RateLimit.parse("1000000/second")))
                .auditSink(event -> {});
    }

    NewApiKey newKey() {
        return done(auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()));
    }

    HttpResponse<String> get(String credential) throws Exception {
        return send("GET", "/api/reports", credential, "");
    }

    CompletableFuture<HttpResponse<String>> getLater(String credential) {
        return client.sendAsync(request("GET", "/api/reports", credential, ""), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> createKey(String login) throws Exception {
        return send("POST", "/auth/api-keys", login, """
                {"name":"made"}""");
    }

    HttpResponse<String> logIn(String password) throws Exception {
        return send("POST", "/auth/login", "", """
                {"username":"ada","password":"%s"}""".formatted(password));
    }

    HttpResponse<String> refresh(String token) throws Exception {
        return send("POST", "/auth/token", "", refreshBody(token));
    }

    CompletableFuture<HttpResponse<String>> refreshLater(String token) {
        return client.sendAsync(
                request("POST", "/auth/token", "", refreshBody(token)), HttpResponse.BodyHandlers.ofString());
    }

    private static String refreshBody(String token) {
        return """
                {"grant_type":"refresh_token","refresh_token":"%s"}""".formatted(token);
    }

    /** @param credential a token or key; or a cookie, with its name */
    HttpResponse<String> send(String method, String path, String credential, String body) throws Exception {
        return client.send(request(method, path, credential, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String credential, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.getURI().resolve(path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (credential.contains("=")) {
            request.header("Cookie", credential);
        } else if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }

    /** The text of a member of the answer's JSON. */
    static String member(HttpResponse<String> answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }

    static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
    }

    void awaitStatus(int expected, String credential) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status = get(credential).statusCode();
        while (status != expected && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            status = get(credential).statusCode();
        }
        assertThat(status).isEqualTo(expected);
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server of the test does not stop", e);
        } finally {
            auth.close();
        }
    }

    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("[]");
        }
    }
}
