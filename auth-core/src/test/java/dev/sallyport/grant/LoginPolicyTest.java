package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.limit.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginPolicyTest {
    private static final RateLimit LIMIT = RateLimit.parse("7/minute");
    private static final Duration HOUR = Duration.ofHours(1);

    private static LoginPolicy policy(Duration grid, Duration reuse) {
        return new LoginPolicy(LIMIT, grid, reuse, HOUR);
    }

    @Test
    void defaultsReuseTokensDownToAMinuteOrHalfOfAShorterLife() {
        assertThat(LoginPolicy.defaults(HOUR))
                .isEqualTo(new LoginPolicy(
                        RateLimit.parse("60/minute"),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(60),
                        HOUR,
                        SprayPolicy.defaults()));
        assertThat(LoginPolicy.defaults(Duration.ofSeconds(90)).minimumReuse()).isEqualTo(Duration.ofSeconds(45));
        assertThat(LoginPolicy.defaults(Duration.ofSeconds(120)).minimumReuse()).isEqualTo(Duration.ofSeconds(60));
        assertThat(SprayPolicy.defaults())
                .isEqualTo(new SprayPolicy(600, 200, Duration.ofMinutes(10), RateLimit.parse("5/minute")));
    }

    @Test
    void gridIsZeroToFiveSeconds() {
        assertThat(policy(Duration.ZERO, Duration.ZERO).responseTimeGrid()).isZero();
        assertThat(policy(Duration.ofSeconds(5), Duration.ZERO).responseTimeGrid())
                .isEqualTo(Duration.ofSeconds(5));
        for (Duration other : new Duration[] {Duration.ofMillis(-1), Duration.ofMillis(5_001)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(other, Duration.ZERO))
                    .withMessage("responseTimeGrid is 0 to PT5S, not " + other);
        }
    }

    @Test
    void reuseIsLessThanTheLifetime() {
        assertThat(policy(Duration.ZERO, HOUR.minusMillis(1)).minimumReuse()).isEqualTo(HOUR.minusMillis(1));
        for (Duration other : new Duration[] {Duration.ofMillis(-1), HOUR}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(Duration.ZERO, other))
                    .withMessage(
                            "minimumReuse is 0 or more and less than the lifetime of a token (PT1H), not " + other);
        }
    }

    @Test
    void eachSettingIsChangedAlone() {
        LoginPolicy before = LoginPolicy.defaults(HOUR);
        SprayPolicy spraying = new SprayPolicy(1, 1, Duration.ofMinutes(1), LIMIT);
        assertThat(before.withPerAddress(LIMIT))
                .isEqualTo(new LoginPolicy(
                        LIMIT, before.responseTimeGrid(), before.minimumReuse(), HOUR, before.spraying()));
        assertThat(before.withResponseTimeGrid(Duration.ofSeconds(1)))
                .isEqualTo(new LoginPolicy(
                        before.perAddress(), Duration.ofSeconds(1), before.minimumReuse(), HOUR, before.spraying()));
        assertThat(before.withSpraying(spraying))
                .isEqualTo(new LoginPolicy(
                        before.perAddress(), before.responseTimeGrid(), before.minimumReuse(), HOUR, spraying));
    }

    @Test
    void boundsOfASprayAreCountsAndTimes() {
        Duration minute = Duration.ofMinutes(1);
        Duration day = Duration.ofHours(24);
        assertThat(new SprayPolicy(1, 100_000, minute, LIMIT).accountsPerTenant())
                .isEqualTo(100_000);
        assertThat(new SprayPolicy(100_000, 1, day, LIMIT).accountsPerNode()).isEqualTo(100_000);
        for (int other : new int[] {0, 100_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SprayPolicy(other, 1, minute, LIMIT))
                    .withMessage("accountsPerNode is 1 to 100000, not " + other);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SprayPolicy(1, other, minute, LIMIT))
                    .withMessage("accountsPerTenant is 1 to 100000, not " + other);
        }
        for (Duration other : new Duration[] {minute.minusMillis(1), day.plusMillis(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SprayPolicy(1, 1, other, LIMIT))
                    .withMessage("window is PT1M to PT24H, not " + other);
        }
    }

    @Test
    void userAgentIsCutAndHasNoControlCharacters() {
        assertThat(agent("curl/8.0 (ü) 😀")).isEqualTo("curl/8.0 (ü) 😀");
        assertThat(agent("a\n\0b\u007f\u0085c")).isEqualTo("a??b??c");
        assertThat(agent("\ud83da")).as("half of a pair").isEqualTo("?a");
        assertThat(agent("x".repeat(256))).hasSize(256);
        assertThat(agent("x".repeat(257))).isEqualTo("x".repeat(256));
        assertThat(agent("x".repeat(255) + "😀")).as("cut within a pair").isEqualTo("x".repeat(255) + "?");
    }

    private static String agent(String text) {
        return String.valueOf(new LoginOrigin("192.0.2.1", text, null).userAgent());
    }
}
