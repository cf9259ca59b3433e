package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.testing.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script beside the limiter that counts in memory: every decision is the same, to the nanosecond. */
class SameAnswersTest {
    private static RealRedis redis;

    private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-26T12:00:00.123Z"));

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.ask(commands -> commands.flushall());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/second",
                "7/minute",
                "999999/second",
                "1000000/31d",
                "11/31d",
                "10/second, 100/minute",
                "4/2s, 8/8s, 16/40s, 25/100s"
            })
    void decidesLikeTheLocalLimiterAtRandomTimes(String text) {
        RateLimit limit = RateLimit.parse(text);
        RateLimit smaller = RateLimit.parse(text.replaceAll("\\d+/", "1/"));
        long longest = limit.windows().get(0).period().toMillis();
        LocalRateLimiter local = new LocalRateLimiter(clock, new SecureRandom());
        Random random = new Random(7);
        try (MovedClock moved = new MovedClock(redis, clock);
                RedisSharing sharing = moved.sharing()) {
            for (int i = 0; i < 600; i++) {
                if (random.nextInt(3) == 0) {
                    clock.advance(Duration.ofMillis((long) (random.nextDouble() * longest / 4)));
                }
                if (random.nextInt(200) == 0) {
                    clock.advance(Duration.ofMillis(-longest * random.nextInt(10)));
                }
                moved.tell();
                String key = "key:" + random.nextInt(2);
                RateLimit now = random.nextInt(50) == 0 ? smaller : limit;

                assertThat(sharing.acquire(key, now)).as("step %s", i).isEqualTo(local.acquire(key, now));
            }
        }
    }
}
