package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every rate limiter must pass. Extend it, hand in a limiter that reads the time of the given clock and has counted nothing
 * yet, and run it with JUnit. One that counts for several nodes hands in two ends that share their counts; the contract takes
 * from both in turn.
 */
@Timeout(60)
public abstract class RateLimiterContract {
    private static final RateLimit FIVE_A_MINUTE = RateLimit.parse("5/minute");
    private static final int THREADS = 8;

    private final MovableClock clock = MovableClock.at(Samples.NOW);
    private List<RateLimiter> ends = List.of();
    private int next;

    /** One limiter, or several that share their counts; they have counted nothing. Called before each test, closed after it. */
    protected abstract List<RateLimiter> newLimiters(InstantSource time) throws Exception;

    @BeforeEach
    void open() throws Exception {
        ends = newLimiters(clock);
    }

    @AfterEach
    void close() {
        ends.forEach(RateLimiter::close);
    }

    @Test
    void allowsThePermitsAtOnceAndThenRefuses() {
        for (int left = 4; left >= 0; left--) {
            LimitDecision decision = acquire("a", FIVE_A_MINUTE);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.window()).isEqualTo(FIVE_A_MINUTE.windows().get(0));
            assertThat(decision.remaining()).isEqualTo(left);
            assertThat(decision.retryAfter()).isZero();
            assertThat(decision.resetAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
        }
        LimitDecision refused = acquire("a", FIVE_A_MINUTE);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(refused.resetAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void countsEachKeyAlone() {
        exhaust("a", FIVE_A_MINUTE);

        assertThat(acquire("b", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void refusalsCostNothing() {
        exhaust("a", FIVE_A_MINUTE);
        Duration wait = acquire("a", FIVE_A_MINUTE).retryAfter();
        for (int i = 0; i < 100; i++) {
            assertThat(acquire("a", FIVE_A_MINUTE).retryAfter()).isEqualTo(wait);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/second", "5/minute", "7/minute", "999/second", "3/31d", "100/hour, 3/7s"})
    void hasRoomForOneAfterRetryAfterAndNotBefore(String text) {
        RateLimit limit = RateLimit.parse(text);
        int taken = 0;
        while (acquire("a", limit).allowed()) {
            taken++;
        }
        assertThat(taken)
                .isEqualTo(limit.windows().stream()
                        .mapToInt(RateLimit.Window::permits)
                        .min()
                        .orElseThrow());

        Duration wait = acquire("a", limit).retryAfter();
        clock.advance(wait.minusMillis(1));
        assertThat(acquire("a", limit).allowed()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(acquire("a", limit).allowed()).isTrue();
    }

    @Test
    void isAsNewAfterResetAfter() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(acquire("a", FIVE_A_MINUTE).resetAfter());

        assertThat(acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void takesFromAllWindowsOrFromNone() {
        RateLimit limit = RateLimit.parse("2/second, 3/hour");
        assertThat(acquire("a", limit).allowed()).isTrue();
        assertThat(acquire("a", limit).allowed()).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(acquire("a", limit).window()).isEqualTo(limit.windows().get(0));
        }
        clock.advance(Duration.ofSeconds(1));

        // The ten refusals above took nothing from the hour: its third permit is still there.
        assertThat(acquire("a", limit).allowed()).isTrue();
        LimitDecision decision = acquire("a", limit);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.window()).isEqualTo(limit.windows().get(1));
    }

    @Test
    void reportsTheTightestWindow() {
        RateLimit limit = RateLimit.parse("3/second, 4/hour");
        assertThat(acquire("a", limit).window()).isEqualTo(limit.windows().get(0));
        assertThat(acquire("a", limit).window()).isEqualTo(limit.windows().get(0));
        clock.advance(Duration.ofSeconds(1));
        LimitDecision decision = acquire("a", limit);
        assertThat(decision.window()).isEqualTo(limit.windows().get(1));
        assertThat(decision.remaining()).isEqualTo(1);
    }

    @Test
    void waitsForTheLongestOfTheFullWindows() {
        RateLimit limit = RateLimit.parse("2/second, 2/hour");
        exhaust("a", limit);

        assertThat(acquire("a", limit).window()).isEqualTo(limit.windows().get(1));
    }

    @Test
    void keepsTheCountWhenPermitsChange() {
        exhaust("a", RateLimit.parse("10/minute"));

        assertThat(acquire("a", FIVE_A_MINUTE).allowed()).isFalse();
    }

    @Test
    void startsAnewWhenThePeriodChanges() {
        exhaust("a", RateLimit.parse("5/day"));

        assertThat(acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void staysShutForOnePeriodAtMostWhenTheClockGoesBack() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(Duration.ofDays(-365));

        LimitDecision decision = acquire("a", FIVE_A_MINUTE);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.resetAfter()).isLessThanOrEqualTo(Duration.ofMinutes(1));
        clock.advance(decision.retryAfter());
        assertThat(acquire("a", FIVE_A_MINUTE).allowed()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(acquire("a", FIVE_A_MINUTE).remaining()).isEqualTo(4);
    }

    @Test
    void survivesAClockFarInTheFuture() {
        exhaust("a", FIVE_A_MINUTE);
        clock.advance(Duration.ofDays(365 * 200));
        exhaust("a", FIVE_A_MINUTE);
    }

    @Test
    void takesAnyTextAsAKey() {
        List<String> keys = List.of(
                "",
                "\0",
                "é",
                "e",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00",
                "?",
                "{a}",
                "a b",
                "a\r\nb",
                "x".repeat(10_000));
        for (String key : keys) {
            exhaust(key, FIVE_A_MINUTE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000/minute", "500/second, 300/minute, 400/hour"})
    void allowsExactlyThePermitsToManyThreads(String text) {
        RateLimit limit = RateLimit.parse(text);
        int permits = limit.windows().stream()
                .mapToInt(RateLimit.Window::permits)
                .min()
                .orElseThrow();
        List<Integer> allowed = Together.run(THREADS, thread -> (int) IntStream.range(0, permits / 4)
                .filter(i -> end(thread).acquire("a", limit).allowed())
                .count());

        assertThat(allowed.stream().mapToInt(count -> count).sum()).isEqualTo(permits);
    }

    private RateLimiter end(int number) {
        return ends.get(number % ends.size());
    }

    private LimitDecision acquire(String key, RateLimit limit) {
        return end(next++).acquire(key, limit);
    }

    private void exhaust(String key, RateLimit limit) {
        for (int i = 0; i < limit.windows().get(0).permits(); i++) {
            assertThat(acquire(key, limit).allowed()).as("%s of %s", i, limit).isTrue();
        }
        assertThat(acquire(key, limit).allowed()).isFalse();
    }
}
