package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void formsAreReadAsBrowsersWriteThem() {
        Parameters form = form("grant_type=password&&a=%C3%A4+b%2Bc&empty=&alone&x=1=2&");

        assertThat(form.text("grant_type")).contains("password");
        assertThat(form.text("a")).contains("\u00e4 b+c");
        assertThat(form.text("x")).contains("1=2");
        assertThat(form.text("empty")).isEmpty();
        assertThat(form.text("alone")).isEmpty();
        assertThat(form.text("other")).isEmpty();
        assertThat(form.isAscii()).isFalse();
        assertThat(form("a=%7F~").isAscii()).isTrue();
        assertThat(form("a=%C2%80").isAscii()).isFalse();
        assertThat(form("%C2%80=a").isAscii()).isFalse();
    }

    /** Two readers could each take another one. */
    @Test
    void parameterThatComesTwiceIsRefused() {
        assertThat(refusal("a=1&a=1")).isEqualTo("The form has a parameter twice.");
        assertThat(refusal("a=1&%61=2")).isEqualTo("The form has a parameter twice.");
        assertThat(refusal("a&a=")).isEqualTo("The form has a parameter twice.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4x", "a=%x4", "a=%c3", "a=%ff", "a=%00b", "a=b%00", "%00=a", "a=%c0%af"})
    void whatIsNoPercentEncodedUtf8IsRefused(String text) {
        assertThat(refusal(text)).isEqualTo("The form is not percent-encoded UTF-8.");
    }

    @ParameterizedTest
    @CsvSource({
        "%41, A",
        "a%4Ab, aJb",
        "a%20b, a b",
        "%09a, '\ta'",
        "%7e%7E, ~~",
        "%e2%82%AC, \u20ac",
        "+, ' '",
        "'', ''"
    })
    void textIsDecoded(String encoded, String text) {
        assertThat(Parameters.decode(encoded)).isEqualTo(Optional.of(text));
    }

    @Test
    void thirtyTwoAreReadAndNoMore() {
        assertThat(Parameters.of(texts(32))).isInstanceOf(Outcome.Done.class);
        assertThat(Parameters.of(texts(33)).fold(parameters -> "", Refusal::detail))
                .isEqualTo("The body has more than 32 parameters.");
    }

    private static Map<String, String> texts(int count) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put("p" + i, "x");
        }
        return texts;
    }

    private static Parameters form(String text) {
        return parsed(text).fold(parameters -> parameters, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    private static String refusal(String text) {
        return parsed(text).fold(parameters -> "", Refusal::detail);
    }

    private static Outcome<Parameters> parsed(String text) {
        return Parameters.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
