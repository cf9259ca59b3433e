package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyRequestTest extends ApiKeysFixture {
    private static final KeyRequest FOR_A_DAY = KeyRequest.named("n").withExpiresIn(DAY);

    @Test
    void keyLivesFromWhenItIsMade() {
        ApiKey first = done(keys.create("ada", FOR_A_DAY, ADA)).key();
        assertThat(first.expiresAt()).isEqualTo(clock.instant().plus(DAY));
        clock.advance(Duration.ofHours(1));
        ApiKey second = done(keys.create("ada", FOR_A_DAY, (id, owner, from, to) -> Secret.of(id + to), ADA))
                .key();
        assertThat(second.expiresAt()).isEqualTo(clock.instant().plus(DAY));
    }

    @Test
    void theExpiryThatIsSetLastCounts() {
        assertThat(FOR_A_DAY.withExpiresAt(clock.instant()).expiry()).isEqualTo(KeyRequest.Expiry.at(clock.instant()));
        assertThat(KeyRequest.named("n").withExpiresAt(clock.instant()).withExpiresIn(DAY))
                .isEqualTo(FOR_A_DAY);
        assertThat(FOR_A_DAY.withDescription("d").expiry()).isEqualTo(new KeyRequest.Expiry.In(DAY));
    }

    @Test
    void refusesALifeThatIsNone() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(365_001)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FOR_A_DAY.withExpiresIn(wrong))
                    .withMessage("expiresIn is more than 0 and at most 365,000 days, not " + wrong);
        }
    }
}
