package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.CorsPolicy;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewSecondFactor;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** An application with the standard endpoints on a real socket, a clock to move and two users: ada, analyst, and vic, viewer. */
final class TestApi implements AutoCloseable {
    static final String ADA = """
            {"username":"ada@example.com","password":"ada-demo-password"}""";
    static final String VIC = """
            {"username":"vic@example.com","password":"vic-demo-password"}""";

    final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    final BreakableStores backend = new BreakableStores(InMemoryStores.create(clock));
    final Stores stores = backend.stores();
    final TestUsers users = new TestUsers();
    final Sallyport auth;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String contextPath;

    private TestApi(String contextPath, UnaryOperator<SallyportBuilder> settings, UnaryOperator<SallyportWeb> wiring) {
        this.contextPath = contextPath;
        this.auth = settings.apply(Sallyport.builder()
                        .issuer("https://api.example.com")
                        .clock(clock)
                        .stores(stores)
                        .userDirectory(users)
                        .auditSink(event -> {})
                        .keyPrefix("acme_key")
                        .scope("reports:read", "Read reports")
                        .scopes("reports:generate", "reports:delete")
                        .roles(
                                Role.of("analyst", "reports:read", "reports:generate"),
                                Role.of("viewer", "reports:read"))
                        .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO)))
                .build();
        ServletContextHandler context = new ServletContextHandler(contextPath);
        context.addServlet(new ServletHolder(new Reports()), "/api/reports");
        context.addServlet(new ServletHolder(new Reports()), "/api/v1/companies/*");
        context.addServlet(new ServletHolder(new Generation()), "/api/generate");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                wiring.apply(SallyportWeb.of(auth).protect("/api/*")).install(event.getServletContext());
            }
        });
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
    }

    /** A resource of the application. */
    @RequiresScope("reports:read")
    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("reports");
        }

        @Override
        @RequiresScope("reports:delete")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(204);
        }
    }

    /** One that plans may limit apart from the others. */
    @RequiresScope("reports:generate")
    @RateLimited(value = "5/hour", group = "reports:generate")
    private static final class Generation extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }

    static TestApi start() {
        return start(settings -> settings);
    }

    static TestApi start(UnaryOperator<SallyportBuilder> settings) {
        return new TestApi("/", settings, web -> web.endpoints("/auth/*"));
    }

    static TestApi start(UnaryOperator<SallyportBuilder> settings, UnaryOperator<SallyportWeb> wiring) {
        return new TestApi("/", settings, web -> wiring.apply(web.endpoints("/auth/*")));
    }

    /** Has another profile than the standard one. */
    static TestApi start(WireProfile profile, UnaryOperator<SallyportBuilder> settings) {
        // Tests of a profile send more in a moment than a person does in a day.
        return new TestApi(
                "/",
                settings,
                web -> web.profile(profile)
                        .endpointLimits(EndpointLimits.none())
                        .tenantPath("/api/v1/companies/{company_id}/**"));
    }

    /** Has another profile than the standard one, and what is wired beside it. */
    static TestApi startBeside(
            WireProfile profile, UnaryOperator<SallyportBuilder> settings, UnaryOperator<SallyportWeb> wiring) {
        return new TestApi("/", settings, web -> wiring.apply(web.profile(profile)));
    }

    static TestApi start(String... tenantPaths) {
        return new TestApi("/", settings -> settings, web -> {
            SallyportWeb wired = web.endpoints("/auth/*");
            for (String path : tenantPaths) {
                wired = wired.tenantPath(path);
            }
            return wired;
        });
    }

    static TestApi start(WireProfile profile, CorsPolicy cors) {
        return new TestApi(
                "/",
                settings -> settings.failuresPerAddress("1000/minute"),
                web -> web.profile(profile).cors(cors));
    }

    static TestApi startAt(String contextPath) {
        return new TestApi(contextPath, settings -> settings, web -> web.endpoints("/auth/*"));
    }

    int port() {
        return connector.getLocalPort();
    }

    HttpRequest.Builder request(String path) {
        String prefix = contextPath.equals("/") ? "" : contextPath;
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + prefix + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @param body null for none, else JSON */
    HttpResponse<String> send(String method, String path, @Nullable String credential, @Nullable String body) {
        HttpRequest.Builder request = request(path);
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    HttpResponse<String> get(String path, @Nullable String credential) {
        return send("GET", path, credential, null);
    }

    HttpResponse<String> post(String path, @Nullable String credential, String body) {
        return send("POST", path, credential, body);
    }

    /** Logs in and hands out the token. */
    String token(String login) {
        HttpResponse<String> response = post("/auth/login", null, login);
        if (response.statusCode() != 200) {
            throw new AssertionError("login: " + response.statusCode() + " " + response.body());
        }
        return member(response, "access_token");
    }

    /** A text member of the answer. */
    static String member(HttpResponse<String> response, String name) {
        return JsonBody.parse(response.body().getBytes(StandardCharsets.UTF_8))
                .fold(body -> body.text(name, 16_000), refusal -> {
                    throw new AssertionError(refusal.detail() + " " + response.body());
                });
    }

    /** Gives the user a second factor. @return asks the user's authenticator for the code of now */
    Supplier<String> enrol(String user, @Nullable String tenant) {
        auth.sessions()
                .open(Session.of(
                                "enrolling",
                                user,
                                clock.instant(),
                                clock.instant().plusSeconds(60))
                        .withAmr(List.of("pwd")));
        Set<String> roles = users.findById(user).orElseThrow().roles();
        Caller caller = new Caller(
                user,
                CallerKind.USER,
                tenant,
                auth.roles().scopesOf(roles),
                roles,
                "enrolling",
                null,
                clock.instant(),
                List.of("pwd"),
                null,
                Map.of());
        LoginOrigin origin = new LoginOrigin("127.0.0.1", null, null);
        NewSecondFactor factor =
                TestServer.done(auth.self().secondFactor().enrol(caller, Secret.of(user + "-demo-password"), origin));
        Supplier<String> app = () -> AuthenticatorApp.of(factor.seed()).codeAt(clock.instant());
        TestServer.done(auth.self().secondFactor().confirm(caller, Secret.of(app.get()), origin));
        clock.advance(Duration.ofSeconds(30));
        return app;
    }

    /** Sends the lines of a request as they are and reads whatever comes; the last line is the body, if any. */
    String raw(String... lines) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
