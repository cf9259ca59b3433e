package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.Refusal;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailureThrottleTest {
    private static final Authentication BAD = new Authentication.Refused(Refusal.invalidToken());

    private final MovableClock clock = new MovableClock();
    private final FailureThrottle throttle =
            new FailureThrottle(new LocalRateLimiter(clock, new SecureRandom()), RateLimit.parse("3/minute"), clock);
    private final AtomicInteger worked = new AtomicInteger();

    @Test
    void refusesUnseenOnceTheLimitIsUsedUp() {
        for (int i = 0; i < 4; i++) {
            assertThat(guard("a", BAD)).isEqualTo(BAD);
        }
        assertThat(guard("a", BAD)).isInstanceOfSatisfying(Authentication.Refused.class, refused -> {
            assertThat(refused.refusal().cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(refused.refusal().retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(21));
        });
        assertThat(worked).as("no work for the last one").hasValue(4);
    }

    @Test
    void opensAgainWhenTheTimeIsOver() {
        for (int i = 0; i < 5; i++) {
            guard("a", BAD);
        }
        Refusal refusal = ((Authentication.Refused) guard("a", BAD)).refusal();
        clock.advance(refusal.retryAfter() == null ? Duration.ZERO : refusal.retryAfter());
        assertThat(guard("a", BAD)).isEqualTo(BAD);
    }

    @Test
    void addressesCountApart() {
        for (int i = 0; i < 5; i++) {
            guard("a", BAD);
        }
        assertThat(guard("b", BAD)).isEqualTo(BAD);
    }

    @Test
    void onlyBadCredentialsCount() {
        List<Authentication> harmless = List.of(
                new Authentication.Refused(Refusal.tokenExpired()),
                new Authentication.Refused(Refusal.unavailable(Duration.ofSeconds(1))),
                new Authentication.Accepted(caller(), null));
        for (int i = 0; i < 20; i++) {
            for (Authentication answer : harmless) {
                assertThat(guard("a", answer)).isEqualTo(answer);
            }
        }
    }

    @Test
    void tellsHowManyMoreBadOnesThereMayBe() {
        for (int left : new int[] {2, 1, 0}) {
            assertThat(failures("a")).isEqualTo(left);
        }
        assertThat(failures("a")).as("the one too many").isZero();
        assertThat(failures("a")).as("and those refused unseen").isZero();
        assertThat(failures("b")).isEqualTo(2);
    }

    private int failures(String address) {
        Authentication.Refused refused = (Authentication.Refused) throttle.guard(address, () -> BAD);
        return Objects.requireNonNull(refused.failures()).remaining();
    }

    /** Without what the throttle says of the limit. */
    private Authentication guard(String address, Authentication answer) {
        Authentication guarded = throttle.guard(address, () -> {
            worked.incrementAndGet();
            return answer;
        });
        return guarded instanceof Authentication.Refused refused
                ? new Authentication.Refused(refused.refusal())
                : guarded;
    }

    private Caller caller() {
        return new Caller(
                "ada",
                CallerKind.USER,
                null,
                ScopeSet.none(),
                Set.of(),
                null,
                null,
                clock.instant(),
                List.of(),
                null,
                Map.of());
    }
}
