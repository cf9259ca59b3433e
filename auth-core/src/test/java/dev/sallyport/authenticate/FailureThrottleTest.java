package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureThrottleTest {
    private static final AuthenticationResult BAD = new AuthenticationResult.Refused(Refusal.invalidToken());

    private final MovableClock clock = new MovableClock();
    private final FailureThrottle throttle =
            new FailureThrottle(new LocalRateLimiter(clock, new SecureRandom()), RateLimit.parse("3/minute"), clock);
    private final AtomicInteger worked = new AtomicInteger();
    private final AtomicInteger presented = new AtomicInteger();
    private final AuthenticationResult right = new AuthenticationResult.Accepted(caller(), null);

    @Test
    void refusesUnseenOnceTheLimitIsUsedUp() {
        useUp("a");
        for (int i = 0; i < 12; i++) {
            guard("a", BAD);
        }
        worked.set(0);
        assertThat(guard("a", BAD)).isInstanceOfSatisfying(AuthenticationResult.Refused.class, refused -> {
            assertThat(refused.refusal().cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(refused.refusal().retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(21));
        });
        assertThat(worked).as("no work for the last one").hasValue(0);
    }

    private static final SecretDigest UNKNOWN = SecretDigest.of("unknown");

    /** Four times the limit is looked at behind a closed door, and what is wrong is told nothing but that. */
    @Test
    void reserveBehindAClosedDoorIsBounded() {
        useUp("a");
        int before = worked.get();
        for (int i = 0; i < 100; i++) {
            assertThat(guard("a", BAD))
                    .isInstanceOfSatisfying(
                            AuthenticationResult.Refused.class,
                            refused -> assertThat(refused.refusal().cause()).isEqualTo(Refusal.Cause.RATE_LIMITED));
        }
        assertThat(worked.get() - before).isEqualTo(12);
    }

    @Test
    void rightCredentialThatTheNodeDoesNotKnowGetsInByTheReserve() {
        useUp("a");
        assertThat(throttle.guard(ClientAddress.of("a"), UNKNOWN, () -> right)).isEqualTo(right);
    }

    @Test
    void provenCredentialIsLookedAtWhateverOthersDoAndUntilItFails() {
        assertThat(throttle.guard(ClientAddress.of("a"), UNKNOWN, () -> right)).isEqualTo(right);
        useUp("a");
        for (int i = 0; i < 100; i++) {
            guard("a", BAD);
            assertThat(throttle.guard(ClientAddress.of("a"), UNKNOWN, () -> right))
                    .isEqualTo(right);
        }
        throttle.guard(ClientAddress.of("a"), UNKNOWN, () -> BAD);
        assertThat(throttle.guard(ClientAddress.of("a"), UNKNOWN, () -> right))
                .as("no longer proven, and the reserve is used up")
                .isInstanceOf(AuthenticationResult.Refused.class);
    }

    @Test
    void networkHasEightAndThirtyTwoTimesTheBudgetOfAnAddress() {
        assertThat(openOf(256, i -> "2001:db8:0:" + Integer.toHexString(i) + "::/64"))
                .isBetween(24, 26);
        assertThat(openOf(4096, i -> "2001:db8:1:" + Integer.toHexString(i * 16) + "::/64"))
                .isBetween(96, 100);
        assertThat(openOf(256, i -> "192.0.2." + i))
                .as("IPv4 addresses are apart")
                .isEqualTo(256);
    }

    private int openOf(int addresses, IntFunction<String> address) {
        return (int) IntStream.range(0, addresses)
                .mapToObj(i -> guard(address.apply(i), BAD))
                .filter(BAD::equals)
                .count();
    }

    private void useUp(String address) {
        for (int i = 0; i < 4; i++) {
            assertThat(guard(address, BAD)).isEqualTo(BAD);
        }
    }

    @Test
    void opensAgainWhenTheTimeIsOver() {
        for (int i = 0; i < 5; i++) {
            guard("a", BAD);
        }
        Refusal refusal = ((AuthenticationResult.Refused) guard("a", BAD)).refusal();
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
        List<AuthenticationResult> harmless = List.of(
                new AuthenticationResult.Refused(Refusal.tokenExpired()),
                new AuthenticationResult.Refused(Refusal.unavailable(Duration.ofSeconds(1))),
                new AuthenticationResult.Accepted(caller(), null));
        for (int i = 0; i < 20; i++) {
            for (AuthenticationResult answer : harmless) {
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
        AuthenticationResult.Refused refused =
                (AuthenticationResult.Refused) throttle.guard(ClientAddress.of(address), next(), () -> BAD);
        return Objects.requireNonNull(refused.failures()).remaining();
    }

    /** Without what the throttle says of the limit. */
    private AuthenticationResult guard(String address, AuthenticationResult answer) {
        AuthenticationResult guarded = throttle.guard(ClientAddress.of(address), next(), () -> {
            worked.incrementAndGet();
            return answer;
        });
        return guarded instanceof AuthenticationResult.Refused refused
                ? new AuthenticationResult.Refused(refused.refusal())
                : guarded;
    }

    private SecretDigest next() {
        return SecretDigest.of("credential " + presented.incrementAndGet());
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

    @Test
    void exchangedCredentialThatIsWrongIsToldNothingButThatTheDoorIsClosed() {
        assertThat(bounded("b", Refusal.invalidCredentials())).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        useUp("a");
        assertThat(bounded("a", Refusal.invalidCredentials())).isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(bounded("a", Refusal.tokenExpired())).as("which is no guess").isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void exchangedCredentialIsProvenUntilItFails() {
        for (Refusal refusal : List.of(Refusal.invalidCredentials(), Refusal.invalidToken(), Refusal.tokenExpired())) {
            assertThat(throttle.bounded(ClientAddress.of("a"), UNKNOWN, () -> Outcome.done("in")))
                    .isEqualTo(Outcome.done("in"));
            assertThat(throttle.isProven(UNKNOWN)).isTrue();
            bounded("a", Refusal.unavailable(Duration.ofSeconds(1)));
            assertThat(throttle.isProven(UNKNOWN)).as("that says nothing of it").isTrue();
            bounded("a", refusal);
            assertThat(throttle.isProven(UNKNOWN)).isFalse();
        }
        throttle.issued(UNKNOWN);
        assertThat(throttle.isProven(UNKNOWN)).isTrue();
    }

    private Refusal.Cause bounded(String address, Refusal refusal) {
        Outcome<String> outcome = throttle.bounded(ClientAddress.of(address), UNKNOWN, () -> Outcome.refused(refusal));
        return outcome.fold(
                done -> {
                    throw new AssertionError("done: " + done);
                },
                Refusal::cause);
    }
}
