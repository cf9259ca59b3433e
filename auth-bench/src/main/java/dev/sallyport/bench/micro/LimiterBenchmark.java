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

/**
 * One decision among 100,000 keys in random order. Each key is a text just made, as it is on a request: it is in the processor's
 * cache, and a map cannot recognise it by its identity or by a hash code computed before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimiterBenchmark {
    private static final int KEYS = 100_000;
    private static final long FIRST_ID = 100_000_000_000_000L;
    private static final int PERMITS = 1_000_000;

    private final RateLimit one = RateLimit.parse(PERMITS + "/hour");
    private final RateLimit two = RateLimit.parse("100000/minute, " + PERMITS + "/hour");
    private final LocalRateLimiter limiter =
            new LocalRateLimiter(InstantSource.system(), new SecureRandom(), LocalRateLimiter.DEFAULT_CAPACITY);
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final int[] order = new Random(1).ints(1 << 20, 0, KEYS).toArray();
    private int next;

    @Setup
    public void fill() {
        for (int id = 0; id < KEYS; id++) {
            String key = key(id);
            limiter.acquire(key, one);
            limiter.acquire(key, two);
            bucket(key);
        }
    }

    private String key() {
        next = (next + 1) & (order.length - 1);
        return key(order[next]);
    }

    private static String key(int id) {
        return "credential:" + (FIRST_ID + id);
    }

    private Bucket bucket(String key) {
        return buckets.computeIfAbsent(
                key,
                absent -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(PERMITS).refillGreedy(PERMITS, Duration.ofHours(1)))
                        .build());
    }

    /** What the other three spend before they begin. */
    @Benchmark
    public String keyAlone() {
        return key();
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
