package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExhaustedLimitsTest {
    private static final RateLimit.Window WINDOW = new RateLimit.Window(3, Duration.ofMinutes(1));

    private final MovableClock clock = MovableClock.betweenMilliseconds();
    private final ExhaustedLimits doors = new ExhaustedLimits(clock);

    @Test
    void saysWhatTheLimitWouldSayUntilThereIsRoomAgain() {
        assertThat(doors.closed("a")).isEmpty();
        doors.close("a", new LimitDecision(false, WINDOW, 0, Duration.ofNanos(19_999_000_001L), Duration.ofMinutes(1)));
        clock.advance(Duration.ofSeconds(5));
        assertThat(doors.closed("a"))
                .contains(new LimitDecision(false, WINDOW, 0, Duration.ofSeconds(15), Duration.ofSeconds(55)));
        assertThat(doors.closed("b")).isEmpty();
        clock.advance(Duration.ofSeconds(15));
        assertThat(doors.closed("a")).isEmpty();
    }

    @Test
    void isClosedFromTheVeryMillisecondToTheVeryEnd() {
        doors.close("a", new LimitDecision(false, WINDOW, 0, Duration.ofSeconds(20), Duration.ofMinutes(1)));
        assertThat(doors.closed("a"))
                .contains(new LimitDecision(false, WINDOW, 0, Duration.ofSeconds(20), Duration.ofMinutes(1)));
        clock.advance(Duration.ofSeconds(20).minusMillis(1));
        assertThat(doors.closed("a"))
                .contains(new LimitDecision(
                        false,
                        WINDOW,
                        0,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(40).plusMillis(1)));
        clock.advance(Duration.ofMillis(1));
        assertThat(doors.closed("a")).isEmpty();
    }

    @Test
    void clockThatWasSetBackOpensIt() {
        doors.close("a", new LimitDecision(false, WINDOW, 0, Duration.ofSeconds(20), Duration.ofMinutes(1)));
        clock.advance(Duration.ofMillis(-1));
        assertThat(doors.closed("a")).isEmpty();
    }
}
