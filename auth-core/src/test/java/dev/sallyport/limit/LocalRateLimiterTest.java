package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.fixture.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRateLimiterTest {
    private static final RateLimit FIVE_A_MINUTE = RateLimit.parse("5/minute");

    private final MovableClock clock = MovableClock.betweenMilliseconds();
    private final LocalRateLimiter limiter = new LocalRateLimiter(clock, new SecureRandom());

    @Test
    void allowsThePermitsAtOnceAndThenRefuses() {
        for (int left = 4; left >= 0; left--) {
            LimitDecision decision = limiter.acquire("a", FIVE_A_MINUTE);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
            assertThat(decision.retryAfter()).isZero();
            assertThat(decision.resetAfter()).isEqualTo(Duration.ofSeconds(12L * (5 - left)));
        }
        assertThat(limiter.acquire("a", FIVE_A_MINUTE))
                .isEqualTo(new LimitDecision(
                        false, FIVE_A_MINUTE.windows().get(0), 0, Duration.ofSeconds(12), Duration.ofMinutes(1)));
    }

    @Test
    void countsEachKeyAlone() {
        exhaust("a", FIVE_A_MINUTE);

        assertThat(limiter.acquire("b", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void refusalsCostNothing() {
        exhaust("a", FIVE_A_MINUTE);
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.acquire("a", FIVE_A_MINUTE).retryAfter()).isEqualTo(Duration.ofSeconds(12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1/second", "5/minute", "7/minute", "999999/day", "3/31d", "1000000/second", "100/hour, 3/7s"})
    void hasRoomForOneAfterRetryAfter(String text) {
        RateLimit limit = RateLimit.parse(text);
        int taken = 0;
        while (limiter.acquire("a", limit).allowed()) {
            taken++;
        }
        assertThat(taken)
                .isEqualTo(limit.windows().stream()
                        .mapToInt(RateLimit.Window::permits)
                        .min()
                        .orElseThrow());

        Duration wait = limiter.acquire("a", limit).retryAfter();
        clock.advance(wait.minusMillis(1));
        assertThat(limiter.acquire("a", limit).allowed()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(limiter.acquire("a", limit).allowed()).isTrue();
    }

    @Test
    void isAsNewAfterResetAfter() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(limiter.acquire("a", FIVE_A_MINUTE).resetAfter());

        assertThat(limiter.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void takesFromAllWindowsOrFromNone() {
        RateLimit limit = RateLimit.parse("2/second, 3/hour");
        assertThat(limiter.acquire("a", limit).allowed()).isTrue();
        assertThat(limiter.acquire("a", limit).allowed()).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.acquire("a", limit).window())
                    .isEqualTo(limit.windows().get(0));
        }
        clock.advance(Duration.ofSeconds(1));

        // The ten refusals above took nothing from the hour: its third permit is still there.
        assertThat(limiter.acquire("a", limit).allowed()).isTrue();
        LimitDecision decision = limiter.acquire("a", limit);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.window()).isEqualTo(limit.windows().get(1));
        assertThat(decision.retryAfter()).isEqualTo(Duration.ofSeconds(1199));
    }

    @Test
    void reportsTheTightestWindow() {
        RateLimit limit = RateLimit.parse("3/second, 4/hour");
        RateLimit.Window second = limit.windows().get(0);
        RateLimit.Window hour = limit.windows().get(1);

        assertThat(limiter.acquire("a", limit).window()).isEqualTo(second);
        assertThat(limiter.acquire("a", limit).window()).isEqualTo(second);
        clock.advance(Duration.ofSeconds(1));
        assertThat(limiter.acquire("a", limit))
                .isEqualTo(new LimitDecision(true, hour, 1, Duration.ZERO, Duration.ofSeconds(2699)));
    }

    @Test
    void saysHowLongTheLongestOfTheFullWindowsLasts() {
        RateLimit limit = RateLimit.parse("2/second, 2/hour");
        exhaust("a", limit);

        LimitDecision decision = limiter.acquire("a", limit);

        assertThat(decision.window()).isEqualTo(limit.windows().get(1));
        assertThat(decision.retryAfter()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void keepsTheCounterWhenPermitsChange() {
        exhaust("a", RateLimit.parse("10/minute"));

        assertThat(limiter.acquire("a", FIVE_A_MINUTE).allowed()).isFalse();
        clock.advance(Duration.ofSeconds(12));
        assertThat(limiter.acquire("a", FIVE_A_MINUTE).remaining()).isZero();
        clock.advance(Duration.ofSeconds(30));
        assertThat(limiter.acquire("a", RateLimit.parse("1000/minute")).remaining())
                .isEqualTo(499);
    }

    @Test
    void startsAnewWhenThePeriodChanges() {
        exhaust("a", RateLimit.parse("5/day"));

        assertThat(limiter.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void staysShutForOnePeriodAtMostWhenTheClockGoesBack() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(Duration.ofDays(-365));

        LimitDecision decision = limiter.acquire("a", FIVE_A_MINUTE);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.resetAfter()).isEqualTo(Duration.ofMinutes(1));
        clock.advance(decision.retryAfter());
        assertThat(limiter.acquire("a", FIVE_A_MINUTE).allowed()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(limiter.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void startsEmptyWhenTheClockGoesBackBehindItsStart() {
        clock.advance(Duration.ofDays(-10_000));

        assertThat(limiter.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void survivesAClockFarInTheFuture() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(Duration.ofDays(365 * 200));
        exhaust("a", FIVE_A_MINUTE);

        assertThat(limiter.acquire("a", FIVE_A_MINUTE).retryAfter()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void takesAnyTextAsAKey() {
        for (String key : new String[] {"", "\0", "é", "\uD83D\uDE00", "x".repeat(10_000)}) {
            exhaust(key, FIVE_A_MINUTE);
        }
        assertThat(limiter.acquire("e", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_000_001})
    void refusesACapacityOutOfRange(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalRateLimiter(clock, new SecureRandom(), capacity))
                .withMessage("The capacity of a rate limiter is 1 to 10000000 counters, not " + capacity);
    }

    private void exhaust(String key, RateLimit limit) {
        int permits = limit.windows().get(0).permits();
        for (int i = 0; i < permits; i++) {
            assertThat(limiter.acquire(key, limit).allowed()).isTrue();
        }
        assertThat(limiter.acquire(key, limit).allowed()).isFalse();
    }

    @Test
    void smallestTableCountsToo() {
        LocalRateLimiter small = new LocalRateLimiter(clock, new SecureRandom(), 1);
        assertThat(small.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
        assertThat(small.acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(3);
    }
}
