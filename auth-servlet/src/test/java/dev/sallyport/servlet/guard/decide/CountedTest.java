package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedTest {
    private final Counted counted = new Counted();

    @Test
    void resourceCountsARequestOnceByEachOfItsLimits() {
        assertThat(counted.isFirst("/a", limited("5/hour"))).isTrue();
        assertThat(counted.isFirst("/a", limited("5/hour"))).isFalse();
        assertThat(counted.isFirst("/b", limited("5/hour"))).isTrue();
        assertThat(counted.isFirst("/a", limited("6/hour"))).isTrue();
    }

    @Test
    void resourceWithoutLimitsCountsNone() {
        assertThat(counted.isFirst("/a", AccessRule.open())).isFalse();
    }

    private static AccessRule limited(String limit) {
        return AccessRule.open()
                .withLimits(List.of(new AccessRule.Limit(RateLimit.parse(limit), LimitBy.ADDRESS, "x")));
    }
}
