package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import dev.sallyport.limit.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Redis that is killed, frozen, or broken while requests come in. */
@Timeout(120)
class RedisOutageTest {
    private static final RateLimit THREE_A_DAY = RateLimit.parse("3/day");
    private static final RateLimit MANY = RateLimit.parse("1000000/second");
    /** Longer than any pause of a busy machine: nothing but the outage at hand counts as one. */
    private static final RedisSettings SETTINGS = RedisSettings.defaults().withCommandTimeout(Duration.ofSeconds(2));

    private final RealRedis redis = RealRedis.start();
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void requestsGoOnWhileRedisIsKilledAndStartedAgainAndLimitsAreSharedAgain() {
        try (Warnings warnings = new Warnings();
                RedisSharing a = RedisSharing.of(redis.uri(), SETTINGS);
                RedisSharing b = RedisSharing.of(redis.uri(), SETTINGS);
                Load load = new Load(a)) {
            a.auditTo(events::add);
            assertThat(a.acquire("k", THREE_A_DAY).remaining()).isEqualTo(2);
            assertThat(b.acquire("k", THREE_A_DAY).remaining()).isEqualTo(1);

            redis.kill();
            Await.until("a noticed", () -> !a.isShared());
            load.awaitMore();
            // Each node alone, from what it allowed itself before.
            assertThat(a.acquire("k", THREE_A_DAY).remaining()).isEqualTo(1);
            assertThat(b.acquire("k", THREE_A_DAY).remaining()).isEqualTo(1);
            assertThat(a.acquire("k", THREE_A_DAY).allowed()).isTrue();
            assertThat(a.acquire("k", THREE_A_DAY).allowed()).isFalse();
            Await.until("b noticed", () -> !b.isShared());
            Await.until("each has said so", () -> warnings.seen.size() == 2);
            assertThat(warnings.seen)
                    .allMatch(text -> text.startsWith("Redis at 127.0.0.1:" + redis.port() + " ")
                            && text.endsWith("rate limits count for this node alone until it answers again"));

            redis.run();
            Await.until("both are back", () -> a.isShared() && b.isShared());
            load.awaitMore();
            assertThat(a.acquire("new", THREE_A_DAY).remaining()).isEqualTo(2);
            assertThat(b.acquire("new", THREE_A_DAY).remaining()).isEqualTo(1);
        }
        assertThat(events)
                .extracting(AuditEvent::type)
                .containsExactly(AuditEvent.Type.RATE_LIMITS_LOCAL, AuditEvent.Type.RATE_LIMITS_SHARED);
        assertThat(events.get(0).details()).containsEntry("redis", "127.0.0.1:" + redis.port());
    }

    @Test
    void requestsGoOnWhileRedisIsFrozen() {
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), RedisSettings.defaults());
                Load load = new Load(sharing)) {
            load.awaitMore();
            redis.freeze();
            Await.until("it is noticed", () -> !sharing.isShared());
            load.awaitMore();
            // What is measured is that waiting ends by the time-out: no thread comes near the 60 seconds of the client.
            assertThat(load.longest()).isLessThan(Duration.ofSeconds(20));

            redis.thaw();
            Await.until("it is back", sharing::isShared);
        }
    }

    @Test
    void aRedisThatTakesNoWritesCountsAsGone() {
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            sharing.auditTo(events::add);
            redis.ask(commands -> commands.configSet("maxmemory", "1"));
            assertThat(sharing.acquire("k", THREE_A_DAY).allowed()).isTrue();
            assertThat(sharing.isShared()).isFalse();
            redis.ask(commands -> commands.configSet("maxmemory", "0"));
            Await.until("it is back", sharing::isShared);
        }
        assertThat(events.get(0).details().get("reason")).startsWith("answered");
    }

    @Test
    void startsWithoutRedisAndSharesOnceItIsThere() {
        redis.kill();
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            assertThat(sharing.isShared()).isFalse();
            sharing.auditTo(events::add);
            assertThat(events).extracting(AuditEvent::type).containsExactly(AuditEvent.Type.RATE_LIMITS_LOCAL);
            for (int i = 0; i < 3; i++) {
                assertThat(sharing.acquire("k", THREE_A_DAY).allowed()).isTrue();
            }
            assertThat(sharing.acquire("k", THREE_A_DAY).allowed()).isFalse();
            redis.run();
            Await.until("it is shared", sharing::isShared);
        }
    }

    @Test
    void refusesToStartWithoutRedisWhereThatIsRequired() {
        redis.kill();
        assertThatThrownBy(() -> RedisSharing.of(redis.uri(), SETTINGS.withRedisRequiredAtStart()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:" + redis.port());
        redis.run();
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS.withRedisRequiredAtStart())) {
            assertThat(sharing.isShared()).isTrue();
        }
    }

    @Test
    void tellsAWrongPasswordWithoutRepeatingIt() {
        redis.ask(commands -> commands.configSet("requirepass", "right"));
        String host = "127.0.0.1:" + redis.port();
        try (RedisSharing sharing = RedisSharing.of("redis://:right@" + host, SETTINGS)) {
            assertThat(sharing.isShared()).isTrue();
        }
        try (RedisSharing sharing = RedisSharing.of("redis://:wrong-secret@" + host, SETTINGS)) {
            sharing.auditTo(events::add);
            assertThat(sharing.isShared()).isFalse();
        }
        assertThat(events.toString()).doesNotContain("wrong-secret").contains("127.0.0.1");
    }

    @Test
    void wakesAfterConnectingAgain() {
        AtomicInteger woken = new AtomicInteger();
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            sharing.subscribe(woken::incrementAndGet);
            Await.until("it listens", () -> woken.get() == 1);
            redis.kill();
            sharing.publish();
            redis.run();
            Await.until("it listens again", () -> woken.get() > 1 && sharing.isShared());
            int before = woken.get();
            Await.until("it hears", () -> {
                sharing.publish();
                return woken.get() > before;
            });
        }
    }

    /** What operators read while it is open. */
    private static final class Warnings extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger(RedisSharing.class.getName());
        private final List<String> seen = new CopyOnWriteArrayList<>();

        Warnings() {
            logger.addHandler(this);
            logger.setLevel(Level.WARNING);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
                seen.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    /** Requests without pause on several threads; one that fails fails the test. */
    private static final class Load implements AutoCloseable {
        private static final int THREADS = 4;

        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final List<Future<?>> results = new ArrayList<>();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicLong done = new AtomicLong();
        private final AtomicLong longestNanos = new AtomicLong();

        Load(RedisSharing sharing) {
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(() -> {
                    // Many keys: alone, the limiter is faster than any limit can be.
                    for (int call = 0; !stop.get(); call++) {
                        String key = "load:" + (call & 1023);
                        long start = System.nanoTime();
                        assertThat(sharing.acquire(key, MANY).allowed()).isTrue();
                        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                        done.incrementAndGet();
                    }
                }));
            }
        }

        void awaitMore() {
            long before = done.get();
            Await.until(
                    "requests go on",
                    () -> done.get() > before + 200 || results.stream().anyMatch(Future::isDone));
        }

        Duration longest() {
            return Duration.ofNanos(longestNanos.get());
        }

        @Override
        public void close() {
            stop.set(true);
            try {
                for (Future<?> result : results) {
                    result.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("A request failed", e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
