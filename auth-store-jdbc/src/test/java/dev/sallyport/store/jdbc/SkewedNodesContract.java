package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.token.VerifiedToken;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Three nodes whose clocks differ by minutes, on one database, on any of them: they agree on the key of every period.
 *
 * <p>The time of a database cannot be moved, so its rows are moved back instead: to what reads them it is the same.
 */
@Timeout(240)
@ResourceLock(value = PlanContract.MANY_ROWS, mode = ResourceAccessMode.READ)
abstract class SkewedNodesContract {
    private static final int PERIODS = 200;
    private static final Duration ROTATION = Duration.ofHours(2);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(58);

    private final SecureRandom random = new SecureRandom();
    private final MasterKey masterKey = MasterKey.random(random);
    private final TokenPolicy policy = TokenPolicy.defaults("https://api.example.com")
            .withRotationPeriod(ROTATION)
            .withMaximumLifetime(LIFETIME)
            .withLifetime(LIFETIME)
            .withClockSkew(Duration.ofMinutes(5))
            .checked();
    private final DataSource database = newDataSource();
    private final List<Node> nodes =
            IntStream.range(0, 3).mapToObj(i -> new Node()).toList();

    abstract DataSource newDataSource();

    /** Its own clock, stores, keys and tokens; what it shares with the others is the database. */
    private final class Node {
        private volatile Duration skew = Duration.ZERO;
        final InstantSource clock = () -> Instant.now().plus(skew);
        final JdbcStores stores = JdbcStores.of(database);
        final Vault vault = Vault.of(masterKey, random);
        final SigningKeys keys = new SigningKeys(
                stores.signingKeys(), vault, policy, new Environment(stores, event -> {}, clock, random));
        final AccessTokens tokens = new AccessTokens(policy, keys, vault, clock, random);

        String issue() {
            TokenClaims claims = new TokenClaims(
                    "7",
                    "web",
                    CallerKind.USER,
                    null,
                    ScopeSet.none(),
                    Set.of(),
                    null,
                    null,
                    clock.instant(),
                    List.of(),
                    Map.of(),
                    LIFETIME);
            return tokens.issue(claims).token().reveal();
        }

        /** The id of the key that signed it. */
        String verify(String token) {
            return tokens.verify(Secret.of(token)).fold(VerifiedToken::kid, refusal -> "refused");
        }
    }

    private record Issued(String token, Instant at) {}

    @Test
    void oneKeyIsMadeForAPeriodWhateverTheClocksSay() throws Exception {
        Random chance = new Random(7);
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            moveClocks(chance);
            together(threads, node -> {
                node.keys.start();
                return true;
            });
            assertThat(rows())
                    .as("of three that start at once one makes the first")
                    .hasSize(1);
            Instant time = Instant.EPOCH;
            Deque<Issued> alive = new ArrayDeque<>();
            while (newest().period() < PERIODS) {
                Duration step = LONGEST_STEP.minusSeconds(chance.nextInt(1_800));
                time = time.plus(step);
                moveDatabase(step);
                moveClocks(chance);
                long before = newest().period();
                together(threads, node -> {
                    // Rows move here, which a node that has read them cannot know.
                    node.keys.reload();
                    return node.keys.rotateIfDue();
                });
                assertThat(newest().period() - before)
                        .as("keys made by three at once")
                        .isLessThanOrEqualTo(1);
                requirePeriods();
                nodes.forEach(node -> node.keys.reload());

                Instant now = time;
                alive.removeIf(issued -> !now.isBefore(issued.at.plus(LIFETIME)));
                alive.forEach(issued -> assertThat(nodes)
                        .as("a token that has not expired")
                        .noneMatch(node -> node.verify(issued.token).equals("refused")));
                Issued fresh = new Issued(requireOneSigningKey(), time);
                if (alive.size() < 5) {
                    alive.add(fresh);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void clockThatIsDaysOffMakesNoKeyAndUsesTheCommonOne() {
        nodes.forEach(node -> node.keys.start());
        String next = nodes.get(0).keys.rotate();
        nodes.get(1).skew = Duration.ofDays(400);
        nodes.get(2).skew = Duration.ofDays(-400);
        for (Node node : nodes) {
            assertThat(node.keys.rotateIfDue()).isFalse();
            assertThat(node.keys.rotate()).isEqualTo(next);
            assertThat(node.verify(node.issue())).isNotEqualTo(next);
        }
        assertThat(rows()).hasSize(2);
        moveDatabase(policy.publishLead());
        for (Node node : nodes) {
            node.keys.reload();
            assertThat(node.verify(node.issue())).isEqualTo(next);
        }
    }

    @Test
    void keyMadeAtOnceSignsAtOnceOnItsNode() {
        nodes.forEach(node -> node.keys.start());
        for (int i = 0; i < 9; i++) {
            Node node = nodes.get(i % 3);
            node.skew = Duration.ofMinutes(i - 4);
            String kid = node.keys.rotateNow();
            assertThat(node.verify(node.issue())).isEqualTo(kid);
        }
    }

    private void moveClocks(Random chance) {
        nodes.forEach(node -> node.skew = Duration.ofSeconds(chance.nextInt(240) - 120L));
    }

    /** All nodes sign with one key, and what one signed the others accept. Answers a token. */
    private String requireOneSigningKey() {
        List<String> tokens = nodes.stream().map(Node::issue).toList();
        String kid = nodes.get(0).verify(tokens.get(0));
        for (Node node : nodes) {
            assertThat(tokens)
                    .allSatisfy(token -> assertThat(node.verify(token)).isEqualTo(kid));
        }
        return tokens.get(0);
    }

    /** One key for each period, none left out, each active when the period of the last one was over. */
    private void requirePeriods() {
        List<StoredSigningKey> rows = rows();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).period()).isEqualTo(rows.get(i - 1).period() + 1);
            assertThat(Duration.between(rows.get(i - 1).activeAt(), rows.get(i).activeAt()))
                    .isBetween(ROTATION, ROTATION.plus(LONGEST_STEP).plusMinutes(1));
        }
    }

    private <T> void together(ExecutorService threads, Function<Node, T> work) throws Exception {
        List<Future<T>> done = new ArrayList<>();
        for (Node node : nodes) {
            done.add(threads.submit(() -> work.apply(node)));
        }
        for (Future<T> each : done) {
            each.get();
        }
    }

    private List<StoredSigningKey> rows() {
        return nodes.get(0).stores.signingKeys().findAll();
    }

    private StoredSigningKey newest() {
        List<StoredSigningKey> rows = rows();
        return rows.get(rows.size() - 1);
    }

    private void moveDatabase(Duration time) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE sallyport_signing_key SET created_at = created_at - ?, active_at = active_at - ?")) {
            long micros = time.toNanos() / 1_000;
            update.setLong(1, micros);
            update.setLong(2, micros);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
