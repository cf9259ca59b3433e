package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.stores.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
class PostgresUnreachableTest {
    private static final JdbcSettings ONE_SECOND = JdbcSettings.defaults().withQueryTimeout(Duration.ofSeconds(1));

    @Test
    void serverThatIsDownIsAStoreException() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> JdbcStores.of(Postgres.through(free, Postgres.newSchema())))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database failed: it cannot be reached, or the connection broke"
                        + " (SQLState 08001, code 0). Check that it runs, and the address, user and password of the data"
                        + " source; where it starts later than the application, JdbcSettings.withStartWait(…) lets the"
                        + " start wait for it");
    }

    @Test
    void serverThatFallsSilentIsAStoreExceptionWithinBounds() throws IOException, SQLException {
        PGSimpleDataSource schema = Postgres.newSchema();
        try (Wire wire = new Wire(Postgres.port());
                Connection connection = Postgres.through(wire.port(), schema).getConnection()) {
            Stores stores = JdbcStores.of(new OneConnection(connection).dataSource(), ONE_SECOND);
            assertThat(stores.users().findById("ada")).isEmpty();
            wire.fallSilent();

            long start = System.nanoTime();
            assertThatThrownBy(() -> stores.users().findById("ada")).isInstanceOf(StoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }
}
