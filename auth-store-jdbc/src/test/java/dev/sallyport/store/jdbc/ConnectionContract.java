package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.ChangeLog.Entry;
import dev.sallyport.change.ChangeLog.Tail;
import dev.sallyport.change.StoreException;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.stores.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the stores treat connections, locks and time, on any database. */
@Timeout(120)
abstract class ConnectionContract {
    private final DataSource dataSource = newDataSource();
    private final Stores stores = JdbcStores.of(
            dataSource,
            JdbcSettings.defaults().withQueryTimeout(Duration.ofSeconds(1)).withChangesKept(1_000));

    abstract DataSource newDataSource();

    @Test
    void connectionComesBackWithTheSettingsItHad() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection real = dataSource.getConnection()) {
                real.setAutoCommit(autoCommit);
                real.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                int networkTimeout = real.getNetworkTimeout();
                int queryTimeout = queryTimeout(real);
                if (!autoCommit) {
                    real.rollback();
                }
                Stores shared = JdbcStores.of(new OneConnection(real).dataSource());

                assertThat(shared.users().findById("x")).isEmpty();
                shared.users().insert(Rows.user("id" + autoCommit, "login" + autoCommit, 0));
                assertThatThrownBy(() -> shared.inTransaction(transaction -> {
                            transaction.lock("name");
                            throw new IllegalStateException("rolled back");
                        }))
                        .hasMessage("rolled back");

                assertThat(real.getAutoCommit()).isEqualTo(autoCommit);
                assertThat(real.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(real.getNetworkTimeout()).isEqualTo(networkTimeout);
                assertThat(queryTimeout(real)).isEqualTo(queryTimeout);
                assertThat(stores.users().findById("id" + autoCommit)).isPresent();
            }
        }
    }

    /** On a connection that the application set to the highest level, which would show the state of the first statement. */
    @Test
    void transactionIsReadCommittedWhateverTheConnectionWas() throws SQLException {
        stores.users().insert(Rows.user("ada", "ada", 0));
        try (Connection real = dataSource.getConnection();
                Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            real.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            other.setAutoCommit(false);
            statement.setQueryTimeout(5);
            Stores shared = JdbcStores.of(new OneConnection(real).dataSource());
            List<Long> versions = shared.inTransaction(transaction -> {
                long first = version(shared);
                execute(statement, "UPDATE sallyport_user SET version = 1");
                long uncommitted = version(shared);
                execute(statement, "COMMIT");
                return List.of(first, uncommitted, version(shared));
            });
            assertThat(versions).containsExactly(0L, 0L, 1L);
        }
    }

    private static long version(Stores shared) {
        return shared.users().findById("ada").orElseThrow().version();
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int queryTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.getQueryTimeout();
        }
    }

    /** Each has what the other wants next, the first time. The database ends one, which then runs again. */
    @Test
    void deadlockIsResolvedAndBothSucceed() throws Exception {
        stores.apiKeys().insert(Rows.key("a", "o"), SecretDigest.of("a"));
        stores.apiKeys().insert(Rows.key("b", "o"), SecretDigest.of("b"));
        AtomicInteger runs = new AtomicInteger();
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> work =
                    List.of(() -> markBoth("a", "b", runs, bothHaveOne), () -> markBoth("b", "a", runs, bothHaveOne));
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(stores.changeLog().readAfter(0, 9).head()).isEqualTo(2);
    }

    private boolean markBoth(String first, String second, AtomicInteger runs, CyclicBarrier bothHaveOne) {
        return stores.inTransaction(transaction -> {
            int run = runs.incrementAndGet();
            stores.apiKeys().markUsed(Map.of(first, Rows.NOW.plusSeconds(run)));
            if (run <= 2) {
                await(bothHaveOne);
            }
            stores.apiKeys().markUsed(Map.of(second, Rows.NOW.plusSeconds(run)));
            transaction.changed(Change.owner(first));
            return true;
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The other thread did not come", e);
        }
    }

    @Test
    void statementThatHasToWaitFailsWithinTheQueryTimeout() throws SQLException {
        stores.users().insert(Rows.user("ada", "ada", 0));
        try (Connection blocker = dataSource.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("UPDATE sallyport_user SET name = 'blocked'");
            long start = System.nanoTime();
            assertThatThrownBy(() -> stores.users().update(Rows.user("ada", "ada", 1)))
                    .isInstanceOf(StoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            blocker.rollback();
        }
        assertThat(stores.users().update(Rows.user("ada", "ada", 1))).isTrue();
    }

    @Test
    void changeLogKeepsTheNewestAndDropsTheOthers() {
        for (int i = 0; i < 30; i++) {
            stores.inTransaction(transaction -> {
                for (int change = 0; change < 50; change++) {
                    transaction.changed(Change.owner("o"));
                }
                return true;
            });
        }
        ChangeLog log = stores.changeLog();
        assertThat(log.readAfter(0, 2_000).entries()).hasSize(1_500);
        assertThat(log.deleteOld(300)).as("a batch, oldest first").isEqualTo(300);
        assertThat(log.readAfter(0, 1).entries().get(0).number()).isEqualTo(301);
        assertThat(log.deleteOld(300)).as("no more than are too many").isEqualTo(200);
        assertThat(log.deleteOld(300)).isZero();
        Tail tail = log.readAfter(0, 2_000);
        assertThat(tail.head()).isEqualTo(1_500);
        assertThat(tail.entries().stream().map(Entry::number))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(501, 1_500).boxed().toList());
    }
}
