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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that nobody listens for, and one that the network cuts off in the middle, without a pool and with the driver's settings. */
@Timeout(60)
abstract class UnreachableContract {
    private static final JdbcSettings ONE_SECOND = JdbcSettings.defaults().withQueryTimeout(Duration.ofSeconds(1));

    /** Of the server. */
    abstract int port();

    /** A new, empty schema, as it is reached through a port. */
    abstract DataSource newSchema(int port) throws SQLException;

    @Test
    void serverThatIsDownIsAStoreException() throws IOException, SQLException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        DataSource nobody = newSchema(free);
        assertThatThrownBy(() -> JdbcStores.of(nobody))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching("The database failed: it cannot be reached, or the connection broke"
                        + " \\(SQLState 0800[0-9], code -?[0-9]+\\)\\. It says: [^\\n]*127\\.0\\.0\\.1:" + free
                        + "[^\\n]*[Rr]efused(\\. Check that the hostname[^\\n]*[^.])?\\. Check that it runs, and the address, user and"
                        + " password of the data source; where it starts later than the application,"
                        + " JdbcSettings\\.withStartWait\\(…\\) lets the start wait for it");
    }

    @Test
    void serverThatFallsSilentIsAStoreExceptionWithinBounds() throws IOException, SQLException {
        try (Wire wire = new Wire(port());
                Connection connection = newSchema(wire.port()).getConnection()) {
            Stores stores = JdbcStores.of(new OneConnection(connection).dataSource(), ONE_SECOND);
            assertThat(stores.users().findById("ada")).isEmpty();
            wire.fallSilent();

            long start = System.nanoTime();
            assertThatThrownBy(() -> stores.users().findById("ada")).isInstanceOf(StoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("a second for the statement and two for the network, for a machine that is busy")
                    .isLessThan(Duration.ofSeconds(15));
        }
    }
}
