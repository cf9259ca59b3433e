package dev.sallyport.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.fixture.Together;
import dev.sallyport.memory.InMemoryStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WatchedTransactionsTest {
    private final InMemoryStores stores = InMemoryStores.create();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final WatchedTransactions transactions = new WatchedTransactions(stores, this::tell);

    @Test
    void tellsAfterTheCommitAndBeforeTheCallerGoesOn() {
        String answer = transactions.inTransaction(transaction -> {
            transaction.lock("a");
            transaction.changed(Change.apiKey("k"));
            assertThat(told).isEmpty();
            return "answer";
        });
        assertThat(answer).isEqualTo("answer");
        assertThat(told).containsExactly("k@1");
    }

    @Test
    void tellsNothingWhenNothingChanged() {
        transactions.inTransaction(transaction -> "read only");
        assertThat(told).isEmpty();
    }

    @Test
    void joinedTransactionIsToldWithTheOuterOne() {
        transactions.inTransaction(outer -> {
            outer.changed(Change.apiKey("k"));
            transactions.inTransaction(inner -> {
                inner.changed(Change.session("s"));
                return 0;
            });
            assertThat(told).as("not committed yet").isEmpty();
            return 0;
        });
        assertThat(told).containsExactly("k@2", "s@2");
    }

    @Test
    void tellsOnFailureTooSinceTheCommitMayHaveTakenPlace() {
        assertThatThrownBy(() -> transactions.inTransaction(transaction -> {
                    transaction.changed(Change.apiKey("k"));
                    throw new StoreException("outcome unknown");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("outcome unknown");
        assertThat(told).containsExactly("k@0");
    }

    @Test
    void failureLeavesNothingBehindForTheNextTransactionOfTheThread() {
        assertThatThrownBy(() -> transactions.inTransaction(transaction -> {
                    transaction.changed(Change.apiKey("k"));
                    throw new IllegalStateException("work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        told.clear();
        transactions.inTransaction(transaction -> {
            transaction.changed(Change.apiKey("next"));
            return 0;
        });
        assertThat(told).containsExactly("next@1");
    }

    @Test
    void workThatIsTriedAgainIsToldInAnyCase() {
        WatchedTransactions twice = new WatchedTransactions(
                new Transactions() {
                    @Override
                    public Instant now() {
                        return stores.now();
                    }

                    @Override
                    public <T> T inTransaction(Function<Transaction, T> work) {
                        assertThatThrownBy(() -> stores.inTransaction(transaction -> {
                                    T unused = work.apply(transaction);
                                    throw new IllegalStateException("deadlock");
                                }))
                                .isInstanceOf(IllegalStateException.class);
                        return stores.inTransaction(work);
                    }
                },
                this::tell);
        twice.inTransaction(transaction -> {
            transaction.changed(Change.apiKey("k"));
            return 0;
        });
        assertThat(told).contains("k@1");
        assertThat(stores.changeLog().readAfter(0, 9).entries()).hasSize(1);
    }

    @Test
    void instancesInOneThreadDoNotMixTheirChanges() {
        List<Change> others = new ArrayList<>();
        WatchedTransactions other = new WatchedTransactions(InMemoryStores.create(), others::addAll);
        transactions.inTransaction(transaction -> {
            transaction.changed(Change.apiKey("k"));
            return other.inTransaction(second -> {
                second.changed(Change.apiKey("of the other"));
                return 0;
            });
        });
        assertThat(told).containsExactly("k@1");
        assertThat(others).containsExactly(Change.apiKey("of the other"));
    }

    @Test
    void threadsDoNotMixTheirChanges() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        WatchedTransactions counted = new WatchedTransactions(stores, changes -> sizes.add(changes.size()));
        Together.run(
                8,
                () -> counted.inTransaction(transaction -> {
                    transaction.changed(Change.apiKey("k"));
                    return 0;
                }));
        assertThat(sizes).hasSize(8).containsOnly(1);
    }

    /** Each change with the head of the log when it was told. */
    private void tell(List<Change> changes) {
        long head = stores.changeLog().readAfter(0, 1).head();
        changes.forEach(change -> told.add(change.subject() + "@" + head));
    }

    @Test
    void answersWhatTheWorkOfAJoinedTransactionAnswers() {
        String answer = transactions.inTransaction(outer -> transactions.inTransaction(inner -> "inner") + " in outer");
        assertThat(answer).isEqualTo("inner in outer");
    }

    @Test
    void taskRunsOnceItsTransactionIsCommittedAndListenersWereTold() {
        List<String> ran = new ArrayList<>();
        transactions.inTransaction(transaction -> {
            transaction.changed(Change.apiKey("k"));
            assertThat(transactions.afterCommit(() -> ran.add("after " + told))).isTrue();
            transactions.inTransaction(inner -> transactions.afterCommit(() -> ran.add("inner")));
            assertThat(ran).isEmpty();
            return 0;
        });
        assertThat(ran).containsExactly("after [k@1]", "inner");
    }

    @Test
    void taskNeverRunsWhenItsTransactionFails() {
        List<String> ran = new ArrayList<>();
        assertThatThrownBy(() -> transactions.inTransaction(transaction -> {
                    assertThat(transactions.afterCommit(() -> ran.add("ran"))).isTrue();
                    throw new IllegalStateException("work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        transactions.inTransaction(transaction -> 0);
        assertThat(ran).isEmpty();
    }

    @Test
    void outsideATransactionNoTaskIsTaken() {
        assertThat(transactions.afterCommit(() -> {
                    throw new AssertionError("must not run");
                }))
                .isFalse();
    }

    @Test
    void listenerThatFailsKeepsNoTaskOfACommittedTransactionFromRunning() {
        List<String> ran = new ArrayList<>();
        WatchedTransactions failing = new WatchedTransactions(stores, changes -> {
            throw new IllegalStateException("cannot be told");
        });
        assertThatThrownBy(() -> failing.inTransaction(transaction -> {
                    transaction.changed(Change.apiKey("k"));
                    return failing.afterCommit(() -> ran.add("ran"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ran).containsExactly("ran");
    }

    /** The locks of the first try are gone with it, and so is what it wrote. */
    @Test
    void workThatIsTriedAgainLocksAndWritesAgain() {
        List<String> done = new ArrayList<>();
        Transaction recorded = new Transaction() {
            @Override
            public void lock(String name) {
                done.add("lock " + name);
            }

            @Override
            public void changed(Change change) {
                done.add("changed " + change.subject());
            }
        };
        WatchedTransactions twice = new WatchedTransactions(
                new Transactions() {
                    @Override
                    public Instant now() {
                        return stores.now();
                    }

                    @Override
                    public <T> T inTransaction(Function<Transaction, T> work) {
                        T unused = work.apply(recorded);
                        done.add("again");
                        return work.apply(recorded);
                    }
                },
                changes -> {},
                owner -> done.add("goes with " + owner));
        twice.inTransaction(transaction -> {
            transaction.lock("a");
            transaction.lock("a");
            transaction.changed(Change.owner("ada"));
            transaction.changed(Change.owner("ada"));
            return twice.afterCommit(() -> done.add("committed"));
        });
        List<String> one = done.subList(0, done.indexOf("again"));
        assertThat(one)
                .startsWith("lock a")
                .endsWith("changed ada", "changed ada")
                .contains("goes with ada");
        assertThat(one)
                .as("an owner's lock once, and what goes with the change once")
                .hasSize(5);
        assertThat(done.subList(one.size() + 1, done.size() - 1)).isEqualTo(one);
        assertThat(done).endsWith("committed").containsOnlyOnce("committed");
    }
}
