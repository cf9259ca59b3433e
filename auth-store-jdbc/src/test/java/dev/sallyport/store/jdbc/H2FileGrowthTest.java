package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file of H2 under load: it grows with its data, not with the number of writes, and what was answered is in it. */
@Timeout(120)
class H2FileGrowthTest {
    private static final int WRITES = 1_500;
    private static final long MEGABYTE = 1_000_000;
    private static final Instant NOW = Rows.NOW;

    @TempDir
    private Path folder;

    private static Session session(String id) {
        return Session.of(id, "ada", NOW, NOW).withAmr(List.of("pwd"));
    }

    private Path file(String name) {
        return folder.resolve(name + ".mv.db");
    }

    private JdbcConnectionPool pool(String name, String options) {
        return JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve(name) + options, "sa", "");
    }

    /** As much data afterwards as before. */
    private long sizeAfterWrites(String name, String options) throws IOException {
        JdbcConnectionPool pool = pool(name, options);
        try (JdbcStores stores = JdbcStores.of(pool)) {
            for (int i = 0; i < WRITES; i++) {
                stores.sessions().insert(session("s" + i));
                stores.sessions().delete("s" + i);
            }
            return Files.size(file(name));
        } finally {
            pool.dispose();
        }
    }

    @Test
    void growsWithItsDataAndNotWithEachWrite() throws IOException {
        long sound = sizeAfterWrites("sound", ";RETENTION_TIME=100");
        long control = sizeAfterWrites("control", ";WRITE_DELAY=0");
        assertThat(control).as("what the guide recommended before").isGreaterThan(20 * MEGABYTE);
        assertThat(sound).isLessThan(10 * MEGABYTE).isLessThan(control / 3);
    }

    /** H2 itself would write it half a second later. */
    @Test
    void commitIsInTheFileWhenItReturns() throws IOException, SQLException {
        JdbcConnectionPool pool = pool("store", ";WRITE_DELAY=60000");
        try (JdbcStores stores = JdbcStores.of(pool)) {
            for (int i = 0; i < 20; i++) {
                stores.sessions().insert(session("s" + i));
                // What a process that is killed now leaves behind.
                Files.copy(file("store"), file("killed" + i));
                assertThat(sessionsIn("killed" + i)).isEqualTo(i + 1);
            }
        } finally {
            pool.dispose();
        }
    }

    private int sessionsIn(String name) throws SQLException {
        JdbcConnectionPool pool = pool(name, "");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM sallyport_session")) {
            rows.next();
            return rows.getInt(1);
        } finally {
            pool.dispose();
        }
    }

    @Test
    void userWithoutTheRightToFlushWorks() throws SQLException {
        JdbcConnectionPool pool = pool("owned", "");
        JdbcStores.of(pool).close();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER app PASSWORD 'app'");
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO app");
        }
        JdbcConnectionPool plain = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("owned"), "app", "app");
        try (JdbcStores stores = JdbcStores.of(plain, JdbcSettings.defaults().withoutMigration())) {
            stores.sessions().insert(session("s"));
            assertThat(stores.sessions().findById("s")).isPresent();
        } finally {
            plain.dispose();
            pool.dispose();
        }
    }
}
