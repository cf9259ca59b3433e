package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A copy of the whole database takes the place of the one that two running nodes work on. */
@Timeout(120)
class PostgresBackUpTest {
    private static final Actor APP = Actor.application();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static void administer(String... statements) throws SQLException {
        try (Connection connection = Postgres.administration().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Nobody is connected to it, and nobody can be. */
    private static void keepNodesAway() throws SQLException {
        administer(
                "ALTER DATABASE live WITH ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'live'");
    }

    private static HikariDataSource newPool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/live");
        config.setUsername("postgres");
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @Test
    void nodesRefuseWhatTheBackUpDoesNotKnowAndGoOnWithTheRest() throws Exception {
        administer("CREATE DATABASE live");
        try (HikariDataSource pool = newPool();
                Sallyport first = Nodes.start(pool);
                Sallyport second = Nodes.start(pool)) {
            List<Sallyport> nodes = List.of(first, second);
            NewApiKey before = Nodes.key(first);
            keepNodesAway();
            administer("CREATE DATABASE back_up TEMPLATE live", "ALTER DATABASE live WITH ALLOW_CONNECTIONS true");

            NewApiKey after = awaitKey(first);
            NewApiKey revoked = before;
            nodes.forEach(
                    node -> assertThat(Nodes.accepts(node, after.secret())).isTrue());
            Nodes.done(first.apiKeys().revoke(revoked.key().id(), "leaked", APP));
            nodes.forEach(node -> Nodes.awaitRefusal(node, revoked.secret()));

            keepNodesAway();
            administer("DROP DATABASE live", "ALTER DATABASE back_up RENAME TO live");
            try (Connection connection = Postgres.administration("live").getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : new RunBook("PostgreSQL").section("Back-up and restore")) {
                    statement.execute(sql);
                }
            }
            NewApiKey next = awaitKey(second);
            for (Sallyport node : nodes) {
                awaitAnswer(node, after);
                assertThat(Nodes.refuses(node, after.secret()))
                        .as("not in the back-up")
                        .isTrue();
                assertThat(Nodes.accepts(node, revoked.secret()))
                        .as("revoked after it, so live again, as the manual warns")
                        .isTrue();
                assertThat(Nodes.accepts(node, next.secret())).isTrue();
            }
            Nodes.done(second.apiKeys().revoke(revoked.key().id(), "again", APP));
            nodes.forEach(node -> Nodes.awaitRefusal(node, revoked.secret()));
        } finally {
            administer("DROP DATABASE IF EXISTS live WITH (FORCE)", "DROP DATABASE IF EXISTS back_up");
        }
    }

    /** Made as soon as the node has the database again. */
    private static NewApiKey awaitKey(Sallyport node) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Nodes.key(node);
            } catch (StoreException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** What it knew is gone, and it can ask about it. */
    private static void awaitAnswer(Sallyport node, NewApiKey key) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Nodes.refuses(node, key.secret()) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
