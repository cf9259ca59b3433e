package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.ServedNode.assertUnavailable;
import static dev.sallyport.store.jdbc.ServedNode.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.stores.Stores;
import java.net.http.HttpResponse;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What HTTP requests are answered while the database is stopped, frozen or slow, and that all is well afterwards. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutageContract {
    private static final Duration STALENESS = Duration.ofSeconds(30);

    /** What the settings below add up to, twice, for a machine that is busy. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    /** How long a statement takes that is slow, and no longer than the settings below allow. */
    private static final Duration SLOW = Duration.ofMillis(400);

    private static final JdbcSettings SETTINGS = JdbcSettings.defaults()
            .withQueryTimeout(Duration.ofSeconds(1))
            .withConnectionTimeout(Duration.ofSeconds(1));

    private StoppableServer database;
    private HikariDataSource pool;
    private ServedNode node;
    private volatile Duration ahead = Duration.ZERO;
    private NewApiKey known;
    private NewApiKey unknown;
    private String login;

    abstract StoppableServer newServer(Path folder) throws Exception;

    /** In a transaction; until it ends, nobody else reads the table of API keys. */
    abstract String lockApiKeys();

    /** How many listeners the database tells of changes; null where it tells nobody. */
    abstract @Nullable String countListeners();

    @BeforeAll
    void startServer(@TempDir Path folder) throws Exception {
        database = newServer(folder.resolve("data"));
    }

    @AfterAll
    void stopServer() throws Exception {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        ahead = Duration.ZERO;
        pool = database.newPool();
        PausedLog log = new PausedLog(JdbcStores.of(pool, SETTINGS));
        node = new ServedNode(settings(log.stores()));
        known = node.newKey();
        unknown = node.newKey();
        login = ServedNode.member(node.logIn(ServedNode.PASSWORD), "access_token");
        // A node reads in the log what it changed itself, too, and forgets what it knew of it: before the outage, not
        // in it.
        PausedLog.awaitLooks(List.of(log));
        assertThat(node.get(known.secret().reveal()).statusCode()).isEqualTo(200);
        assertThat(node.get(login).statusCode()).isEqualTo(200);
    }

    private SallyportBuilder settings(Stores stores) {
        return ServedNode.settings(stores)
                .clock(() -> Instant.now().plus(ahead))
                .maxStaleness(STALENESS);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        pool.close();
    }

    @Test
    void stoppedServerIsSurvivedAndNeedsNoRestart() throws Exception {
        assertThat(node.logIn("wrong").statusCode()).isEqualTo(401);
        long attempts = count("SELECT sum(attempts) FROM sallyport_attempt");
        long keys = count("SELECT count(*) FROM sallyport_api_key");
        assertThat(attempts).isPositive();

        database.stop();
        try {
            assertThat(node.get(known.secret().reveal()).statusCode()).isEqualTo(200);
            assertThat(node.get(login).statusCode()).isEqualTo(200);
            assertUnavailable(node.get(unknown.secret().reveal()));
            assertUnavailable(node.logIn(ServedNode.PASSWORD));
            assertUnavailable(node.logIn("wrong"));
            assertUnavailable(node.createKey(login));
            assertUnavailable(
                    node.send("DELETE", "/auth/api-keys/" + known.key().id(), login, ""));
            assertThat(node.get("nonsense").statusCode()).as("needs no store").isEqualTo(401);
            assertThat(node.get(known.secret().reveal()).statusCode())
                    .as("a revocation that failed is none")
                    .isEqualTo(200);

            ahead = STALENESS;
            assertUnavailable(node.get(known.secret().reveal()));
            assertUnavailable(node.get(login));
        } finally {
            database.start();
        }
        node.awaitStatus(200, known.secret().reveal());
        assertThat(node.get(unknown.secret().reveal()).statusCode()).isEqualTo(200);
        assertThat(count("SELECT sum(attempts) FROM sallyport_attempt"))
                .as("counted before the outage")
                .isEqualTo(attempts);
        assertThat(count("SELECT count(*) FROM sallyport_api_key")).isEqualTo(keys);
        assertThat(node.logIn(ServedNode.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(node.createKey(login).statusCode()).isEqualTo(201);
        assertFollowsOthers();
    }

    @Test
    void frozenServerHangsNoRequest() throws Exception {
        database.freeze();
        try {
            long start = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(node.getLater(unknown.secret().reveal()));
            }
            assertThat(node.get(known.secret().reveal()).statusCode()).isEqualTo(200);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertUnavailable(answer.get());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            assertUnavailable(node.logIn(ServedNode.PASSWORD));
            assertUnavailable(node.createKey(login));
            ahead = STALENESS;
            assertUnavailable(node.get(known.secret().reveal()));
        } finally {
            database.thaw();
        }
        node.awaitStatus(200, known.secret().reveal());
        node.awaitStatus(200, unknown.secret().reveal());
        assertFollowsOthers();
    }

    @Test
    void slowDatabaseIsWaitedForWithinBounds() throws Exception {
        try (Connection blocker = pool.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(lockApiKeys());
            long start = System.nanoTime();
            assertUnavailable(node.get(unknown.secret().reveal()));
            assertUnavailable(node.createKey(login));
            assertThat(node.get(known.secret().reveal()).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            unlock(statement);
            blocker.rollback();
        }
        node.awaitStatus(200, unknown.secret().reveal());
        assertThat(node.createKey(login).statusCode()).isEqualTo(201);
    }

    @Test
    void statementThatIsSlowWithinItsTimeSucceeds() throws Exception {
        try (Connection blocker = pool.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(lockApiKeys());
            CompletableFuture<HttpResponse<String>> answer =
                    node.getLater(unknown.secret().reveal());
            LockSupport.parkNanos(SLOW.toNanos());
            assertThat(answer.isDone()).as("waits for the table").isFalse();
            unlock(statement);
            blocker.rollback();
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    /** Where the end of the transaction does not do it. */
    void unlock(Statement statement) throws SQLException {}

    /** The tail goes on, and where the database tells of changes it has a listener again. */
    private void assertFollowsOthers() throws Exception {
        try (Sallyport other = settings(JdbcStores.of(pool, SETTINGS)).build()) {
            done(other.apiKeys().revoke(known.key().id(), "leaked", Actor.application()));
            node.awaitStatus(401, known.secret().reveal());
        }
        if (countListeners() == null) {
            return;
        }
        long end = System.nanoTime() + ServedNode.PATIENCE.toNanos();
        while (count(countListeners()) == 0) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
