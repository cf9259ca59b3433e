package dev.sallyport.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.fixture.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeTailTest {
    private static final String LOST = "everything";

    private final MovableClock clock = new MovableClock();
    private final Log log = new Log();
    private final List<String> seen = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final ChangeTail tail = new ChangeTail(log, clock, Duration.ofSeconds(30), this::changed, this::lost);

    @BeforeEach
    void start() {
        log.add(5);
        tail.poll();
        assertThat(seen).as("what was before this node is not known").containsExactly(LOST);
        seen.clear();
    }

    @Test
    void tellsEachChangeOnceAndInOrder() {
        log.add(2);
        tail.poll();
        log.add(1);
        tail.poll();
        tail.poll();
        assertThat(seen).containsExactly("6", "7", "8");
    }

    @Test
    void readsManyPages() {
        log.add(2_500);
        tail.poll();
        assertThat(seen).hasSize(2_500).endsWith("2505");
        assertThat(log.reads).containsSubsequence(5L, 1_005L, 2_005L);
    }

    @Test
    void exactlyFullPageIsFollowedByAnEmptyOne() {
        log.add(1_000);
        tail.poll();
        tail.poll();
        assertThat(seen).hasSize(1_000).doesNotContain(LOST);
    }

    @Test
    void gapAtTheStartLosesEverything() {
        log.add(3);
        log.entries.remove(6L);
        tail.poll();
        assertThat(seen).containsExactly(LOST);
        goesOnFromTheHead();
    }

    @Test
    void gapInTheMiddleLosesEverything() {
        log.add(4);
        log.entries.remove(8L);
        tail.poll();
        assertThat(seen).contains(LOST);
        goesOnFromTheHead();
    }

    @Test
    void gapBetweenPagesLosesEverything() {
        log.add(1_003);
        log.entries.remove(1_006L);
        tail.poll();
        assertThat(seen).hasSize(1_001).endsWith("1005", LOST);
        goesOnFromTheHead();
    }

    @Test
    void retentionThatOvertookTheCursorLosesEverything() {
        log.add(3);
        log.entries.clear();
        tail.poll();
        assertThat(seen).containsExactly(LOST);
        goesOnFromTheHead();
    }

    @Test
    void otherIncarnationLosesEverything() {
        log.incarnation = "restored";
        log.add(1);
        tail.poll();
        assertThat(seen).containsExactly(LOST);
        goesOnFromTheHead();
    }

    @Test
    void headBehindLosesEverything() {
        log.head = 3;
        log.entries.tailMap(3L, false).clear();
        tail.poll();
        assertThat(seen).containsExactly(LOST);
        goesOnFromTheHead();
    }

    @Test
    void failureInTheMiddleGoesOnFromTheSamePlace() {
        log.add(2_500);
        log.failAfterReads = 1;
        assertThatThrownBy(tail::poll).isInstanceOf(StoreException.class);
        assertThat(seen).hasSize(1_000);
        tail.poll();
        assertThat(seen).hasSize(2_500).doesNotHaveDuplicates().endsWith("2505");
    }

    @Test
    void whatCouldNotBeDroppedIsToldAgain() {
        log.add(2);
        failures.add(new StoreException("cannot reload"));
        assertThatThrownBy(tail::poll).isInstanceOf(StoreException.class);
        tail.poll();
        assertThat(seen).containsExactly("6", "7");

        log.incarnation = "restored";
        failures.add(new StoreException("cannot reload"));
        assertThatThrownBy(tail::poll).isInstanceOf(StoreException.class);
        seen.clear();
        tail.poll();
        assertThat(seen).as("the caches were not emptied yet").containsExactly(LOST);
    }

    @Test
    void isFreshUntilExactlyTheStalenessAfterTheStartOfTheLastCompleteRead() {
        clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(tail.isFresh(clock.millis())).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(tail.isFresh(clock.millis())).isFalse();
        log.duringRead = () -> clock.advance(Duration.ofSeconds(20));
        tail.poll();
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(tail.isFresh(clock.millis())).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(tail.isFresh(clock.millis())).isFalse();
    }

    @Test
    void failedReadDoesNotRefresh() {
        clock.advance(Duration.ofSeconds(29));
        log.failAfterReads = 0;
        assertThatThrownBy(tail::poll).isInstanceOf(StoreException.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tail.isFresh(clock.millis())).isFalse();
    }

    @Test
    void incompleteReadDoesNotRefresh() {
        clock.advance(Duration.ofSeconds(29));
        log.add(1_500);
        log.failAfterReads = 1;
        assertThatThrownBy(tail::poll).isInstanceOf(StoreException.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tail.isFresh(clock.millis())).isFalse();
    }

    @Test
    void isNeverFreshBeforeTheFirstRead() {
        ChangeTail unread = new ChangeTail(log, clock, Duration.ofHours(1), changes -> {}, () -> {});
        assertThat(unread.isFresh(clock.millis())).isFalse();
    }

    @Test
    void clockSetBackDoesNotKeepAReadFreshForever() {
        clock.advance(Duration.ofHours(-1));
        assertThat(tail.isFresh(clock.millis())).isFalse();
    }

    private void goesOnFromTheHead() {
        seen.clear();
        log.add(1);
        tail.poll();
        assertThat(seen).containsExactly(Long.toString(log.head));
    }

    private void changed(List<Change> changes) {
        failIfAsked();
        changes.forEach(change -> seen.add(change.subject()));
    }

    private void lost() {
        failIfAsked();
        seen.add(LOST);
    }

    private void failIfAsked() {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    }

    private static final class Log implements ChangeLog {
        private final TreeMap<Long, Entry> entries = new TreeMap<>();
        private final List<Long> reads = new ArrayList<>();
        private String incarnation = "first";
        private long head;
        private int failAfterReads = -1;
        private Runnable duringRead = () -> {};

        void add(int count) {
            for (int i = 0; i < count; i++) {
                head++;
                entries.put(head, new Entry(head, Change.apiKey(Long.toString(head))));
            }
        }

        @Override
        public Tail readAfter(long number, int max) {
            if (failAfterReads-- == 0) {
                throw new StoreException("out of reach");
            }
            reads.add(number);
            duringRead.run();
            return new Tail(
                    incarnation,
                    head,
                    entries.tailMap(number, false).values().stream().limit(max).toList());
        }
    }

    @Test
    void readThatFoundChangesIsFreshToo() {
        clock.advance(Duration.ofSeconds(29));
        log.add(1);
        tail.poll();
        clock.advance(Duration.ofSeconds(29));
        assertThat(tail.isFresh(clock.millis())).isTrue();
        assertThat(tail.age(clock.millis())).isEqualTo(Duration.ofSeconds(29));
        assertThat(tail.age(clock.millis() - 60_000))
                .as("a clock that was set back")
                .isZero();
    }

    /** One clock stands still while the machine sleeps, the other may be set by somebody. */
    @Test
    void eachOfItsTwoClocksEndsTheFreshness() {
        MovableClock wall = new MovableClock();
        ChangeTail both = new ChangeTail(log, clock, wall, Duration.ofSeconds(30), changes -> {}, () -> {});
        both.poll();
        clock.advance(Duration.ofSeconds(30).minusMillis(1));
        wall.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(both.isFresh(clock.millis())).isTrue();
        wall.advance(Duration.ofMillis(1));
        assertThat(both.isFresh(clock.millis())).isFalse();
        both.poll();
        clock.advance(Duration.ofSeconds(30));
        assertThat(both.isFresh(clock.millis())).isFalse();
    }
}
