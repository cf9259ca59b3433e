package dev.sallyport.bench.micro;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision among 100,000 keys in random order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimiterBenchmark {
    private static final int KEYS = 100_000;
    private static final int PERMITS = 1_000_000;

    private final RateLimit one = RateLimit.parse(PERMITS + "/hour");
    private final RateLimit two = RateLimit.parse("100000/minute, " + PERMITS + "/hour");
    private final LocalRateLimiter limiter =
            new LocalRateLimiter(InstantSource.system(), new SecureRandom(), LocalRateLimiter.DEFAULT_CAPACITY);
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final String[] keys = new String[KEYS];
    private final int[] order = new Random(1).ints(1 << 20, 0, KEYS).toArray();
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(2);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "credential:" + Long.toHexString(random.nextLong()) + i;
        }
        for (String key : keys) {
            limiter.acquire(key, one);
            bucket(key);
        }
    }

    private String key() {
        next = (next + 1) & (order.length - 1);
        return keys[order[next]];
    }

    private Bucket bucket(String key) {
        return buckets.computeIfAbsent(
                key,
                absent -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(PERMITS).refillGreedy(PERMITS, Duration.ofHours(1)))
                        .build());
    }

    /** What the other three spend before they begin: a key from memory that is not in the processor's cache. */
    @Benchmark
    public int keyAlone() {
        return key().charAt(3);
    }

    @Benchmark
    public LimitDecision sallyport() {
        return limiter.acquire(key(), one);
    }

    @Benchmark
    public LimitDecision sallyportTwoWindows() {
        return limiter.acquire(key(), two);
    }

    @Benchmark
    public ConsumptionProbe bucket4j() {
        return bucket(key()).tryConsumeAndReturnRemaining(1);
    }
}
