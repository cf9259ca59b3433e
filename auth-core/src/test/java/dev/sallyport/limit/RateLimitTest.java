package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.limit.RateLimit.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final String EXAMPLE = ". Write \"100/minute\" or \"100/hour, 1000/day\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100/minute | 100 | 60",
                "1/second | 1 | 1",
                "7/hour | 7 | 3600",
                "1000000/day | 1000000 | 86400",
                "5/30s | 5 | 30",
                "5/2m | 5 | 120",
                "5/36h | 5 | 129600",
                "5/31d | 5 | 2678400",
                "0005/030s | 5 | 30",
                "'  5/30s ' | 5 | 30"
            })
    void readsOneWindow(String text, int permits, long seconds) {
        assertThat(RateLimit.parse(text).windows()).containsExactly(new Window(permits, Duration.ofSeconds(seconds)));
    }

    @Test
    void readsSeveralWindowsInTheirOrder() {
        assertThat(RateLimit.parse("1000/day,100/hour, 10/second").windows())
                .containsExactly(
                        new Window(1000, Duration.ofDays(1)),
                        new Window(100, Duration.ofHours(1)),
                        new Window(10, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100/minute | 100/minute",
                "60/60s | 60/minute",
                "5/90s | 5/90s",
                "5/2h | 5/7200s",
                "5/24h,1/1s | 5/day, 1/second"
            })
    void writesWhatItReadsBack(String text, String written) {
        RateLimit limit = RateLimit.parse(text);

        assertThat(limit).hasToString(written);
        assertThat(RateLimit.parse(written)).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | there is no slash between a number and a time",
                "100 | there is no slash between a number and a time",
                "100/hour, | there is no slash between a number and a time",
                "/minute | \"\" is not a whole number",
                "a/minute | \"a\" is not a whole number",
                "+5/minute | \"+5\" is not a whole number",
                "-5/minute | \"-5\" is not a whole number",
                "1.5/minute | \"1.5\" is not a whole number",
                "٥/minute | \"٥\" is not a whole number",
                "100 /minute | \"100 \" is not a whole number",
                "5/1 0s | \"1 0\" is not a whole number",
                "100/1/s | \"1/\" is not a whole number",
                "5/2minutes | \"2minute\" is not a whole number",
                "9999999999/minute | a number has at most 9 digits",
                "5/99999999999d | a number has at most 9 digits",
                "0/minute | A rate limit allows 1 to 1000000 requests, not 0",
                "1000001/minute | A rate limit allows 1 to 1000000 requests, not 1000001",
                "5/0s | A rate limit counts over 1 second to 31 days, in whole seconds, not over PT0S",
                "5/32d | A rate limit counts over 1 second to 31 days, in whole seconds, not over PT768H",
                "5/999999999d | A rate limit counts over 1 second to 31 days, in whole seconds, not over PT23999999976H"
            })
    void namesTheTextAndTheFault(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text))
                .withMessage("Rate limit \"" + text + "\": " + fault + EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100/", "100/m", "100/s", "100/Minute", "100/minutes", "100/ minute", "100/-1s", "100/5w"})
    void namesTheUnitsItKnows(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text))
                .withMessage("Rate limit \"" + text
                        + "\": the time is none of second, minute, hour, day, or a number with s, m, h or d" + EXAMPLE);
    }

    @Test
    void doesNotRepeatALongText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse("1/second" + " ".repeat(100)))
                .withMessage("A rate limit is written in at most 100 characters, not 108");
    }

    @Test
    void refusesTwoWindowsOverOnePeriod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse("5/minute, 10/60s"))
                .withMessage(
                        "A rate limit has one window for each period; two of \"5/minute, 10/minute\" count over the"
                                + " same: keep the smaller");
    }

    @Test
    void refusesNoWindowAndMoreThanFour() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(List.of()))
                .withMessage("A rate limit has 1 to 4 windows, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse("1/1s,2/2s,3/3s,4/4s,5/5s"))
                .withMessage("A rate limit has 1 to 4 windows, not 5");
    }

    @Test
    void refusesParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(1, Duration.ofMillis(1500)))
                .withMessage("A rate limit counts over 1 second to 31 days, in whole seconds, not over PT1.5S");
    }

    @Test
    void textMayHaveAHundredCharacters() {
        String text = "5/minute" + " ".repeat(92);
        assertThat(RateLimit.parse(text)).isEqualTo(RateLimit.parse("5/minute"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text + " "))
                .withMessage("A rate limit is written in at most 100 characters, not 101");
    }

    @Test
    void timesMultipliesThePermitsOfEachWindowUpToTheMost() {
        assertThat(RateLimit.parse("2/second, 3/hour").times(8)).isEqualTo(RateLimit.parse("16/second, 24/hour"));
        assertThat(RateLimit.parse("2/second").times(1)).isEqualTo(RateLimit.parse("2/second"));
        assertThat(RateLimit.parse("999999/day").times(Integer.MAX_VALUE)).isEqualTo(RateLimit.parse("1000000/day"));
    }
}
