package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.scope.ScopeSet;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    private static final AccessRule RULE = AccessRule.authenticated();
    private static final RateLimit MANY = RateLimit.parse("1000/minute");

    private final MovableClock clock = new MovableClock();
    private final List<String> counted = new ArrayList<>();
    private final RateLimiter limiter = new RateLimiter() {
        private final RateLimiter local = new LocalRateLimiter(clock, new SecureRandom());

        @Override
        public LimitDecision acquire(String key, RateLimit limit) {
            counted.add(key);
            return local.acquire(key, limit);
        }
    };

    @Test
    void countsInTheOrderAddressTenantCallerCredentialRule() {
        RequestLimits limits = new RequestLimits(
                limiter,
                List.of(
                        limit("1000/minute", LimitBy.CREDENTIAL, "c"),
                        limit("1000/minute", LimitBy.CALLER, "b"),
                        limit("1000/minute", LimitBy.TENANT, "t"),
                        limit("1000/minute", LimitBy.ADDRESS, "a")));
        AccessRule rule = RULE.withLimits(List.of(limit("1000/minute", LimitBy.CALLER, "r")));
        assertThat(limits.check(caller("acme", "s", "k"), MANY, null, ClientAddress.of("192.0.2.1"), rule)
                        .isAllowed())
                .isTrue();
        assertThat(counted)
                .containsExactly(
                        "a:address:192.0.2.1", "t:tenant:acme", "b:caller:ada", "c:key:k", "key:k", "r:caller:ada");
    }

    @Test
    void theFirstWithoutRoomRefusesAndTheRestIsNotCounted() {
        RequestLimits limits = new RequestLimits(
                limiter, List.of(limit("1/minute", LimitBy.ADDRESS, "a"), limit("9/minute", LimitBy.CALLER, "b")));
        Caller ada = caller(null, null, "k");
        assertThat(limits.check(ada, null, null, ClientAddress.of("x"), RULE).isAllowed())
                .isTrue();
        counted.clear();
        RequestLimits.Result refused = limits.check(ada, MANY, null, ClientAddress.of("x"), RULE);
        assertThat(refused.isAllowed()).isFalse();
        assertThat(refused.policy()).isEqualTo("a");
        assertThat(counted).containsExactly("a:address:x");
    }

    @Test
    void answersWithTheLimitThatHasTheLeastRoom() {
        RequestLimits limits = new RequestLimits(limiter, List.of(limit("100/minute", LimitBy.CALLER, "general")));
        AccessRule rule = RULE.withLimits(List.of(limit("50/minute", LimitBy.CALLER, "rule")));
        Caller ada = caller(null, null, "k");
        assertThat(limits.check(ada, RateLimit.parse("5/minute"), null, ClientAddress.of("x"), rule)
                        .policy())
                .isEqualTo("key");
        assertThat(limits.check(ada, null, null, ClientAddress.of("x"), rule).policy())
                .isEqualTo("rule");
        assertThat(limits.check(ada, null, null, ClientAddress.of("x"), RULE).policy())
                .isEqualTo("general");
    }

    @Test
    void limitOfAKeyIsSharedByAllThatRestsOnIt() {
        RequestLimits limits = new RequestLimits(limiter, List.of());
        RateLimit one = RateLimit.parse("1/minute");
        assertThat(limits.check(caller(null, null, "k"), one, null, ClientAddress.of("x"), RULE)
                        .isAllowed())
                .isTrue();
        assertThat(limits.check(caller(null, "s", "k"), one, null, ClientAddress.of("y"), RULE)
                        .isAllowed())
                .as("its token")
                .isFalse();
        assertThat(limits.check(caller(null, null, "k2"), one, null, ClientAddress.of("x"), RULE)
                        .isAllowed())
                .isTrue();
    }

    @Test
    void withoutCallerEverythingCountsByAddress() {
        RequestLimits limits = new RequestLimits(
                limiter,
                List.of(
                        limit("9/minute", LimitBy.CALLER, "a"),
                        limit("9/minute", LimitBy.TENANT, "b"),
                        limit("9/minute", LimitBy.CREDENTIAL, "c")));
        assertThat(limits.check(null, MANY, null, ClientAddress.of("x"), RULE).isAllowed())
                .isTrue();
        assertThat(counted).containsExactlyInAnyOrder("a:address:x", "b:address:x", "c:address:x");
    }

    @Test
    void whatACallerHasNotFallsBackToTheCaller() {
        RequestLimits limits = new RequestLimits(
                limiter, List.of(limit("9/minute", LimitBy.TENANT, "t"), limit("9/minute", LimitBy.CREDENTIAL, "c")));
        String none = null;
        limits.check(caller(none, none, none), null, null, ClientAddress.of("x"), RULE);
        limits.check(caller(null, "s", null), null, null, ClientAddress.of("x"), RULE);
        assertThat(counted).containsExactly("t:caller:ada", "c:caller:ada", "t:caller:ada", "c:session:s");
    }

    @Test
    void nothingToCountAllows() {
        RequestLimits.Result result = new RequestLimits(limiter, List.of()).checkNobody(ClientAddress.of("x"), RULE);
        assertThat(result.isAllowed()).isTrue();
        assertThat(result.decision()).isNull();
        assertThat(counted).isEmpty();
    }

    private static AccessRule.Limit limit(String text, LimitBy by, String group) {
        return new AccessRule.Limit(RateLimit.parse(text), by, group);
    }

    private Caller caller(@Nullable String tenant, @Nullable String session, @Nullable String key) {
        return new Caller(
                "ada",
                key == null ? CallerKind.USER : CallerKind.API_KEY,
                tenant,
                ScopeSet.none(),
                Set.of(),
                session,
                key,
                clock.instant(),
                List.of(),
                null,
                Map.of());
    }
}
