package dev.sallyport.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether Redis is asked. The first failure opens it: from then on nobody waits, and it is asked in the background whether Redis
 * answers again. One that fails again within a minute is asked later each time, so that a Redis that comes and goes costs little.
 * Safe for use by many threads.
 */
final class Circuit {
    private static final long STEADY_MILLIS = 60_000;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final AtomicReference<@Nullable Link<RedisClusterAsyncCommands<String, String>>> live =
            new AtomicReference<>();
    private final CompletableFuture<Boolean> start = new CompletableFuture<>();
    private final Upkeep<RedisClusterAsyncCommands<String, String>> upkeep;
    private final Notices notices;
    private final InstantSource clock;
    private volatile boolean closed;
    private Duration delay = FIRST_DELAY;
    private long failedAtMillis = Long.MIN_VALUE / 2;

    /** @param ask what Redis must answer before it counts as back */
    Circuit(
            Server server,
            Function<Link<RedisClusterAsyncCommands<String, String>>, CompletionStage<?>> ask,
            Duration timeout,
            Notices notices,
            InstantSource clock) {
        this.notices = notices;
        this.clock = clock;
        this.upkeep = new Upkeep<>(server.executor(), server::connect, ask, timeout, this::answered, this::unanswered);
    }

    /** Begins to connect; completed with whether Redis answered at the first attempt. */
    CompletableFuture<Boolean> start() {
        upkeep.check(Duration.ZERO);
        return start;
    }

    /** What to ask on; null while Redis is not asked. */
    @Nullable
    Link<RedisClusterAsyncCommands<String, String>> live() {
        return live.get();
    }

    /** Redis failed on this connection: it is not asked any more. */
    void failed(Link<RedisClusterAsyncCommands<String, String>> link, Throwable cause) {
        if (live.compareAndSet(link, null)) {
            Duration wait = nextDelay();
            notices.local(cause);
            upkeep.check(wait);
        }
    }

    private synchronized Duration nextDelay() {
        long now = clock.millis();
        Duration doubled = delay.multipliedBy(2);
        boolean steady = Math.abs(now - failedAtMillis) > STEADY_MILLIS;
        delay = steady ? FIRST_DELAY : doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
        failedAtMillis = now;
        return delay;
    }

    private void answered(Link<RedisClusterAsyncCommands<String, String>> link) {
        if (!closed) {
            notices.shared();
            live.set(link);
            start.complete(true);
        }
    }

    private void unanswered(Throwable cause) {
        notices.local(Upkeep.cause(cause));
        start.complete(false);
    }

    void close() {
        closed = true;
        live.set(null);
        upkeep.close();
    }
}
