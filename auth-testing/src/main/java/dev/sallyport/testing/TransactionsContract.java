package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.session;
import static dev.sallyport.testing.Samples.signingKey;
import static dev.sallyport.testing.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.user.StoredUser;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.change.Transactions} promises. */
interface TransactionsContract extends Contract {
    @Test
    default void transactionAnswersWhatTheWorkAnswers() {
        assertThat(stores().<String>inTransaction(transaction -> "done")).isEqualTo("done");
    }

    @Test
    default void timeOfTheBackendIsInWholeMicrosecondsInsideAndOutside() {
        Instant before = stores().now();
        Instant inside = stores().inTransaction(transaction -> {
            transaction.lock("time");
            return stores().now();
        });
        Instant after = stores().now();
        assertThat(inside).isBetween(before, after);
        assertThat(List.of(before, inside, after))
                .allSatisfy(instant -> assertThat(instant).isEqualTo(instant.truncatedTo(ChronoUnit.MICROS)));
    }

    @Test
    default void transactionThatThrowsLeavesNothing() {
        stores().users().insert(user("ada", "ada", null, 0));
        stores().apiKeys().insert(Samples.apiKey("key"), Samples.digest("key"));
        stores().sessions().insert(session("session"));
        RuntimeException thrown = new IllegalStateException("half way");
        assertThatThrownBy(() -> stores().inTransaction(transaction -> {
                    writeEverything(transaction);
                    throw thrown;
                }))
                .isSameAs(thrown);
        requireNothingWritten();
    }

