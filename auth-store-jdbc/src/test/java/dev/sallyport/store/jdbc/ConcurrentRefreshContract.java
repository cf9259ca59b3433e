package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.ServedNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred HTTP requests with one refresh token at the same time, on any database. */
@Timeout(120)
abstract class ConcurrentRefreshContract {
    /** A hundred share a pool of ten connections, and what is counted here are successors, not seconds. */
    private static final JdbcSettings PATIENT = JdbcSettings.defaults()
            .withConnectionTimeout(Duration.ofSeconds(30))
            .withQueryTimeout(Duration.ofSeconds(30));

    abstract DataSource newDataSource();

    @Test
    void hundredRefreshesAtOnceHaveOneSuccessor() throws Exception {
        DataSource database = newDataSource();
        try (ServedNode node = new ServedNode(ServedNode.settings(JdbcStores.of(database, PATIENT))
                .refreshTokens(policy -> policy.withGrace(Duration.ofSeconds(60))))) {
            String token = member(node.logIn(ServedNode.PASSWORD), "refresh_token");
            assertThat(generations(database)).containsExactly(1L);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> node.refreshLater(token))
                    .toList();
            Set<String> successors = new HashSet<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
                successors.add(member(answer.get(), "refresh_token"));
            }
            assertThat(successors).hasSize(1).doesNotContain(token);
            assertThat(generations(database)).as("one step of one family").containsExactly(2L);
            assertThat(node.refresh(successors.iterator().next()).statusCode()).isEqualTo(200);
            assertThat(generations(database)).containsExactly(3L);
        }
    }

    /** Of all refresh families there are. */
    private static List<Long> generations(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT generation FROM sallyport_refresh_family")) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }
}
