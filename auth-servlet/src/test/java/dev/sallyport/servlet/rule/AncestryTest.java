package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AncestryTest {
    /** Readers of two handlers compare how near their demands stand. */
    @Test
    void demandIsAsFarUpAsWhereItStands() {
        assertThat(level(Itself.class)).isEqualTo(0);
        assertThat(level(OfInterface.class)).isEqualTo(1);
        assertThat(level(BelowItself.class)).isEqualTo(2);
        assertThat(level(BelowInterface.class)).isEqualTo(3);
    }

    @Test
    void nearestLimitHolds() {
        assertThat(limit(OfLimits.class)).isEqualTo("1/hour");
        assertThat(limit(BelowLimits.class)).as("its own interface").isEqualTo("9/hour");
        assertThat(limit(Itself.class)).isNull();
    }

    private static int level(Class<?> type) {
        return Objects.requireNonNull(Ancestry.of(type, ancestor -> false).demand())
                .level();
    }

    private static @Nullable String limit(Class<?> type) {
        RateLimited limit = Ancestry.of(type, ancestor -> false).limit();
        return limit == null ? null : limit.value();
    }

    @RequiresScope("a:read")
    static class Itself {}

    @RequiresScope("a:read")
    interface Demanding {}

    static class OfInterface implements Demanding {}

    static class BelowItself extends Itself {}

    static class BelowInterface extends OfInterface {}

    @RateLimited("9/hour")
    interface Limiting {}

    @RateLimited("1/hour")
    static class OfLimits implements Limiting {}

    static class BelowLimits extends OfLimits implements Limiting {}
}
