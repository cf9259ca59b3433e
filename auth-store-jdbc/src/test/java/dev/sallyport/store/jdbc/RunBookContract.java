package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.secret.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the manual for operators tells them to run by hand does what it says, on any database. */
@Timeout(120)
abstract class RunBookContract {
    private final DataSource database = newDataSource();
    private final RunBook runBook = new RunBook(name());
    private final Sallyport node = Nodes.start(database);
    private final NewApiKey key = Nodes.key(node);
    private final NewApiKey other = Nodes.key(node);
    private final Secret token = Nodes.done(node.logins()
                    .withApiKey(new KeyLogin(key.secret(), null, new LoginOrigin(Nodes.ADDRESS, null, null))))
            .accessToken();

    abstract DataSource newDataSource();

    /** As the manual calls the database. */
    abstract String name();

    @AfterEach
    void close() {
        node.close();
    }

    private void requireKnown() {
        for (Secret credential : List.of(key.secret(), token, other.secret())) {
            assertThat(Nodes.accepts(node, credential)).isTrue();
        }
    }

    private void run(List<String> statements) throws SQLException {
        assertThat(statements).isNotEmpty();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.replace("…", key.key().id()));
            }
        }
    }

    @Test
    void keyThatIsRevokedBySqlIsRefusedWithAllThatRestsOnIt() throws Exception {
        requireKnown();
        run(runBook.section("A leaked API key"));
        Nodes.awaitRefusal(node, key.secret());
        Nodes.awaitRefusal(node, token);
        assertThat(Nodes.accepts(node, other.secret())).isTrue();
        assertThat(node.apiKeys().list("ada")).anySatisfy(each -> {
            assertThat(each.id()).isEqualTo(key.key().id());
            assertThat(each.revokedReason()).isEqualTo("leaked");
            assertThat(each.revokedAt())
                    .isBetween(
                            each.createdAt().minusSeconds(5), each.createdAt().plusSeconds(90));
        });
        try (Sallyport second = Nodes.start(database)) {
            Nodes.done(second.apiKeys().revoke(other.key().id(), "next", Actor.application()));
        }
        Nodes.awaitRefusal(node, other.secret());
    }

    @Test
    void sessionsThatAreEndedBySqlAreRefused() throws Exception {
        requireKnown();
        run(runBook.section("A leaked master key").subList(0, 1));
        run(runBook.section("Back-up and restore"));
        Nodes.awaitRefusal(node, token);
        assertThat(Nodes.accepts(node, key.secret())).as("keys go on").isTrue();
    }

    @Test
    void anotherIncarnationMakesNodesForgetWhatTheyKnow() throws Exception {
        requireKnown();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM sallyport_api_key");
        }
        assertThat(Nodes.accepts(node, other.secret()))
                .as("nobody told the node")
                .isTrue();
        run(runBook.section("Back-up and restore"));
        Nodes.awaitRefusal(node, other.secret());
    }

    @Test
    void everyStatementIsTaken() throws SQLException, IOException {
        node.close();
        List<String> all = runBook.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(10);
        run(all);
        Nodes.start(database).close();
    }
}
