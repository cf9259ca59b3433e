package dev.sallyport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.limit.RateLimit;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisSharingTest {
    private static final RateLimit THREE_A_DAY = RateLimit.parse("3/day");
    private static final RedisSettings SETTINGS = RedisSettings.defaults().withCommandTimeout(Duration.ofSeconds(2));

    private static RealRedis redis;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.ask(commands -> commands.flushall());
    }

    @Test
    void twoNodesAllowExactlyThePermitsToManyThreadsByTheTimeOfRedis() throws Exception {
        RateLimit limit = RateLimit.parse("200/day, 500/31d");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RedisSharing a = RedisSharing.of(redis.uri(), SETTINGS);
                RedisSharing b = RedisSharing.of(redis.uri(), SETTINGS)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RedisSharing node = i % 2 == 0 ? a : b;
                results.add(threads.submit(() -> IntStream.range(0, 100)
                        .filter(call -> node.acquire("k", limit).allowed())
                        .count()));
            }
            long allowed = 0;
            for (Future<Long> result : results) {
                allowed += result.get();
            }
            assertThat(allowed).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    /** All windows of a limit: Redis reads from its clients once a call, and now and then for the upkeep of the connection. */
    @Test
    void aRequestIsOneRoundTrip() {
        int calls = 400;
        RateLimit limit = RateLimit.parse("100000/second, 200000/minute, 300000/day");
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            assertThat(sharing.acquire("k", limit).allowed()).isTrue();
            long scripts = number("commandstats", "cmdstat_evalsha:calls=");
            long reads = number("stats", "total_reads_processed:");
            for (int i = 0; i < calls; i++) {
                sharing.acquire("k", limit);
            }
            assertThat(sharing.isShared()).isTrue();
            assertThat(number("stats", "total_reads_processed:") - reads).isBetween((long) calls, calls + 40L);
            assertThat(number("commandstats", "cmdstat_evalsha:calls=") - scripts)
                    .isEqualTo(calls);
        }
    }

    private static long number(String section, String name) {
        String text = redis.ask(commands -> commands.info(section));
        Matcher found = Pattern.compile(Pattern.quote(name) + "(\\d+)").matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void goesOnAfterRedisForgotTheScript() {
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            assertThat(sharing.acquire("k", THREE_A_DAY).remaining()).isEqualTo(2);
            redis.ask(commands -> commands.scriptFlush());
            assertThat(sharing.acquire("k", THREE_A_DAY).remaining()).isEqualTo(1);
            assertThat(sharing.isShared()).isTrue();
        }
        try (RedisSharing other = RedisSharing.of(redis.uri(), SETTINGS)) {
            assertThat(other.acquire("k", THREE_A_DAY).remaining()).isZero();
        }
    }

    @Test
    void countsLocallyWhereSomethingElseIsKeptAndSharesTheRest() {
        String name = new CounterKeys("sallyport:").of("k", THREE_A_DAY.windows())[0];
        List<Runnable> spoils = List.of(
                () -> redis.ask(commands -> commands.lpush(name, "x")),
                () -> redis.ask(commands -> commands.set(name, "not a counter")),
                () -> redis.ask(commands -> commands.set(name, "-1 5")),
                () -> redis.ask(commands -> commands.set(name, "1 " + "9".repeat(400))));
        for (Runnable spoil : spoils) {
            redis.ask(commands -> commands.flushall());
            spoil.run();
            try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(sharing.acquire("k", THREE_A_DAY).allowed()).isTrue();
                }
                assertThat(sharing.acquire("k", THREE_A_DAY).allowed()).isFalse();
                assertThat(sharing.isShared()).isTrue();
            }
            // What is there is not ours to remove.
            assertThat(redis.<Long>ask(commands -> commands.exists(name))).isEqualTo(1);
        }
    }

    @Test
    void everyCounterExpiresWhenItIsEmpty() {
        RateLimit limit = RateLimit.parse("10/second, 60/minute, 3/31d");
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            sharing.acquire("k", limit);
            sharing.acquire("x".repeat(1_000_000), THREE_A_DAY);
            Set<String> names = counters();
            assertThat(names)
                    .hasSizeBetween(3, 4)
                    .allSatisfy(name -> assertThat(name).hasSizeLessThan(50));
            for (String name : names) {
                String period = name.substring(name.lastIndexOf(':') + 1);
                assertThat(redis.<Long>ask(commands -> commands.pttl(name)))
                        .as(name)
                        .isLessThanOrEqualTo(Long.parseLong(period) * 1000)
                        .isNotEqualTo(-1);
            }
            Await.until(
                    "the counter of the second is gone",
                    () -> counters().stream().noneMatch(name -> name.endsWith("}:1")));
        }
    }

    @Test
    void aFloodOfRefusedRequestsLeavesOneCounter() {
        try (RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS)) {
            for (int i = 0; i < 100; i++) {
                sharing.acquire("k", THREE_A_DAY);
            }
            assertThat(counters()).hasSize(1);
        }
    }

    @Test
    void allWindowsOfAKeyAreInOneSlotOfACluster() {
        String[] names = new CounterKeys("app:")
                .of("caller:{x}:7", RateLimit.parse("1/second, 2/minute, 3/day").windows());
        Set<Integer> slots = new HashSet<>();
        for (String name : names) {
            slots.add(SlotHash.getSlot(name));
        }
        slots.add(SlotHash.getSlot(new CounterKeys("app:").probe("caller:{x}:7")));
        assertThat(slots).hasSize(1);
    }

    @Test
    void applicationsWithDifferentPrefixesCountApart() {
        try (RedisSharing one = RedisSharing.of(redis.uri(), SETTINGS.withPrefix("one:"));
                RedisSharing two = RedisSharing.of(redis.uri(), SETTINGS.withPrefix("two:"))) {
            one.acquire("k", THREE_A_DAY);
            assertThat(two.acquire("k", THREE_A_DAY).remaining()).isEqualTo(2);
        }
    }

    @Test
    void closingLeavesNoThreadAndCountsLocally() {
        Set<String> before = lettuceThreads();
        RedisSharing sharing = RedisSharing.of(redis.uri(), SETTINGS);
        sharing.subscribe(() -> {});
        sharing.acquire("k", THREE_A_DAY);
        assertThat(lettuceThreads()).isNotEqualTo(before);

        sharing.close();
        sharing.close();

        assertThat(sharing.acquire("k", THREE_A_DAY).remaining()).isEqualTo(1);
        assertThat(sharing.isShared()).isFalse();
        sharing.publish();
        Await.until("the threads have ended", () -> before.containsAll(lettuceThreads()));
    }

    @Test
    void leavesTheClientOfTheApplicationOpen() {
        RedisClient client = RedisClient.create();
        try {
            RedisURI uri = RedisURI.create(redis.uri());
            RedisSharing sharing = RedisSharing.of(client, uri, SETTINGS);
            assertThat(sharing.isShared()).isTrue();
            assertThat(sharing.acquire("k", THREE_A_DAY).remaining()).isEqualTo(2);
            sharing.close();
            try (var connection = client.connect(uri)) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void neverRepeatsAUriThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSharing.of("redis://:sec ret^@host:port:x"))
                .withMessageContaining("cannot be read")
                .withMessageNotContaining("ret^")
                .withNoCause();
    }

    @Test
    void namesTheSettingThatIsOutOfItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withPrefix("a{b}"))
                .withMessage("prefix is 1 to 64 letters, digits and :._- and not \"a{b}\"");
        assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withPrefix(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withCommandTimeout(Duration.ofSeconds(3)))
                .withMessage("commandTimeout is 5 to 2000 ms, not PT3S");
        assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withConnectTimeout(Duration.ZERO));
    }

    private static Set<String> counters() {
        return redis.ask(commands -> commands.keys("sallyport:*")).stream()
                .filter(name -> !name.endsWith("probe"))
                .collect(Collectors.toSet());
    }

    private static Set<String> lettuceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .map(thread -> thread.getName() + " " + thread.getId())
                .collect(Collectors.toSet());
    }
}
