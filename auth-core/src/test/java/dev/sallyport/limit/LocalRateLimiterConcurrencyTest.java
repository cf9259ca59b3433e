package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalRateLimiterConcurrencyTest {
    private static final int THREADS = 8;

    private final LocalRateLimiter limiter =
            new LocalRateLimiter(MovableClock.betweenMilliseconds(), new SecureRandom());

    @Test
    void allowsExactlyThePermitsOfOneKey() throws Exception {
        RateLimit limit = RateLimit.parse("10000/minute");

        assertThat(allowedByAllThreads(limit, 1, 5_000)).containsExactly(10_000);
    }

    @Test
    void allowsExactlyThePermitsOfEachOfManyKeysAndWindows() throws Exception {
        RateLimit limit = RateLimit.parse("500/second, 300/minute, 400/hour");

        assertThat(allowedByAllThreads(limit, 50, 100)).hasSize(50).containsOnly(300);
    }

    private int[] allowedByAllThreads(RateLimit limit, int keys, int callsForEachKey) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<int[]> caller = () -> {
            start.await();
            int[] allowed = new int[keys];
            for (int call = 0; call < callsForEachKey; call++) {
                for (int key = 0; key < keys; key++) {
                    if (limiter.acquire("key:" + key, limit).allowed()) {
                        allowed[key]++;
                    }
                }
            }
            return allowed;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<int[]>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(caller));
            }
            int[] total = new int[keys];
            for (Future<int[]> result : results) {
                int[] allowed = result.get();
                IntStream.range(0, keys).forEach(key -> total[key] += allowed[key]);
            }
            return total;
        } finally {
            threads.shutdownNow();
        }
    }
}
