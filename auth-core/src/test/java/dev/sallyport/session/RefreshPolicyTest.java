package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private final RefreshPolicy defaults = RefreshPolicy.defaults();

    @Test
    void hasCarefulDefaults() {
        assertThat(defaults)
                .isEqualTo(new RefreshPolicy(Duration.ofDays(7), Duration.ofSeconds(10), RefreshPolicy.Rotation.ON));
        assertThat(defaults.gives()).isTrue();
        assertThat(defaults.withoutRefreshTokens().gives()).isFalse();
    }

    @Test
    void takesItsBoundsAndChangesNothingElse() {
        for (Duration lifetime : List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(400))) {
            assertThat(defaults.withLifetime(lifetime))
                    .isEqualTo(new RefreshPolicy(lifetime, defaults.grace(), RefreshPolicy.Rotation.ON));
        }
        for (Duration grace : List.of(Duration.ZERO, Duration.ofSeconds(60))) {
            assertThat(defaults.withGrace(grace))
                    .isEqualTo(new RefreshPolicy(defaults.lifetime(), grace, RefreshPolicy.Rotation.ON));
        }
        assertThat(defaults.withRotation(RefreshPolicy.Rotation.OFF))
                .isEqualTo(new RefreshPolicy(defaults.lifetime(), defaults.grace(), RefreshPolicy.Rotation.OFF));
    }

    @Test
    void refusesWhatIsBeyond() {
        for (Duration lifetime : List.of(
                NANO,
                NANO.negated(),
                Duration.ofMinutes(1).minus(NANO),
                Duration.ofDays(400).plus(NANO))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> defaults.withLifetime(lifetime))
                    .withMessage("The lifetime of refresh tokens is PT1M to PT9600H, or zero, not " + lifetime);
        }
        for (Duration grace : List.of(NANO.negated(), Duration.ofSeconds(60).plus(NANO))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> defaults.withGrace(grace))
                    .withMessage("The grace of refresh tokens is 0 to PT1M, not " + grace);
        }
    }
}
