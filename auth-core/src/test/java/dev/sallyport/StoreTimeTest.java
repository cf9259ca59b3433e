package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.memory.InMemoryStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTimeTest {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final MovableClock database = new MovableClock();
    private final MovableClock node = new MovableClock();
    private final AtomicLong nanos = new AtomicLong();
    private final WatchedStores stores = WatchedStores.over(InMemoryStores.create());
    private final StoreTime time = new StoreTime(stores.stores(), node, node, nanos::get, SKEW);

    StoreTimeTest() {
        stores.setTime(database);
        node.set(database.instant().plus(Duration.ofDays(30)));
        time.ask();
    }

    /** All clocks go on. */
    private void pass(Duration duration) {
        database.advance(duration);
        node.advance(duration);
        nanos.addAndGet(duration.toNanos());
    }

    @Test
    void isTheBackendsWhateverTheNodesClockSays() {
        assertThat(time.instant()).isEqualTo(database.instant());
        assertThat(time.millis()).isEqualTo(database.instant().toEpochMilli());
        pass(Duration.ofHours(3));
        assertThat(time.instant()).isEqualTo(database.instant());
    }

    @Test
    void isAskedForOnceASecondAtMost() {
        database.advance(Duration.ofMinutes(1));
        time.ask();
        assertThat(time.instant()).isBefore(database.instant());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        time.ask();
        assertThat(time.instant())
                .as("a backend that is ahead is followed at once")
                .isEqualTo(database.instant());
    }

    @Test
    void isSetBackAfterAMinuteOrTwoOfTheSameAnswer() {
        Instant before = time.instant();
        database.advance(Duration.ofHours(-1));
        for (int second = 0; second < 59; second++) {
            pass(Duration.ofSeconds(1));
            time.ask();
            assertThat(time.instant()).as("one odd answer begins nothing anew").isAfter(before);
        }
        for (int second = 0; second < 62; second++) {
            pass(Duration.ofSeconds(1));
            time.ask();
        }
        assertThat(time.instant()).isEqualTo(database.instant());
    }

    @Test
    void goesOnWhileTheBackendCannotBeAsked() {
        stores.setTime(() -> {
            throw new StoreException("gone");
        });
        pass(Duration.ofMinutes(5));
        assertThatThrownBy(time::ask).isInstanceOf(StoreException.class);
        assertThat(time.instant()).isEqualTo(database.instant());
    }

    @Test
    void ofTwoTimesTheEarlierOneRemoves() {
        assertThat(time.earliest()).as("the node is a month ahead").isEqualTo(database.instant());
        node.set(database.instant().minusSeconds(40));
        assertThat(time.earliest()).isEqualTo(node.instant());
    }

    @Test
    void wrongClockIsToldOnceAMinute() {
        try (LogLines log = LogLines.of(StoreTime.class)) {
            for (int second = 0; second < 60; second++) {
                pass(Duration.ofSeconds(1));
                time.ask();
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("The clock of this node is 2592000 s ahead of the database's, more than clockSkew 60 s");
        }
    }

    @Test
    void clockThatIsRightWithinTheSkewIsNotTold() {
        node.set(database.instant().minus(SKEW));
        try (LogLines log = LogLines.of(StoreTime.class)) {
            pass(Duration.ofMinutes(2));
            time.ask();
            assertThat(log.lines()).isEmpty();
        }
    }

    /** Whoever gives no clock, or the machine's, gets monotonic time from one answer to the next. */
    @Test
    void clockOfTheMachineIsReplacedByMonotonicTime() {
        assertThat(MonotonicClock.isSystem(InstantSource.system())).isTrue();
        assertThat(MonotonicClock.isSystem(Clock.systemUTC())).isTrue();
        assertThat(MonotonicClock.isSystem(Clock.system(ZoneId.of("Asia/Tokyo"))))
                .isTrue();
        assertThat(MonotonicClock.isSystem(node)).isFalse();
        assertThat(MonotonicClock.isSystem(Clock.fixed(Instant.EPOCH, ZoneId.of("UTC"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -50, 50, 3_600, 30 * 86_400})
    void clockOfTheMachineMayJumpAndTheTimeGoesOn(long jump) {
        StoreTime steady =
                new StoreTime(stores.stores(), node, new MonotonicClock(node.instant(), nanos::get), nanos::get, SKEW);
        steady.ask();
        Instant before = steady.instant();
        assertThat(before).isEqualTo(database.instant());

        node.advance(Duration.ofSeconds(jump));
        pass(Duration.ofMillis(1_500));
        assertThat(steady.instant()).isEqualTo(before.plusMillis(1_500));
        assertThat(steady.millis()).isEqualTo(before.toEpochMilli() + 1_500);
        steady.ask();
        assertThat(steady.instant()).isEqualTo(database.instant());
        assertThat(steady.earliest()).isBeforeOrEqualTo(database.instant());
    }
}
