package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.Nodes.accepts;
import static dev.sallyport.store.jdbc.Nodes.awaitRefusal;
import static dev.sallyport.store.jdbc.Nodes.done;
import static dev.sallyport.store.jdbc.Nodes.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes on one database, on any of them, while their change log is made difficult: under load, behind long transactions,
 * after a restore, after a pause. Whatever happens, what one revokes the others refuse, and never take again.
 */
@Timeout(120)
abstract class ThreeNodesContract {
    private static final Actor APP = Actor.application();
    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));

    private final DataSource database = newDataSource();
    private final List<PausedLog> logs = new ArrayList<>();
    private final List<Sallyport> nodes = List.of(start(), start(), start());
    private final Sallyport a = nodes.get(0);
    private final ChangeLog log = JdbcStores.of(database).changeLog();

    abstract DataSource newDataSource();

    private Sallyport start() {
        PausedLog paused =
                new PausedLog(JdbcStores.of(database, JdbcSettings.defaults().withChangesKept(1_000)));
        logs.add(paused);
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(paused.stores())
                .masterKey(MASTER_KEY)
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {})
                .build();
    }

    @BeforeEach
    void addAda() {
        a.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("viewer"));
    }

    @AfterEach
    void close() {
        nodes.forEach(Sallyport::close);
    }

    @Test
    void underLoadNoNodeTakesARevokedKeyAgain() throws Exception {
        List<NewApiKey> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add(key());
        }
        Queue<String> takenAgain = new ConcurrentLinkedQueue<>();
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int i = 0; i < 6; i++) {
                Sallyport node = nodes.get(i % 3);
                threads.execute(() -> authenticateUntil(end, node, keys, takenAgain));
            }
            // Four by four, because without a signal each time takes as long as a node waits between two looks.
            for (int i = 0; i < keys.size(); i += 4) {
                List<NewApiKey> leaked = keys.subList(i, i + 4);
                leaked.forEach(key -> done(a.apiKeys().revoke(key.key().id(), "leaked", APP)));
                leaked.forEach(key -> nodes.forEach(node -> awaitRefusal(node, key.secret())));
            }
        } finally {
            end.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(takenAgain).isEmpty();
    }

    private static void authenticateUntil(
            CountDownLatch end, Sallyport node, List<NewApiKey> keys, Queue<String> takenAgain) {
        boolean[] refused = new boolean[keys.size()];
        while (end.getCount() > 0) {
            for (int i = 0; i < refused.length; i++) {
                Secret key = keys.get(i).secret();
                if (refused[i] && accepts(node, key)) {
                    takenAgain.add("key " + i);
                }
                refused[i] |= refuses(node, key);
            }
        }
    }

    @Test
    void longTransactionsHideNothingAndLeaveNoGap() throws Exception {
        NewApiKey held = key();
        NewApiKey other = key();
        nodes.forEach(node -> assertThat(accepts(node, held.secret())).isTrue());
        nodes.forEach(node -> assertThat(accepts(node, other.secret())).isTrue());
        try (JdbcStores stores = JdbcStores.of(database);
                Connection outside = database.getConnection();
                Statement statement = outside.createStatement()) {
            outside.setAutoCommit(false);
            assertThat(statement.executeUpdate("UPDATE sallyport_user SET name = 'held' WHERE id = 'ada'"))
                    .isEqualTo(1);
            CountDownLatch changed = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                // Began and named its change before all the others, commits after them.
                var late = thread.submit(() -> stores.inTransaction(transaction -> {
                    transaction.changed(Change.apiKey(held.key().id()));
                    stores.apiKeys().delete(held.key().id());
                    changed.countDown();
                    await(end);
                    return true;
                }));
                await(changed);
                for (int i = 0; i < 30; i++) {
                    a.ownerChanged("somebody " + i);
                }
                done(a.apiKeys().revoke(other.key().id(), "leaked", APP));
                nodes.forEach(node -> awaitRefusal(node, other.secret()));
                nodes.forEach(node -> assertThat(accepts(node, held.secret()))
                        .as("not committed")
                        .isTrue());
                end.countDown();
                assertThat(late.get()).isTrue();
            } finally {
                end.countDown();
                thread.shutdown();
            }
            nodes.forEach(node -> awaitRefusal(node, held.secret()));
            outside.rollback();
            outside.setAutoCommit(true);
        }
        requireGapless();
    }

    @Test
    void rolledBackTransactionLeavesNoGapAndHasNoEffect() {
        NewApiKey key = key();
        nodes.forEach(node -> assertThat(accepts(node, key.secret())).isTrue());
        long head = log.readAfter(0, 1).head();
        try (JdbcStores stores = JdbcStores.of(database)) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> stores.inTransaction(transaction -> {
                            stores.apiKeys().delete(key.key().id());
                            transaction.changed(Change.apiKey(key.key().id()));
                            throw new IllegalStateException("rolled back");
                        }))
                        .hasMessage("rolled back");
            }
        }
        assertThat(log.readAfter(0, 1).head()).isEqualTo(head);
        a.ownerChanged("ada");
        nodes.forEach(node -> assertThat(accepts(node, key.secret())).isTrue());
        requireGapless();
    }

    @Test
    void restoredBackUpIsNoticedByItsIncarnation() throws SQLException {
        NewApiKey key = key();
        // Every node has heard of the key, and will not drop it again for that.
        PausedLog.awaitLooks(logs);
        nodes.forEach(node -> assertThat(accepts(node, key.secret())).isTrue());
        // As a back-up from before the key was made has it: no row, and a change log that ends where the nodes stand.
        execute("DELETE FROM sallyport_api_key");
        nodes.forEach(node ->
                assertThat(accepts(node, key.secret())).as("still known").isTrue());
        String before = log.readAfter(0, 1).incarnation();
        JdbcSchema.restored(database);
        assertThat(log.readAfter(0, 1).incarnation()).isNotEqualTo(before);
        nodes.forEach(node -> awaitRefusal(node, key.secret()));
    }

    @Test
    void backUpWithAnOlderHeadIsNoticedWithoutBeingTold() throws SQLException {
        NewApiKey key = key();
        for (int i = 0; i < 10; i++) {
            a.ownerChanged("somebody");
        }
        // Every node has read up to here.
        PausedLog.awaitLooks(logs);
        nodes.forEach(node -> assertThat(accepts(node, key.secret())).isTrue());
        execute("DELETE FROM sallyport_api_key");
        execute("DELETE FROM sallyport_change WHERE entry_number > 3");
        execute("UPDATE sallyport_change_counter SET head = 3");
        nodes.forEach(node -> awaitRefusal(node, key.secret()));
    }

    @Test
    void nodePausedPastRetentionEmptiesItsCache() {
        NewApiKey key = key();
        // Every node has heard of the key, and will not drop it again for that.
        PausedLog.awaitLooks(logs);
        nodes.forEach(node -> assertThat(accepts(node, key.secret())).isTrue());
        PausedLog paused = logs.get(2);
        paused.pause();
        done(a.apiKeys().revoke(key.key().id(), "leaked", APP));
        try (JdbcStores stores = JdbcStores.of(database, JdbcSettings.defaults().withChangesKept(1_000))) {
            for (int i = 0; i < 15; i++) {
                stores.inTransaction(transaction -> {
                    for (int change = 0; change < 100; change++) {
                        transaction.changed(Change.owner("somebody"));
                    }
                    return true;
                });
            }
            assertThat(stores.changeLog().deleteOld(10_000)).isGreaterThanOrEqualTo(500);
        }
        assertThat(log.readAfter(0, 1).entries().get(0).number())
                .as("the revocation is not kept any more")
                .isGreaterThan(100);
        assertThat(accepts(nodes.get(2), key.secret())).as("it cannot know").isTrue();
        paused.goOn();
        awaitRefusal(nodes.get(2), key.secret());
    }

    /** Every number up to the head, once. */
    private void requireGapless() {
        ChangeLog.Tail tail = log.readAfter(0, 100_000);
        assertThat(tail.entries().stream().map(ChangeLog.Entry::number))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, tail.head()).boxed().toList());
    }

    private NewApiKey key() {
        return done(a.apiKeys().create("ada", KeyRequest.named("job"), APP));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
