package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What HTTP requests are answered while the database is stopped, frozen or slow, and that all is well afterwards. */
@Timeout(180)
class PostgresOutageTest {
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Duration STALENESS = Duration.ofSeconds(30);

    /** No answer takes longer: a client that waits in vain fails the test. Ten times what the settings add up to. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final JdbcSettings SETTINGS = JdbcSettings.defaults()
            .withQueryTimeout(Duration.ofSeconds(1))
            .withConnectionTimeout(Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private StoppablePostgres postgres;
    private HikariDataSource pool;
    private Sallyport node;
    private volatile Duration ahead = Duration.ZERO;
    private NewApiKey known;
    private NewApiKey unknown;
    private String login;

    @BeforeEach
    void start() throws Exception {
        postgres = new StoppablePostgres(folder.resolve("data"));
        pool = postgres.pool();
        node = newNode();
        node.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("viewer"));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Reports()), "/api/*");
        SallyportWeb web = SallyportWeb.of(node).protect("/api/*").endpoints("/auth/*");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                web.install(event.getServletContext());
            }
        });
        server.setHandler(context);
        server.start();
        known = key();
        unknown = key();
        Matcher token = TOKEN.matcher(logIn("correct horse battery").body());
        assertThat(token.find()).isTrue();
        login = token.group(1);
        assertThat(get(known.secret().reveal()).statusCode()).isEqualTo(200);
        assertThat(get(login).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        node.close();
        pool.close();
        postgres.close();
    }

    private Sallyport newNode() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(JdbcStores.of(pool, SETTINGS))
                .masterKey(MASTER_KEY)
                .clock(() -> Instant.now().plus(ahead))
                .maxStaleness(STALENESS)
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {})
                .build();
    }

    @Test
    void stoppedServerIsSurvivedAndNeedsNoRestart() throws Exception {
        assertThat(logIn("wrong").statusCode()).isEqualTo(401);
        long attempts = count("SELECT sum(attempts) FROM sallyport_attempt");
        long keys = count("SELECT count(*) FROM sallyport_api_key");
        assertThat(attempts).isPositive();

        postgres.stop();
        assertThat(get(known.secret().reveal()).statusCode()).isEqualTo(200);
        assertThat(get(login).statusCode()).isEqualTo(200);
        assertUnavailable(get(unknown.secret().reveal()));
        assertUnavailable(logIn("correct horse battery"));
        assertUnavailable(logIn("wrong"));
        assertUnavailable(createKey());
        assertUnavailable(send("DELETE", "/auth/api-keys/" + known.key().id(), login, ""));
        assertThat(get("nonsense").statusCode()).as("needs no store").isEqualTo(401);
        assertThat(get(known.secret().reveal()).statusCode())
                .as("a revocation that failed is none")
                .isEqualTo(200);

        ahead = STALENESS;
        assertUnavailable(get(known.secret().reveal()));
        assertUnavailable(get(login));

        postgres.start();
        awaitStatus(200, known.secret().reveal());
        assertThat(get(unknown.secret().reveal()).statusCode()).isEqualTo(200);
        assertThat(count("SELECT sum(attempts) FROM sallyport_attempt"))
                .as("counted before the outage")
                .isEqualTo(attempts);
        assertThat(count("SELECT count(*) FROM sallyport_api_key")).isEqualTo(keys);
        assertThat(logIn("correct horse battery").statusCode()).isEqualTo(200);
        assertThat(createKey().statusCode()).isEqualTo(201);
        assertFollowsOthers();
    }

    @Test
    void frozenServerHangsNoRequest() throws Exception {
        postgres.freeze();
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(client.sendAsync(
                        request("GET", "/api/reports", unknown.secret().reveal(), ""),
                        HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(get(known.secret().reveal()).statusCode()).isEqualTo(200);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertUnavailable(answer.get());
            }
            assertUnavailable(logIn("correct horse battery"));
            assertUnavailable(createKey());
            ahead = STALENESS;
            assertUnavailable(get(known.secret().reveal()));
        } finally {
            postgres.thaw();
        }
        awaitStatus(200, known.secret().reveal());
        awaitStatus(200, unknown.secret().reveal());
        assertFollowsOthers();
    }

    @Test
    void slowDatabaseIsWaitedForWithinBounds() throws Exception {
        try (Connection blocker = pool.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE sallyport_api_key IN ACCESS EXCLUSIVE MODE");
            assertUnavailable(get(unknown.secret().reveal()));
            assertUnavailable(createKey());
            assertThat(get(known.secret().reveal()).statusCode()).isEqualTo(200);
            blocker.rollback();
        }
        awaitStatus(200, unknown.secret().reveal());
        assertThat(createKey().statusCode()).isEqualTo(201);
    }

    /** The tail goes on, and PostgreSQL has a listener again. */
    private void assertFollowsOthers() throws Exception {
        try (Sallyport other = newNode()) {
            done(other.apiKeys().revoke(known.key().id(), "leaked", Actor.application()));
            awaitStatus(401, known.secret().reveal());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'") == 0) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private void awaitStatus(int expected, String credential) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status = get(credential).statusCode();
        while (status != expected && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            status = get(credential).statusCode();
        }
        assertThat(status).isEqualTo(expected);
    }

    private HttpResponse<String> get(String credential) throws Exception {
        return send("GET", "/api/reports", credential, "");
    }

    private HttpResponse<String> createKey() throws Exception {
        return send("POST", "/auth/api-keys", login, "{\"name\":\"made\"}");
    }

    private HttpResponse<String> logIn(String password) throws Exception {
        return send("POST", "/auth/login", "", "{\"username\":\"ada\",\"password\":\"" + password + "\"}");
    }

    private HttpResponse<String> send(String method, String path, String credential, String body) throws Exception {
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
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }

    private NewApiKey key() {
        return done(node.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()));
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("[]");
        }
    }
}
