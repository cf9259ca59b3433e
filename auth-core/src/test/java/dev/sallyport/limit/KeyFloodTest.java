package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An attacker who can invent keys (addresses, unknown credentials) tries to make the limiter forget or to fill the memory. */
class KeyFloodTest {
    private static final RateLimit TEN_A_MINUTE = RateLimit.parse("10/minute");

    private final MovableClock clock = MovableClock.betweenMilliseconds();
    private final LocalRateLimiter limiter = new LocalRateLimiter(clock, new SecureRandom(), 1_000);

    @Test
    void freshKeysNeverEvictAUsedCounter() {
        exhaust("victim", TEN_A_MINUTE);
        take("busy", TEN_A_MINUTE, 3);

        flood("flood:", TEN_A_MINUTE, 200_000);

        assertThat(limiter.acquire("victim", TEN_A_MINUTE).allowed()).isFalse();
        assertThat(limiter.acquire("busy", TEN_A_MINUTE).remaining()).isEqualTo(6);
    }

    @Test
    void freshKeysOfALongWindowDoNotEvictAUsedCounterOfAShortOne() {
        RateLimit second = RateLimit.parse("100/second");
        exhaust("victim", second);

        // Each of these is busy for a day where the victim is busy for a second; still it holds
        // one request and not a hundred.
        flood("flood:", RateLimit.parse("1/day"), 200_000);

        assertThat(limiter.acquire("victim", second).allowed()).isFalse();
    }

    @Test
    void aKeyOfSeveralWindowsDoesNotEvictItself() {
        RateLimit four = RateLimit.parse("2/second, 2/minute, 2/hour, 2/day");
        LocalRateLimiter smallest = new LocalRateLimiter(clock, new SecureRandom(), 1);
        for (int key = 0; key < 20_000; key++) {
            assertThat(smallest.acquire("key:" + key, four).allowed()).isTrue();
            assertThat(smallest.acquire("key:" + key, four).allowed()).isTrue();
            assertThat(smallest.acquire("key:" + key, four).allowed()).isFalse();
        }
    }

    @Test
    void atCapacityFewerThanOneCounterInAThousandIsCrowdedOut() {
        LocalRateLimiter full = new LocalRateLimiter(clock, new SecureRandom(), 65_536);
        RateLimit one = RateLimit.parse("1/minute");
        int forgotten = 0;
        for (int key = 0; key < 65_536; key++) {
            full.acquire("key:" + key, one);
        }
        for (int key = 0; key < 65_536; key++) {
            forgotten += full.acquire("key:" + key, one).allowed() ? 1 : 0;
        }
        assertThat(forgotten).isLessThan(65_536 / 1_000 * 2);
    }

    @Test
    void placesOfCountersThatRanOutAreUsedAgain() {
        flood("before:", TEN_A_MINUTE, 200_000);
        clock.advance(Duration.ofMinutes(1));
        int forgotten = 0;
        for (int key = 0; key < 1_000; key++) {
            limiter.acquire("after:" + key, RateLimit.parse("1/minute"));
        }
        for (int key = 0; key < 1_000; key++) {
            forgotten +=
                    limiter.acquire("after:" + key, RateLimit.parse("1/minute")).allowed() ? 1 : 0;
        }
        assertThat(forgotten).isLessThan(20);
    }

    private void flood(String prefix, RateLimit limit, int keys) {
        for (int key = 0; key < keys; key++) {
            assertThat(limiter.acquire(prefix + key, limit).allowed()).isTrue();
        }
    }

    private void exhaust(String key, RateLimit limit) {
        take(key, limit, limit.windows().get(0).permits());
        assertThat(limiter.acquire(key, limit).allowed()).isFalse();
    }

    private void take(String key, RateLimit limit, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limiter.acquire(key, limit).allowed()).isTrue();
        }
    }
}
