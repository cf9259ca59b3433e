package dev.sallyport.servlet.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit.Window;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;

/** What is kept of the texts of limits never stands in for those of another limit. */
class LimitTextsTest {
    private static final Window MINUTE = new Window(60, Duration.ofMinutes(1));
    private static final Window HOUR = new Window(1000, Duration.ofHours(1));

    @RepeatedTest(2)
    void tellsEachWindowOfAName() {
        assertTold("key", MINUTE, "\"key\";q=60;w=60", "\"key\";r=7;t=1");
        assertTold("key", HOUR, "\"key\";q=1000;w=3600", "\"key\";r=7;t=1");
        assertTold("key", MINUTE, "\"key\";q=60;w=60", "\"key\";r=7;t=1");
        assertTold("", MINUTE, "\"default\";q=60;w=60", "\"default\";r=7;t=1");
        assertTold("a\"b", HOUR, "\"a\\\"b\";q=1000;w=3600", "\"a\\\"b\";r=7;t=1");
    }

    @RepeatedTest(2)
    void tellsMoreNamesThanItKeeps() {
        for (int i = 0; i < 1_200; i++) {
            assertTold("plan-" + i, MINUTE, "\"plan-" + i + "\";q=60;w=60", "\"plan-" + i + "\";r=7;t=1");
        }
    }

    private static void assertTold(String policy, Window window, String quota, String left) {
        LimitDecision decision = new LimitDecision(true, window, 7, Duration.ZERO, Duration.ofMillis(500));
        assertThat(LimitHeaders.draft(policy, decision))
                .isEqualTo(Map.of("RateLimit-Policy", quota, "RateLimit", left));
    }
}
