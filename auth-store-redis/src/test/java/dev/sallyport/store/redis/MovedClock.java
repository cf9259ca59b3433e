package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script that reads its time from a key, and keeps counters for long enough that real time does not matter. */
final class MovedClock implements AutoCloseable {
    private final InstantSource time;
    private final RedisClient client;
    private final RedisURI uri;
    private final StatefulRedisConnection<String, String> connection;
    private @Nullable Instant told;

    MovedClock(RealRedis redis, InstantSource time) {
        this.time = time;
        this.uri = RedisURI.create(redis.uri());
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
        tell();
    }

    /** Sharing whose counters follow that clock. */
    RedisSharing sharing() {
        RedisSettings settings = RedisSettings.defaults().withCommandTimeout(Duration.ofSeconds(2));
        RedisSharing sharing = RedisSharing.started(SingleServer.of(client, uri), settings, script(), time);
        assertThat(sharing.isShared()).isTrue();
        return sharing;
    }

    synchronized void tell() {
        Instant now = time.instant();
        if (!now.equals(told)) {
            connection
                    .sync()
                    .hset(
                            "test-clock",
                            Map.of("seconds", "" + now.getEpochSecond(), "micros", "" + now.getNano() / 1000));
            told = now;
        }
    }

    private static GcraScript script() {
        String text = GcraScript.load().text();
        String moved = text.replace("redis.call('TIME')", "redis.call('HMGET', 'test-clock', 'seconds', 'micros')")
                .replace("math.ceil(left / 1000000)", "600000");
        assertThat(moved).doesNotContain("'TIME'").doesNotContain("ceil");
        return GcraScript.of(moved);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
