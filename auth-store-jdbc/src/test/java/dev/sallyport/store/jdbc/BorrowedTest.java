package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("because it counts what the whole process logs")
class BorrowedTest {
    private final AtomicBoolean broken = new AtomicBoolean();

    /** A pool that fails when a connection is given back, as one may that was closed meanwhile. */
    private DataSource pool(DataSource real) {
        return proxy(DataSource.class, real);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                BorrowedTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("close") && broken.get()) {
                        throw new IllegalStateException("The pool is closed");
                    }
                    return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
                }));
    }

    @Test
    void poolThatTakesNoConnectionBackIsLoggedAndTheAnswerStands() {
        try (JdbcStores stores = JdbcStores.of(pool(H2.inMemory()));
                Captured log = new Captured()) {
            broken.set(true);
            assertThat(stores.users().insert(Rows.user("ada", "ada", 0))).isTrue();
            assertThat(stores.users().findById("ada")).isPresent();
            // One of a kind in a second, however many there are.
            assertThat(log.records).singleElement().satisfies(each -> {
                assertThat(each.getLevel()).isEqualTo(Level.WARNING);
                assertThat(each.getMessage()).startsWith("A connection could not be given back to the pool");
                assertThat(Objects.requireNonNull(each.getThrown()))
                        .hasMessage("The database failed: IllegalStateException");
            });
            broken.set(false);
        }
    }

    private static final class Captured extends Handler implements AutoCloseable {
        private final List<LogRecord> records = new ArrayList<>();
        private final Logger logger = Logger.getLogger(Borrowed.class.getName());

        private Captured() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
