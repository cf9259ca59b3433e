package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limiter beside a naive one: buckets of exact fractions in a map that forgets nothing. */
class LocalRateLimiterModelTest {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    /** A bucket that gains permits with time; tokens are counted in fractions of 1 over the nanoseconds of the period. */
    private static final class Bucket {
        private final BigInteger permits;
        private final BigInteger period;
        private BigInteger tokens;
        private Instant at;

        Bucket(RateLimit.Window window, Instant now) {
            permits = BigInteger.valueOf(window.permits());
            period = BigInteger.valueOf(window.period().toSeconds()).multiply(NANOS);
            tokens = permits.multiply(period);
            at = now;
        }

        void refill(Instant now) {
            BigInteger passed = BigInteger.valueOf(Duration.between(at, now).toNanos());
            tokens = tokens.add(passed.multiply(permits)).min(permits.multiply(period));
            at = now;
        }

        boolean hasRoom() {
            return tokens.compareTo(period) >= 0;
        }

        void take() {
            tokens = tokens.subtract(period);
        }

        int remaining() {
            return tokens.divide(period).intValueExact();
        }
    }

    private final MovableClock clock = MovableClock.betweenMilliseconds();
    private final LocalRateLimiter limiter = new LocalRateLimiter(clock, new SecureRandom(), 1_000);
    private final Map<String, List<Bucket>> model = new HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/second",
                "5/second",
                "100/minute",
                "1000000/second",
                "10/second, 100/minute",
                "4/2s, 8/8s, 16/40s, 25/100s"
            })
    void decidesLikeTheModelAtRandomTimes(String text) {
        RateLimit limit = RateLimit.parse(text);
        long longest = limit.windows().get(0).period().toMillis();
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 4_000; i++) {
                if (random.nextInt(3) == 0) {
                    int scale = 1 + random.nextInt(3) * random.nextInt(3);
                    clock.advance(Duration.ofMillis((long) (random.nextDouble() * longest * scale / 4)));
                }
                // The same names for every seed: counters go on from one run to the next.
                String key = "key:" + random.nextInt(1 + seed);
                List<Bucket> buckets = model.computeIfAbsent(key, k -> fresh(limit));
                buckets.forEach(bucket -> bucket.refill(clock.instant()));
                boolean expected = buckets.stream().allMatch(Bucket::hasRoom);
                if (expected) {
                    buckets.forEach(Bucket::take);
                }

                LimitDecision decision = limiter.acquire(key, limit);

                assertThat(decision.allowed()).as("seed %s, step %s", seed, i).isEqualTo(expected);
                assertThat(decision.remaining())
                        .isEqualTo(buckets.stream()
                                .mapToInt(Bucket::remaining)
                                .min()
                                .orElseThrow());
            }
        }
    }

    /** Where the period divided by the permits is no whole number of nanoseconds, less is allowed rather than more. */
    @ParameterizedTest
    @ValueSource(strings = {"7/minute", "999999/second", "3/second", "11/31d"})
    void neverAllowsMoreThanTheModel(String text) {
        RateLimit limit = RateLimit.parse(text);
        Random random = new Random(3);
        Bucket bucket = new Bucket(limit.windows().get(0), clock.instant());
        int allowed = 0;
        int modelAllowed = 0;
        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofMillis((long)
                    (random.nextDouble() * limit.windows().get(0).period().toMillis() / 10)));
            bucket.refill(clock.instant());
            if (bucket.hasRoom()) {
                bucket.take();
                modelAllowed++;
            }
            if (limiter.acquire("key", limit).allowed()) {
                allowed++;
            }
            assertThat(allowed).isBetween(modelAllowed - 1, modelAllowed);
        }
    }

    private List<Bucket> fresh(RateLimit limit) {
        List<Bucket> buckets = new ArrayList<>();
        limit.windows().forEach(window -> buckets.add(new Bucket(window, clock.instant())));
        return buckets;
    }
}
