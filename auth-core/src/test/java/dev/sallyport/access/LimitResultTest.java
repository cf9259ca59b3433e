package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequestLimits.Result;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one of several answers that a caller is told. */
class LimitResultTest {
    private static final RateLimit.Window WINDOW = new RateLimit.Window(9, Duration.ofMinutes(1));
    private static final Result NONE = Result.UNLIMITED;
    private static final Result FIVE = result(true, 5, "five");
    private static final Result FIVE_TOO = result(true, 5, "five, too");
    private static final Result TWO = result(true, 2, "two");
    private static final Result REFUSED = result(false, 0, "refused");

    @Test
    void refusalOrLessRoomIsTighter() {
        assertThat(NONE.tighter(FIVE)).isEqualTo(FIVE);
        assertThat(FIVE.tighter(NONE)).isEqualTo(FIVE);
        assertThat(NONE.tighter(NONE)).isEqualTo(NONE);
        assertThat(FIVE.tighter(TWO)).isEqualTo(TWO);
        assertThat(TWO.tighter(FIVE)).isEqualTo(TWO);
        assertThat(FIVE.tighter(FIVE_TOO)).as("the first of equals").isEqualTo(FIVE);
        assertThat(TWO.tighter(REFUSED)).isEqualTo(REFUSED);
        assertThat(REFUSED.tighter(TWO)).isEqualTo(REFUSED);
        assertThat(result(true, 0, "last").tighter(REFUSED)).isEqualTo(REFUSED);
    }

    @Test
    void anotherAnswerIsGivenWhereThereIsNoneOrWhereItAloneRefuses() {
        assertThat(NONE.orElse(FIVE.decision(), "five")).isEqualTo(FIVE);
        assertThat(NONE.orElse(null, "")).isEqualTo(NONE);
        assertThat(FIVE.orElse(null, "")).isEqualTo(FIVE);
        assertThat(FIVE.orElse(TWO.decision(), "two")).isEqualTo(FIVE);
        assertThat(FIVE.orElse(REFUSED.decision(), "refused")).isEqualTo(REFUSED);
        assertThat(REFUSED.orElse(FIVE.decision(), "five")).isEqualTo(REFUSED);
        assertThat(REFUSED.orElse(result(false, 0, "other").decision(), "other"))
                .isEqualTo(REFUSED);
    }

    @Test
    void requestThatGoesOnIsCountedByTheRuleOfItsNextTargetAlone() {
        LocalRateLimiter limiter = new LocalRateLimiter(new MovableClock(), new SecureRandom());
        RateLimit once = RateLimit.parse("1/minute");
        RequestLimits limits =
                new RequestLimits(limiter, List.of(new AccessRule.Limit(once, LimitBy.ADDRESS, "general")));
        AccessRule plain = AccessRule.open();
        AccessRule limited = plain.withLimits(List.of(new AccessRule.Limit(once, LimitBy.ADDRESS, "rule")));
        assertThat(limits.checkNobody(ClientAddress.of("192.0.2.1"), plain).isAllowed())
                .isTrue();
        assertThat(limits.checkRule(null, null, ClientAddress.of("192.0.2.1"), plain))
                .isEqualTo(Result.UNLIMITED);
        assertThat(limits.checkRule(null, null, ClientAddress.of("192.0.2.1"), limited)
                        .policy())
                .isEqualTo("rule");
        assertThat(limits.checkRule(null, null, ClientAddress.of("192.0.2.1"), limited)
                        .isAllowed())
                .isFalse();
    }

    private static Result result(boolean allowed, int remaining, String policy) {
        return new Result(new LimitDecision(allowed, WINDOW, remaining, Duration.ZERO, Duration.ZERO), policy);
    }
}
