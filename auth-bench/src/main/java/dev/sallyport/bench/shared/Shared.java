package dev.sallyport.bench.shared;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.store.redis.RedisSettings;
import dev.sallyport.store.redis.RedisSharing;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import redis.embedded.RedisServer;

/**
 * Decisions a second, all on one Redis on the loopback: the same 10,000 keys, the same threads, in rounds that take turns. With
 * {@code QUICK=1} in the environment briefly.
 */
public final class Shared {
    private static final boolean QUICK = "1".equals(System.getenv("QUICK"));
    private static final int ROUNDS = QUICK ? 3 : 7;
    private static final Duration ROUND = Duration.ofMillis(QUICK ? 700 : 2_000);
    private static final int[] THREADS = {1, 16};
    private static final int PERMITS = 1_000_000;

    private Shared() {}

    public static void main(String[] args) throws Exception {
        int port = freePort();
        RedisServer redis =
                RedisServer.newRedisServer().port(port).setting("save \"\"").build();
        redis.start();
        String uri = "redis://127.0.0.1:" + port;
        RedisClient client = RedisClient.create(uri);
        try (RedisSharing sharing =
                RedisSharing.of(uri, RedisSettings.defaults().withCommandTimeout(Duration.ofSeconds(2)))) {
            List<Contender> contenders = List.of(
                    new Contender("Sallyport, one window", sallyport(sharing, PERMITS + "/hour")),
                    new Contender("Sallyport, two windows", sallyport(sharing, "100000/minute, " + PERMITS + "/hour")),
                    new Contender("Bucket4j, one bandwidth", bucket4j(client)));
            System.out.println("| limiter | threads | decisions/s | against Bucket4j | p50 µs | p99 µs |");
            System.out.println("|---|---|---|---|---|---|");
            for (int threads : THREADS) {
                measure(contenders, threads);
            }
            if (!sharing.isShared()) {
                throw new IllegalStateException("Redis did not keep up: what was measured is the local limiter");
            }
        } finally {
            client.shutdown();
            redis.stop();
        }
    }

    private static void measure(List<Contender> contenders, int threads) throws InterruptedException {
        List<List<Round>> rounds = new ArrayList<>();
        contenders.forEach(contender -> rounds.add(new ArrayList<>()));
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Round result = Round.run(contenders.get(i).asks(), threads, ROUND);
                if (round > 0) {
                    rounds.get(i).add(result);
                }
            }
        }
        double reference = median(rounds.get(contenders.size() - 1), Round::perSecond);
        for (int i = 0; i < contenders.size(); i++) {
            double perSecond = median(rounds.get(i), Round::perSecond);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.2f × | %.0f | %.0f |",
                    contenders.get(i).name(),
                    threads,
                    perSecond,
                    perSecond / reference,
                    median(rounds.get(i), Round::p50Micros),
                    median(rounds.get(i), Round::p99Micros)));
        }
    }

    /** Who is measured: whether a request with that key may go on. */
    private record Contender(String name, Predicate<String> asks) {}

    private static Predicate<String> sallyport(RedisSharing sharing, String text) {
        RateLimit limit = RateLimit.parse(text);
        return key -> sharing.acquire(key, limit).allowed();
    }

    private static Predicate<String> bucket4j(RedisClient client) {
        ProxyManager<byte[]> buckets = Bucket4jLettuce.casBasedBuilder(client)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1)))
                .build();
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(PERMITS).refillGreedy(PERMITS, Duration.ofHours(1)))
                .build();
        return key -> buckets.builder()
                .build(key.getBytes(StandardCharsets.UTF_8), () -> configuration)
                .tryConsumeAndReturnRemaining(1)
                .isConsumed();
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.stream()
                .mapToDouble(value)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
