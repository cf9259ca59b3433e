package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.change.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node starts before its database does, with a real pool and a real server. */
@Timeout(120)
class PostgresStartTest {
    private static final Duration LATER = Duration.ofSeconds(2);

    private static JdbcSettings waiting(Duration wait) {
        return JdbcSettings.defaults()
                .withConnectionTimeout(Duration.ofSeconds(1))
                .withStartWait(wait);
    }

    @Test
    void startWaitsForTheServerAndSaysWhenItNeverComes(@TempDir Path folder) throws Exception {
        StoppablePostgres server = new StoppablePostgres(folder.resolve("data"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (HikariDataSource pool = server.newPool()) {
            server.stop();
            long start = System.nanoTime();
            assertThatThrownBy(() -> JdbcStores.of(pool, waiting(Duration.ofSeconds(1))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it cannot be reached")
                    .hasMessageContaining("Check that it runs, and the address, user and password of the data source");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));

            Future<JdbcStores> started = thread.submit(() -> JdbcStores.of(pool, waiting(Duration.ofSeconds(60))));
            LockSupport.parkNanos(LATER.toNanos());
            assertThat(started.isDone()).as("waits").isFalse();
            server.start();
            try (JdbcStores stores = started.get()) {
                assertThat(stores.users().findById("ada")).isEmpty();
            }
        } finally {
            thread.shutdownNow();
            server.close();
        }
    }
}
