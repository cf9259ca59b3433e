package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.change.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
@Isolated("because it counts threads of the whole process")
class PostgresSignalTest {
    private final PGSimpleDataSource schema = newSchema();
    private final JdbcStores here = JdbcStores.of(schema);
    private final JdbcStores there = JdbcStores.of(schema);
    private final AtomicInteger woken = new AtomicInteger();

    private static PGSimpleDataSource newSchema() {
        PGSimpleDataSource schema = Postgres.newSchema();
        schema.setApplicationName("signal");
        return schema;
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void commitOfAnyNodeWakesAndARollbackDoesNot() {
        listen(here);
        int before = woken.get();
        try {
            there.inTransaction(transaction -> {
                transaction.changed(Change.owner("ada"));
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("rolled back");
        }
        change(there);
        await(() -> woken.get() > before);
        change(here);
        await(() -> woken.get() > before + 1);
    }

    @Test
    void listeningIsOnOneConnectionAndEndsWithCloseAndItsThread() throws SQLException {
        listen(here);
        assertThat(listeners()).isEqualTo(1);
        assertThat(threads()).isNotEmpty();
        here.close();
        await(() -> listeners() == 0);
        assertThat(threads()).isEmpty();
        here.close();
    }

    @Test
    void connectionThatIsCutIsReplaced() throws SQLException {
        listen(here);
        for (int cut = 0; cut < 2; cut++) {
            int before = woken.get();
            assertThat(execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'signal' AND query LIKE 'LISTEN%'"))
                    .isNotNull();
            // It wakes by itself when it listens again, for what it may have missed.
            await(() -> woken.get() > before);
            int again = woken.get();
            change(there);
            await(() -> woken.get() > again);
        }
    }

    @Test
    void withoutPushNobodyListensAndNothingIsTold() {
        try (JdbcStores quiet = JdbcStores.of(schema, JdbcSettings.defaults().withoutPush())) {
            assertThat(quiet.changeSignal()).isEmpty();
            listen(here);
            int before = woken.get();
            change(quiet);
            // What comes after it has come, and nothing before it.
            change(there);
            await(() -> woken.get() > before);
            assertThat(woken).hasValue(before + 1);
        }
    }

    @Test
    void poolOfOneIsNotEmptiedForListening() {
        StubbornDataSource pool = new StubbornDataSource(schema, 1);
        try (JdbcStores stores = JdbcStores.of(pool.dataSource())) {
            stores.changeSignal().orElseThrow().subscribe(woken::incrementAndGet);
            await(() -> pool.refusedForSize.get() > 0);
            await(() -> {
                try {
                    return stores.users().findById("ada").isEmpty();
                } catch (StoreException e) {
                    return false;
                }
            });
            assertThat(woken).hasValue(0);
        }
    }

    private void listen(JdbcStores stores) {
        ChangeSignal signal = stores.changeSignal().orElseThrow();
        signal.subscribe(woken::incrementAndGet);
        await(() -> woken.get() == 1);
    }

    private static void change(JdbcStores stores) {
        stores.inTransaction(transaction -> {
            transaction.changed(Change.owner("ada"));
            return true;
        });
    }

    private long listeners() {
        try {
            return Long.parseLong(execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'signal'"
                    + " AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String execute(String sql) throws SQLException {
        try (Connection connection = schema.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sallyport-listen"))
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
