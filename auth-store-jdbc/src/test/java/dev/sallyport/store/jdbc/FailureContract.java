package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.stores.Stores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the database fails, on any of them. */
@Timeout(120)
abstract class FailureContract {
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:58.123457Z");
    static final String VALUE = FaultyDataSource.VALUE;

    private final DataSource real = newDataSource();
    private final FaultyDataSource faulty = new FaultyDataSource(real);
    private final Stores stores = JdbcStores.of(faulty.dataSource());
    final Stores sound = JdbcStores.of(real);

    abstract DataSource newDataSource();

    @Test
    void connectionThatBreaksAtAnyStepLeavesTheOldStateWhole() {
        sound.users().insert(Rows.user("ada", "ada", 0));
        int step = 0;
        @Nullable Throwable thrown;
        do {
            int broken = ++step;
            faulty.failWhen((name, number) -> number == broken ? "08006" : null);
            thrown = catchThrowable(() -> stores.inTransaction(this::writeEverything));
            if (thrown != null) {
                requireNoValueIn(thrown);
                assertThat(thrown).isInstanceOf(StoreException.class);
                assertThat(sound.users().findByLogin("ada")).contains(Rows.user("ada", "ada", 0));
                assertThat(sound.users().findByLogin("vic")).isEmpty();
                assertThat(sound.apiKeys().findByOwner("ada")).isEmpty();
                assertThat(sound.sessions().findByOwner("ada", 9)).isEmpty();
                assertThat(sound.changeLog().readAfter(0, 1).head()).isZero();
            }
        } while (thrown != null);
        assertThat(step).isGreaterThan(15);
        assertThat(sound.users().findByLogin("lovelace")).isPresent();
        assertThat(sound.changeLog().readAfter(0, 9).entries()).hasSize(2);
        assertThat(sound.attempts().increment(List.of(1), NOW, Duration.ofHours(1)))
                .containsExactly(2);
    }

    private boolean writeEverything(Transaction transaction) {
        transaction.lock("name");
        stores.users().update(Rows.user("ada", "lovelace", 1));
        stores.users().insert(Rows.user("vic", "vic", 0));
        stores.apiKeys().insert(Rows.key("key", "ada"), SecretDigest.of("key"));
        transaction.changed(Change.apiKey("key"));
        stores.sessions().insert(Rows.session("session", "ada", "label"));
        stores.attempts().increment(List.of(1), NOW, Duration.ofHours(1));
        transaction.changed(Change.owner("ada"));
        return true;
    }

    @Test
    void commitOfUnknownOutcomeIsSaidToBeUnknownAndNotTriedAgain() {
        AtomicInteger runs = new AtomicInteger();
        faulty.failAfter((step, number) -> step.equals("commit") ? "08006" : null);
        assertThatThrownBy(() -> stores.inTransaction(transaction -> {
                    runs.incrementAndGet();
                    return stores.users().insert(Rows.user("ada", "ada", 0));
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("It is unknown whether the transaction was committed: it cannot be reached, or the"
                        + " connection broke (SQLState 08006, code 0)");
        assertThat(runs).hasValue(1);
        assertThat(sound.users().findById("ada")).isPresent();
    }

    @Test
    void conflictIsTriedAgainUntilItIsOver() {
        AtomicInteger runs = new AtomicInteger();
        faulty.failWhen((step, number) -> step.equals("commit") && runs.get() < 3 ? "40001" : null);
        stores.inTransaction(transaction -> {
            runs.incrementAndGet();
            transaction.changed(Change.owner("ada"));
            return stores.users().insert(Rows.user("ada", "ada", 0));
        });
        assertThat(runs).hasValue(3);
        assertThat(sound.changeLog().readAfter(0, 9).head()).isEqualTo(1);
    }

    @Test
    void conflictThatNeverEndsIsGivenUpAfterFiveTries() {
        AtomicInteger runs = new AtomicInteger();
        faulty.failWhen((step, number) -> step.equals("commit") ? "40001" : null);
        assertThatThrownBy(() -> stores.inTransaction(transaction -> {
                    runs.incrementAndGet();
                    return stores.users().insert(Rows.user("ada", "ada", 0));
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database failed: it rolled the transaction back (SQLState 40001, code 0)");
        assertThat(runs).hasValue(5);
        assertThat(sound.users().findById("ada")).isEmpty();
    }

    @Test
    void failureThatTheWorkThrowsItselfIsNotTriedAgain() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> stores.inTransaction(transaction -> {
                    runs.incrementAndGet();
                    throw new StoreException("SQLState 40001");
                }))
                .hasMessage("SQLState 40001");
        assertThat(runs).hasValue(1);
    }

    @Test
    void noMessageHasAValueThatWasWritten() {
        sound.sessions().insert(Rows.session(VALUE, VALUE, VALUE));
        requireNoValueIn(catchThrowable(() -> sound.sessions().insert(Rows.session(VALUE, VALUE, VALUE))));
        requireNoValueIn(catchThrowable(() -> sound.sessions().insert(Rows.session("other", VALUE, VALUE))));
    }

    @Test
    void noMessageHasAValueThatCannotBeRead() throws SQLException {
        sound.apiKeys().insert(Rows.key("key", "ada"), SecretDigest.of("key"));
        try (Connection connection = real.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE sallyport_api_key SET rate_limit = '" + VALUE + "'");
        }
        Throwable thrown = catchThrowable(() -> sound.apiKeys().findById("key"));
        requireNoValueIn(thrown);
        assertThat(thrown)
                .hasMessageContaining("the column sallyport_api_key.rate_limit of the row key is not of the form");
    }

    static void requireNoValueIn(Throwable thrown) {
        assertThat(thrown).isInstanceOf(StoreException.class);
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).contains("StoreException").doesNotContain(VALUE);
    }
}
