package dev.sallyport.store.redis;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.testing.RateLimiterContract;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with two nodes on one Redis, whose script reads a clock that the test moves. */
class RedisRateLimiterTest extends RateLimiterContract {
    private static RealRedis redis;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected List<RateLimiter> newLimiters(InstantSource time) {
        redis.ask(commands -> commands.flushall());
        return List.of(new MovedTime(redis, time), new MovedTime(redis, time));
    }

    /** Tells Redis the time of a clock before each call. */
    static final class MovedTime implements RateLimiter {
        private final MovedClock clock;
        private final RedisSharing sharing;

        MovedTime(RealRedis redis, InstantSource time) {
            this.clock = new MovedClock(redis, time);
            this.sharing = clock.sharing();
        }

        @Override
        public LimitDecision acquire(String key, RateLimit limit) {
            clock.tell();
            return sharing.acquire(key, limit);
        }

        @Override
        public void close() {
            sharing.close();
            clock.close();
        }
    }
}
