package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The window that an answer names when there are several. */
class GcraTest {
    private static final RateLimit MINUTE_FIRST = RateLimit.parse("10/minute, 10/hour");
    private static final RateLimit HOUR_FIRST = RateLimit.parse("10/hour, 10/minute");
    private static final String MINUTE = "10/minute";
    private static final String HOUR = "10/hour";

    @Test
    void capacityIsNeverLessThanThePeriod() {
        assertThat(Gcra.capacity(RateLimit.parse("10/minute").windows().get(0)))
                .isEqualTo(Duration.ofMinutes(1).toNanos());
        assertThat(Gcra.capacity(RateLimit.parse("7/minute").windows().get(0))).isEqualTo(60_000_000_004L);
    }

    @Test
    void ofWindowsWithEqualRoomTheBusierOneIsNamedOrElseTheFirst() {
        assertThat(named(MINUTE_FIRST, 1, 2)).isEqualTo(HOUR);
        assertThat(named(MINUTE_FIRST, 2, 1)).isEqualTo(MINUTE);
        assertThat(named(MINUTE_FIRST, 1, 1)).isEqualTo(MINUTE);
        assertThat(named(HOUR_FIRST, 1, 1)).isEqualTo(HOUR);
    }

    @Test
    void ofWindowsWithoutRoomTheOneToWaitLongestForIsNamed() {
        long minuteFor5s = Duration.ofSeconds(59).toNanos();
        long hourFor350s = Duration.ofSeconds(3_590).toNanos();
        long hourFor5s = Duration.ofSeconds(3_245).toNanos();
        assertThat(named(MINUTE_FIRST, minuteFor5s, hourFor350s)).isEqualTo(HOUR);
        assertThat(named(HOUR_FIRST, hourFor350s, minuteFor5s)).isEqualTo(HOUR);
        assertThat(decide(HOUR_FIRST, hourFor350s, minuteFor5s).retryAfter()).isEqualTo(Duration.ofSeconds(350));
        assertThat(named(MINUTE_FIRST, minuteFor5s, hourFor5s)).isEqualTo(HOUR);
        assertThat(named(HOUR_FIRST, hourFor5s, minuteFor5s)).isEqualTo(HOUR);
    }

    @Test
    void aWaitIsWholeMilliseconds() {
        long almostFull = Duration.ofSeconds(54).toNanos();
        assertThat(decide(RateLimit.parse("10/minute"), almostFull).allowed()).isTrue();
        LimitDecision refused = decide(RateLimit.parse("10/minute"), almostFull + 1);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(1));
    }

    private static String named(RateLimit limit, long... busy) {
        return new RateLimit(List.of(decide(limit, busy).window())).toString();
    }

    private static LimitDecision decide(RateLimit limit, long... busy) {
        return Gcra.decide(limit.windows(), busy);
    }
}
