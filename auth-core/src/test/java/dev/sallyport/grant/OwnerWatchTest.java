package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing is opened on the ground of what was true of an owner a moment ago. */
class OwnerWatchTest {
    private final PlainUsers users = new PlainUsers().with("ada", "viewer").with("vic", "viewer");
    private final Log log = new Log();
    private final List<String> done = new ArrayList<>();

    private OwnerWatch watch(@Nullable PlainUsers foreign) {
        return new OwnerWatch(new Recorded(), log, foreign);
    }

    private Outcome<String> open(OwnerWatch watch, OwnerWatch.Moment since) {
        return watch.ifUnchanged(since, users.get("ada"), () -> {
            done.add("work");
            return Outcome.done("opened");
        });
    }

    private void assertStopped(OwnerWatch watch, OwnerWatch.Moment since) {
        done.clear();
        assertThat(refusal(open(watch, since))).isEqualTo(Refusal.unavailable(Duration.ofSeconds(1)));
        assertThat(done).doesNotContain("work");
    }

    @Test
    void worksUnderTheLockOfTheOwnerWhenNothingChanged() {
        OwnerWatch watch = watch(null);
        log.add(Change.owner("ada"));
        OwnerWatch.Moment since = watch.now();
        assertThat(done(open(watch, since))).isEqualTo("opened");
        assertThat(done).hasSize(2).endsWith("work");
        assertThat(done.get(0)).startsWith("lock ").contains("ada");
    }

    @Test
    void changesOfOthersDoNotConcernIt() {
        OwnerWatch watch = watch(null);
        OwnerWatch.Moment since = watch.now();
        log.add(Change.owner("vic"));
        log.add(Change.apiKey("ada"));
        log.add(Change.session("ada"));
        assertThat(open(watch, since)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void changeOfTheOwnerStopsItWhereverItStands() {
        OwnerWatch watch = watch(null);
        for (int before : new int[] {0, 1, 999, 1_000, 1_001, 2_500}) {
            OwnerWatch.Moment since = watch.now();
            for (int i = 0; i < before; i++) {
                log.add(Change.session("s" + i));
            }
            assertThat(open(watch, since)).isInstanceOf(Outcome.Done.class);
            log.add(Change.owner("ada"));
            assertStopped(watch, since);
            log.add(Change.session("later"));
            assertStopped(watch, since);
        }
    }

    @Test
    void logThatDoesNotGoOnIsAsGoodAsAChange() {
        OwnerWatch watch = watch(null);
        log.add(Change.session("a"));
        OwnerWatch.Moment since = watch.now();
        log.incarnation = "restored";
        assertStopped(watch, since);
        log.incarnation = "first";
        log.head--;
        log.entries.clear();
        assertStopped(watch, since);
        log.head = since.number();
        assertThat(open(watch, since)).isInstanceOf(Outcome.Done.class);
        log.add(Change.session("b"));
        log.add(Change.session("c"));
        log.entries.remove(since.number() + 1);
        assertStopped(watch, since);
        log.entries.clear();
        assertStopped(watch, since);
    }

    @Test
    void twentyThousandChangesMeanwhileAreAsGoodAsOneOfTheOwner() {
        OwnerWatch watch = watch(null);
        OwnerWatch.Moment since = watch.now();
        for (int i = 0; i < 19_999; i++) {
            log.add(Change.session("s"));
        }
        assertThat(open(watch, since)).isInstanceOf(Outcome.Done.class);
        log.add(Change.session("s"));
        assertStopped(watch, since);
    }

    @Test
    void ownerWhomAForeignDirectoryDisabledOrForgotIsStoppedBeforeTheTransaction() {
        OwnerWatch watch = watch(users);
        OwnerWatch own = watch(null);
        OwnerWatch.Moment since = watch.now();
        assertThat(open(watch, since)).isInstanceOf(Outcome.Done.class);
        User ada = users.get("ada");
        users.with(ada.withEnabled(false));
        assertStopped(watch, since);
        assertThat(done).as("no lock was taken").isEmpty();
        users.remove("ada");
        assertThat(refusal(watch.ifUnchanged(since, ada, () -> Outcome.done("opened")))
                        .cause())
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(own.ifUnchanged(since, ada, () -> Outcome.done("opened"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void otherFailuresAreNotTakenForAChange() {
        assertThatThrownBy(() -> {
                    Outcome<String> unused = watch(null).orComeAgain(() -> {
                        throw new IllegalStateException("another");
                    });
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("another");
    }

    private final class Recorded implements Transactions {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public <T> T inTransaction(Function<Transaction, T> work) {
            return work.apply(new Transaction() {
                @Override
                public void lock(String name) {
                    done.add("lock " + name);
                }

                @Override
                public void changed(Change change) {
                    throw new AssertionError("changes nothing");
                }
            });
        }
    }

    private static final class Log implements ChangeLog {
        private final TreeMap<Long, Entry> entries = new TreeMap<>();
        private String incarnation = "first";
        private long head;

        void add(Change change) {
            head++;
            entries.put(head, new Entry(head, change));
        }

        @Override
        public Tail readAfter(long number, int max) {
            return new Tail(
                    incarnation,
                    head,
                    number == Long.MAX_VALUE
                            ? List.of()
                            : entries.tailMap(number, false).values().stream()
                                    .limit(max)
                                    .toList());
        }
    }
}
