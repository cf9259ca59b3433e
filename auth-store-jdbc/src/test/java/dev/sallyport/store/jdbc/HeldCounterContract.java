package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A foreign transaction stays open on the one row that every change needs, on any database. */
@Timeout(120)
abstract class HeldCounterContract {
    private static final Actor APP = Actor.application();

    /** The five tries of a statement that may take a second, and twice as much for a machine that is busy. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    /** Five times the second between two looks, and less than the counter is held for. */
    private static final Duration READ_ON = Duration.ofSeconds(5);

    private final DataSource database = newDataSource();
    private final List<Sallyport> nodes = List.of(start(), start());

    abstract DataSource newDataSource();

    private Sallyport start() {
        return Nodes.on(database, JdbcSettings.defaults().withQueryTimeout(Duration.ofSeconds(1)))
                .build();
    }

    @AfterEach
    void close() {
        nodes.forEach(Sallyport::close);
    }

    @Test
    void changesFailInTimeKnownKeysAreServedAndAllIsWellAfterwards() throws SQLException {
        Sallyport first = nodes.get(0);
        Nodes.addAda(first);
        NewApiKey known = Nodes.key(first);
        NewApiKey cold = Nodes.key(first);
        assertServed(known);
        try (Connection blocker = database.getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            assertThat(statement.executeUpdate("UPDATE sallyport_change_counter SET head = head"))
                    .isEqualTo(1);
            long start = System.nanoTime();
            assertThatThrownBy(() -> first.apiKeys().revoke(known.key().id(), "leaked", APP))
                    .isInstanceOf(StoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
            assertServed(known);
            assertServed(cold);
            assertThat(nodes)
                    .as("the log is read on")
                    .allSatisfy(
                            node -> assertThat(node.health().changesSeenAgo()).isLessThan(READ_ON));
            blocker.rollback();
        }
        Nodes.done(first.apiKeys().revoke(known.key().id(), "leaked", APP));
        assertThat(Nodes.refuses(first, known.secret())).isTrue();
        Nodes.awaitRefusal(nodes.get(1), known.secret());
        assertServed(cold);
    }

    private void assertServed(NewApiKey key) {
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(Nodes.accepts(node, key.secret())).isTrue());
    }
}
