package dev.sallyport.console;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.wire.CorsPolicy;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.user.NewUser;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** An application with the page on a real socket: ada may do all, vic may only list; both belong to the tenant acme. */
final class ConsoleApi implements AutoCloseable {
    static final String PASSWORD = "a-demo-password";
    static final String COOKIE = "sallyport_console";

    final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
    final Sallyport auth;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ConsoleApi(InstantSource clock, UnaryOperator<SallyportWeb> change) {
        this.auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .clock(clock)
                .auditSink(audit::add)
                .scope("reports:read", "List and read reports")
                .scope("reports:write", "Write reports")
                .scope("reports:delete", "Delete reports")
                .scope("dashboards:refresh", "Refresh dashboards")
                .roles(
                        Role.of("editor", "reports:read", "reports:write", "dashboards:refresh"),
                        Role.of("viewer", "reports:read"))
                .logins(logins ->
                        logins.withResponseTimeGrid(Duration.ZERO).withPerAddress(RateLimit.parse("1000/minute")))
                .build();
        user("ada", "editor");
        user("vic", "viewer");
        ServletContextHandler context = new ServletContextHandler("/app", ServletContextHandler.NO_SESSIONS);
        ServletHolder reports = new ServletHolder(new Reports());
        reports.setAsyncSupported(true);
        context.addServlet(reports, "/api/reports");
        SallyportWeb web = change.apply(SallyportWeb.of(auth).protect("/api/*").endpointLimits(EndpointLimits.none()));
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                web.install(event.getServletContext());
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

    static ConsoleApi start(InstantSource clock) {
        return new ConsoleApi(
                clock,
                web -> web.console(Console.at("/account/*")
                        .withTitle("Acme API")
                        .withTenantLabel("Company ID")
                        .withHome("/")));
    }

    /** The same behind a proxy that ends TLS. */
    static ConsoleApi startBehindTls(InstantSource clock) {
        return new ConsoleApi(clock, web -> web.console("/account/*").secureCookies(true));
    }

    /** The same where browsers log in to the application itself by a cookie, and pages of a sibling host may use it. */
    static ConsoleApi startWithCookies(InstantSource clock) {
        return new ConsoleApi(
                clock,
                web -> web.console("/account/*")
                        .profile(CookieSessionProfile.create())
                        .cors(CorsPolicy.of("https://app.example.com").withCredentials()));
    }

    private void user(String id, String role) {
        auth.users()
                .createIfAbsent(NewUser.of(id + "@example.com")
                        .withId(id)
                        .withTenant("acme")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles(role));
    }

    /** Resource that keys open. */
    @RequiresScope("reports:read")
    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("reports");
        }
    }

    String origin() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    String page() {
        return origin() + "/app/account/";
    }

    /** As the page sends it: a change has the page's own origin. */
    HttpResponse<String> send(String method, String path, @Nullable String cookie, @Nullable String body) {
        return send(method, path, cookie, body, "Sec-Fetch-Site", "same-origin");
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(
            String method, String path, @Nullable String cookie, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + "/app" + path));
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        List<String> all = new ArrayList<>(List.of(headers));
        if (cookie != null) {
            all.addAll(List.of("Cookie", COOKIE + "=" + cookie));
        }
        if (body != null && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
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

    HttpResponse<String> login(String name, String password, @Nullable String replaced) {
        return send("POST", "/account/session", replaced, """
                {"username":"%s@example.com","password":"%s"}""".formatted(name, password));
    }

    /** The value of the cookie that a login sets. */
    String enter(String name) {
        return cookie(login(name, PASSWORD, null));
    }

    static String cookie(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(COOKIE + "="))
                .map(line -> line.substring(COOKIE.length() + 1, line.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
