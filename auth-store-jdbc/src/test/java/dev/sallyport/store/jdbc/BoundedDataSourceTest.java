package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.change.StoreException;
import dev.sallyport.store.jdbc.StubbornDataSource.Mood;
import dev.sallyport.stores.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A data source that answers nothing holds nobody up for long, and all is well when it answers again. */
@Timeout(60)
class BoundedDataSourceTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final StubbornDataSource pool = new StubbornDataSource(H2.inMemory());
    private final BoundedDataSource bounded = new BoundedDataSource(pool.dataSource(), within(SHORT));

    private static JdbcSettings within(Duration timeout) {
        return JdbcSettings.defaults().withConnectionTimeout(timeout);
    }

    @AfterEach
    void end() {
        pool.recover();
        bounded.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "HANGS_AND_HEARS_NO_INTERRUPT"})
    void callerOfAPoolThatHangsIsRefusedInTime(Mood mood) throws SQLException {
        pool.mood = mood;
        assertThat(refusal()).hasMessage("No connection within PT0.3S");
        pool.recover();
        await(this::isThereAgain);
        await(() -> pool.handedOut.get() == 0 && pool.waiting.get() == 0);
    }

    @Test
    void oneTimeoutOfAFullPoolRefusesNobodyElse() throws SQLException {
        pool.mood = Mood.HANGS;
        for (int i = 1; i < Outage.MANY; i++) {
            assertThat(refusal()).hasMessage("No connection within PT0.3S");
        }
        pool.recover();
        try (Connection next = bounded.getConnection()) {
            assertThat(next.isValid(1)).isTrue();
        }
        pool.mood = Mood.HANGS;
        assertThat(refusal()).as("they are counted from the start again").isNotNull();
        pool.recover();
        assertThat(isThereAgain()).isTrue();
    }

    @Test
    void poolThatIsFullAndSaysSoAtOnceRefusesNobodyElse() {
        pool.mood = Mood.IS_FULL;
        for (int i = 0; i < 100; i++) {
            assertThat(refusal()).hasMessage("all in use, by the test's wish");
        }
        assertThat(pool.asked).hasValue(100);
        pool.recover();
        assertThat(isThereAgain()).isTrue();
    }

    @Test
    void afterTimeoutsInARowAllOthersAreRefusedAtOnceButForOneAttemptNowAndThen() {
        pool.mood = Mood.HANGS_AND_HEARS_NO_INTERRUPT;
        for (int i = 0; i < Outage.MANY; i++) {
            assertThat(refusal()).hasMessage("No connection within PT0.3S");
        }
        int asked = pool.asked.get();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            // A caller that waited each time would need 50 minutes.
            assertThat(refusal()).isNotNull();
        }
        long halfSeconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 500;
        assertThat((long) pool.asked.get()).isBetween((long) asked, asked + halfSeconds + 1);
    }

    @Test
    void refusalOfThePoolIsPassedOnAndEndsWithIt() {
        pool.mood = Mood.REFUSES;
        assertThat(refusal()).hasMessageContaining("refused, by the test's wish");
        pool.recover();
        await(this::isThereAgain);
    }

    @Test
    void moreThanTheLimitDoNotWait() throws Exception {
        pool.mood = Mood.HANGS_AND_HEARS_NO_INTERRUPT;
        BoundedDataSource patient = new BoundedDataSource(pool.dataSource(), within(Duration.ofSeconds(30)));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Connection>> waiting = new ArrayList<>();
            for (int i = 0; i < BoundedDataSource.MAX_WAITING; i++) {
                waiting.add(threads.submit(() -> patient.getConnection()));
            }
            await(() -> pool.waiting.get() == BoundedDataSource.MAX_WAITING);
            assertThatThrownBy(patient::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("256 threads wait for a connection");
            pool.recover();
            for (Future<Connection> one : waiting) {
                one.get().close();
            }
            assertThat(pool.handedOut).hasValue(0);
        } finally {
            pool.recover();
            threads.shutdownNow();
            patient.close();
        }
    }

    @Test
    void burstOnASoundPoolIsServedWhole() throws Exception {
        BoundedDataSource patient = new BoundedDataSource(pool.dataSource(), within(Duration.ofSeconds(30)));
        ExecutorService threads = Executors.newFixedThreadPool(200);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(threads.submit(() -> {
                    try (Connection connection = patient.getConnection()) {
                        return connection.isValid(1);
                    }
                }));
            }
            int served = 0;
            for (Future<Boolean> one : all) {
                served += one.get() ? 1 : 0;
            }
            assertThat(served).isEqualTo(2_000);
        } finally {
            threads.shutdownNow();
            patient.close();
        }
    }

    @Test
    void storesOnAPoolThatHangsFailAndRecover() {
        Stores stores = JdbcStores.of(pool.dataSource(), JdbcSettings.defaults().withConnectionTimeout(SHORT));
        pool.mood = Mood.HANGS_AND_HEARS_NO_INTERRUPT;
        assertThatThrownBy(() -> stores.users().findById("ada"))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "The database failed: it cannot be reached, or the connection broke (SQLState 08001, code 0)");
        pool.recover();
        await(() -> {
            try {
                return stores.users().findById("ada").isEmpty();
            } catch (StoreException e) {
                return false;
            }
        });
        stores.close();
    }

    @Test
    void startWaitsForADatabaseThatIsThereLater() {
        pool.mood = Mood.REFUSES;
        Thread later = new Thread(() -> {
            await(() -> pool.asked.get() > 0);
            pool.recover();
        });
        later.start();
        JdbcStores stores =
                JdbcStores.of(pool.dataSource(), JdbcSettings.defaults().withStartWait(Duration.ofSeconds(30)));
        assertThat(stores.users().findById("ada")).isEmpty();
        stores.close();
    }

    private Throwable refusal() {
        Throwable refusal = catchThrowable(bounded::getConnection);
        assertThat(refusal).isInstanceOf(SQLException.class);
        return refusal;
    }

    private boolean isThereAgain() {
        try (Connection connection = bounded.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