    @Test
    default void transactionThatFailsWithAnErrorLeavesNothing() {
        stores().users().insert(user("ada", "ada", null, 0));
        stores().apiKeys().insert(Samples.apiKey("key"), Samples.digest("key"));
        stores().sessions().insert(session("session"));
        assertThatThrownBy(() -> stores().inTransaction(transaction -> {
                    writeEverything(transaction);
                    throw new AssertionError("half way");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("half way");
        requireNothingWritten();
    }

    private void writeEverything(Transaction transaction) {
        stores().users().update(user("ada", "lovelace", "ada@example.com", 1));
        stores().users().insert(user("vic"));
        stores().apiKeys().update(Samples.renamed("key", "changed", 1));
        stores().apiKeys().markUsed(Map.of("key", Samples.NOW.plusSeconds(99)));
        stores().sessions().delete("session");
        stores().sessions().insert(session("new"));
        stores().signingKeys().insert(signingKey("kid", 1));
        stores().attempts().increment(List.of(1), Samples.NOW, Duration.ofHours(1));
        transaction.changed(Change.owner("ada"));
        assertThat(stores().users().findByLogin("lovelace")).isPresent();
        assertThat(stores().sessions().findById("session")).isEmpty();
        assertThat(stores().signingKeys().findAll()).hasSize(1);
    }

    private void requireNothingWritten() {
        assertThat(stores().users().findByLogin("ada")).contains(user("ada", "ada", null, 0));
        assertThat(stores().users().findByLogin("lovelace")).isEmpty();
        assertThat(stores().users().findById("vic")).isEmpty();
        assertThat(stores().apiKeys().findById("key")).contains(Samples.apiKey("key"));
        assertThat(stores().sessions().findByOwner("owner", 9)).containsExactly(session("session"));
        assertThat(stores().signingKeys().findAll()).isEmpty();
        assertThat(stores().changeLog().readAfter(0, 10).head()).isZero();
        assertThat(stores().attempts().increment(List.of(1), Samples.NOW, Duration.ofHours(1)))
                .containsExactly(1);
    }

    @Test
    default void transactionIsSeenByOthersOnlyAfterItsCommit() {
        stores().users().insert(user("ada", "ada", null, 0));
        stores().inTransaction(transaction -> {
            stores().users().update(user("ada", "lovelace", null, 1));
            stores().sessions().insert(session("new"));
            transaction.changed(Change.owner("ada"));
            assertThat(Together.elsewhere(
                            () -> stores().users().findById("ada").orElseThrow().version()))
                    .isZero();
            assertThat(Together.elsewhere(
                            () -> stores().users().findByLogin("lovelace").isPresent()))
                    .isFalse();
            assertThat(Together.elsewhere(
                            () -> stores().sessions().findByOwner("owner", 9).size()))
                    .isZero();
            assertThat(Together.elsewhere(
                            () -> stores().changeLog().readAfter(0, 1).head()))
                    .isZero();
            return true;
        });
        assertThat(Together.elsewhere(
                        () -> stores().users().findByLogin("lovelace").isPresent()))
                .isTrue();
        assertThat(Together.elsewhere(
                        () -> stores().sessions().findByOwner("owner", 9).size()))
                .isEqualTo(1);
        assertThat(Together.elsewhere(() -> stores().changeLog().readAfter(0, 1).head()))
                .isEqualTo(1);
    }

    @Test
    default void transactionInsideAnotherJoinsIt() {
        assertThatThrownBy(() -> stores().inTransaction(outer -> {
                    stores().<Boolean>inTransaction(inner -> {
                        inner.changed(Change.session("inner"));
                        return stores().signingKeys().insert(signingKey("inner", 1));
                    });
                    assertThat(stores().signingKeys().findAll()).hasSize(1);
                    throw new IllegalStateException("after the inner one");
                }))
                .hasMessage("after the inner one");
        assertThat(stores().signingKeys().findAll()).isEmpty();
        assertThat(stores().changeLog().readAfter(0, 1).head()).isZero();
    }

    @Test
    default void transactionWithAJoinedCallThatFailedIsRolledBackThoughTheFailureIsCaught() {
        assertThatThrownBy(() -> stores().inTransaction(outer -> {
                    stores().signingKeys().insert(signingKey("outer", 1));
                    assertThatThrownBy(() -> stores().inTransaction(inner -> {
                                stores().signingKeys().insert(signingKey("inner", 2));
                                throw new IllegalArgumentException("inner");
                            }))
                            .hasMessage("inner");
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("joined");
        assertThat(stores().signingKeys().findAll()).isEmpty();
    }

    @Test
    default void transactionWithAStatementThatFailedIsRolledBackThoughTheFailureIsCaught() {
        stores().sessions().insert(session("taken"));
        assertThatThrownBy(() -> stores().inTransaction(outer -> {
                    stores().signingKeys().insert(signingKey("kid", 1));
                    assertThatThrownBy(() -> stores().sessions().insert(session("taken")))
                            .isInstanceOf(StoreException.class);
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(stores().signingKeys().findAll()).isEmpty();
    }

    @Test
    default void transactionIsOverWhenItsWorkReturns() {
        Transaction kept = stores().inTransaction(transaction -> {
            assertThat(Together.<Boolean>elsewhere(() -> isRefused(transaction)))
                    .isTrue();
            return transaction;
        });
        assertThat(isRefused(kept)).isTrue();
        assertThatThrownBy(() -> kept.lock("name")).isInstanceOf(IllegalStateException.class);
        assertThat(stores().changeLog().readAfter(0, 1).head()).isZero();
    }

    private static boolean isRefused(Transaction transaction) {
        try {
            transaction.changed(Change.owner("late"));
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Each update rests on what was read under the lock: one that does not hold until the commit would lose some. */
    @Test
    default void lockIsHeldByOneTransactionUntilItsCommit() {
        stores().users().insert(user("ada", "ada", null, 0));
        int threads = 6;
        int rounds = 15;
        List<Boolean> allUpdated = Together.run(threads, i -> {
            boolean updated = true;
            for (int round = 0; round < rounds; round++) {
                updated &= stores().<Boolean>inTransaction(transaction -> {
                    transaction.lock("the one");
                    StoredUser read = stores().users().findById("ada").orElseThrow();
                    return stores().users().update(user("ada", "ada", null, read.version() + 1));
                });
            }
            return updated;
        });
        assertThat(allUpdated).containsOnly(true);
        assertThat(stores().users().findById("ada").orElseThrow().version()).isEqualTo((long) threads * rounds);
    }

    @Test
    default void lockOfAnyNameCanBeTakenAgainLater() {
        for (String name : List.of("", "a", Samples.ODD, Samples.longText())) {
            for (int i = 0; i < 2; i++) {
                assertThat(stores().<Boolean>inTransaction(transaction -> {
                            transaction.lock(name);
                            return true;
                        }))
                        .isTrue();
            }
        }
    }
}
