package dev.sallyport.servlet.attacks;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * An application on a real socket, as an attacker meets it: one area for the role {@code admin}, which grants no scope, and the
 * endpoints of a profile.
 */
final class AttackedApi implements AutoCloseable {
    static final String PASSWORD = "a-long-demo-password";
    static final String ADMIN_AREA = "/api/admin";
    static final LoginOrigin ORIGIN = new LoginOrigin("127.0.0.1", null, null);

    final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    final Sallyport auth;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param profile null for the standard profile */
    AttackedApi(@Nullable WireProfile profile, UnaryOperator<SallyportBuilder> settings) {
        auth = settings.apply(Sallyport.builder()
                        .issuer("https://api.example.com")
                        .clock(clock)
                        .auditSink(event -> {})
                        .scopes("reports:read", "reports:generate")
                        .roles(
                                Role.of("analyst", "reports:read"),
                                Role.of("author", "reports:generate"),
                                Role.of("admin"))
                        .failuresPerAddress("100000/minute")
                        .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO)
                                .withPerAddress(RateLimit.parse("100000/minute"))))
                .build();
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new AdminArea()), ADMIN_AREA);
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb web = SallyportWeb.of(auth).protect("/api/*");
                (profile == null ? web.endpoints("/auth/*") : web.profile(profile)).install(event.getServletContext());
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

    @RolesAllowed("admin")
    private static final class AdminArea extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("ADMIN AREA");
        }
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(
            String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status(String method, String path, String token, @Nullable String body) {
        return send(method, path, token, body).statusCode();
    }

    static String member(HttpResponse<String> response, String name) {
        return JsonBody.parse(response.body().getBytes(StandardCharsets.UTF_8))
                .fold(body -> body.text(name, 16_000), refusal -> {
                    throw new AssertionError(response.statusCode() + " " + response.body());
                });
    }

    /**
     * At the standard endpoint.
     *
     * @param more further members, each with a comma before it
     */
    HttpResponse<String> login(String user, String password, String more) {
        return send("POST", "/auth/login", null, """
                {"username":"%s","password":"%s"%s}""".formatted(user, password, more));
    }

    /** A token of a login with all that the user has. */
    String token(String user) {
        return member(login(user, PASSWORD, ""), "access_token");
    }

    /**
     * A token of a login in any profile.
     *
     * @param scopes null for all that the user has
     */
    String token(String user, @Nullable ScopeSet scopes) {
        return done(auth.logins().withPassword(new PasswordLogin(user, Secret.of(PASSWORD), scopes, null, ORIGIN)))
                .accessToken()
                .reveal();
    }

    Login login(String user, @Nullable String code) {
        return done(auth.logins()
                .withPassword(new PasswordLogin(user, Secret.of(PASSWORD), null, Secret.ofNullable(code), ORIGIN)));
    }

    Caller caller(String token) {
        if (auth.authenticate(token, "127.0.0.1") instanceof AuthenticationResult.Accepted accepted) {
            return accepted.caller();
        }
        throw new AssertionError("refused");
    }

    /** Gives the user a second factor, in a session of its own; answers the seed. */
    String enrol(String user) {
        Caller caller = caller(token(user, null));
        String seed = done(auth.self().secondFactor().enrol(caller, Secret.of(PASSWORD), ORIGIN))
                .seed()
                .reveal();
        done(auth.self().secondFactor().confirm(caller, Secret.of(code(seed)), ORIGIN));
        clock.advance(Duration.ofSeconds(30));
        return seed;
    }

    String code(String seed) {
        return AuthenticatorApp.of(Secret.of(seed)).codeAt(clock.instant());
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
            throw new IllegalStateException("Jetty did not stop", e);
        } finally {
            auth.close();
        }
    }
}
