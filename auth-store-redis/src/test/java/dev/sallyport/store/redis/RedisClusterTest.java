package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.RateLimit;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Redis in cluster mode, where keys in different slots would be refused in one call. */
@Timeout(60)
class RedisClusterTest {
    @Test
    void sharesLimitsOfSeveralWindowsAndWakes() {
        try (RealRedis redis = RealRedis.start("--cluster-enabled", "yes")) {
            redis.ask(commands ->
                    commands.clusterAddSlots(IntStream.range(0, 16384).toArray()));
            Await.until(
                    "the cluster is ready",
                    () -> redis.ask(commands -> commands.clusterInfo()).contains("cluster_state:ok"));
            RedisClusterClient client = RedisClusterClient.create(redis.uri());
            RedisSettings settings = RedisSettings.defaults()
                    .withCommandTimeout(Duration.ofSeconds(2))
                    .withRedisRequiredAtStart();
            RateLimit limit = RateLimit.parse("3/hour, 5/day");
            AtomicInteger woken = new AtomicInteger();
            try (RedisSharing a = RedisSharing.of(client, settings);
                    RedisSharing b = RedisSharing.of(client, settings)) {
                b.subscribe(woken::incrementAndGet);
                Await.until("it listens", () -> woken.get() > 0);
                for (int key = 0; key < 20; key++) {
                    assertThat(a.acquire("k" + key, limit).remaining()).isEqualTo(2);
                    assertThat(b.acquire("k" + key, limit).remaining()).isEqualTo(1);
                }
                int before = woken.get();
                a.publish();
                Await.until("it hears", () -> woken.get() > before);
            } finally {
                client.shutdown(0, 1, TimeUnit.SECONDS);
            }
        }
    }
}
