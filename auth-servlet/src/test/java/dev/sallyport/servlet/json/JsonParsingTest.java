package dev.sallyport.servlet.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParsingTest {
    @Test
    void readsEveryKindOfValue() {
        Outcome<Map<String, Object>> outcome = JsonParsing.parse(bytes(
                " {\"t\":\"a\\u00e9\",\"n\":-12,\"f\":1.5e3,\"y\":true,\"o\":{\"l\":[1,\"x\",{}]},\"z\":null} \r\n\t"));

        assertThat(outcome)
                .isEqualTo(Outcome.done(Map.of(
                        "t",
                        "aé",
                        "n",
                        new JsonParsing.JsonNumber("-12", true),
                        "f",
                        new JsonParsing.JsonNumber("1.5e3", false),
                        "y",
                        true,
                        "o",
                        Map.of("l", List.of(new JsonParsing.JsonNumber("1", true), "x", Map.of())),
                        "z",
                        JsonParsing.NULL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":null,\"a\":null}",
                "{\"x\":{\"y\":[{\"a\":1,\"b\":2,\"a\":3}]}}"
            })
    void refusesMemberThatStandsTwiceAtAnyDepth(String json) {
        assertThat(detail(json)).startsWith("The body has a member twice in one object, at line 1, column ");
    }

    @Test
    void takesOneNameInDifferentObjects() {
        assertThat(JsonParsing.parse(bytes("{\"a\":{\"a\":1},\"b\":{\"a\":2}}")))
                .isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":5.}",
                "{\"a\":0x10}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":}",
                "{\"a\"}",
                "{\"a\":1",
                "{\"a\":\"x",
                "{\"a\":\"x\ny\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u12\"}",
                "{/* c */\"a\":1}",
                "{\"a\":1} // c",
                "# c\n{\"a\":1}",
                "{\"a\":tru}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}}",
                "\u001e{\"a\":1}"
            })
    void refusesWhatRfc8259DoesNotKnow(String json) {
        assertThat(detail(json)).matches("The body is not valid JSON, at line \\d+, column \\d+\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}1", "{}[]", "{}\"a\"", "{} null"})
    void refusesWhateverFollowsTheObject(String json) {
        assertThat(detail(json)).startsWith("The body ").contains("at line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "true", "null", "[{\"a\":1}]"})
    void refusesWhatIsNoObject(String json) {
        assertThat(detail(json)).isEqualTo("The body must be a JSON object.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void refusesEmptyBody(String json) {
        assertThat(detail(json)).isEqualTo("The body is empty; a JSON object is expected.");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "ISO-8859-1"})
    void refusesOtherEncodings(String charset) {
        byte[] body = "{\"a\":\"é\"}".getBytes(Charset.forName(charset));
        assertThat(JsonParsing.parse(body)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void refusesUtf16EvenWhenItsBytesAreValidUtf8() {
        assertThat(JsonParsing.parse("{\"a\":1}".getBytes(UTF_16BE))).isInstanceOf(Outcome.Refused.class);
        assertThat(JsonParsing.parse("{\"a\":1}".getBytes(UTF_16LE))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void refusesByteOrderMark() {
        assertThat(detail("\uFEFF{\"a\":1}")).isEqualTo("The body starts with a byte order mark; send plain UTF-8.");
    }

    @Test
    void refusesOverlongUtf8() {
        byte[] overlongSlash = bytes("{\"a\":\"??\"}");
        overlongSlash[6] = (byte) 0xC0;
        overlongSlash[7] = (byte) 0xAF;
        assertThat(detail(overlongSlash)).isEqualTo("The body is not UTF-8.");
        assertThat(detail("{\"a\":\"ÿ\"}".getBytes(ISO_8859_1))).isEqualTo("The body is not UTF-8.");
    }

    @Test
    void takesDepth32AndRefuses33() {
        String deepest = "{\"a\":".repeat(31) + "[1]" + "}".repeat(31);
        assertThat(JsonParsing.parse(bytes(deepest))).isInstanceOf(Outcome.Done.class);
        assertThat(detail("{\"a\":" + deepest + "}")).contains("nested deeper than 32 levels");
        assertThat(detail("{\"a\":" + "[".repeat(30_000))).contains("nested deeper than 32 levels");
    }

    @Test
    void capsTextsNamesAndNumbers() {
        assertThat(JsonParsing.parse(bytes("{\"a\":\"" + "x".repeat(16_384) + "\"}")))
                .isInstanceOf(Outcome.Done.class);
        assertThat(detail("{\"a\":\"" + "x".repeat(16_385) + "\"}")).contains("too long a text or number");
        assertThat(detail("{\"" + "x".repeat(20_000) + "\":1}")).contains("too long a text or number");
        assertThat(detail("{\"a\":" + "9".repeat(20_000) + "}")).contains("too long a text or number");
        assertThat(detail("{\"a\":1." + "9".repeat(20_000) + "}")).contains("too long a text or number");
    }

    @Test
    void doesNoArithmeticWithHugeExponents() {
        assertThat(JsonParsing.parse(bytes("{\"a\":1e999999999}")))
                .isEqualTo(Outcome.done(Map.of("a", new JsonParsing.JsonNumber("1e999999999", false))));
    }

    @Test
    void namesLineAndColumnAndNothingOfTheContent() {
        assertThat(detail("{\n  \"password\": \"hunter2hunter2\",\n  \"x\": hunter2\n}"))
                .isEqualTo("The body is not valid JSON, at line 3, column 8.");
        assertThat(detail("{\n \"hunter2\": 1,\n \"hunter2\": 2}"))
                .isEqualTo("The body has a member twice in one object, at line 3, column 2.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String detail(String json) {
        return detail(bytes(json));
    }

    private static String detail(byte[] json) {
        Refusal refusal = JsonParsing.parse(json)
                .fold(
                        done -> {
                            throw new AssertionError("taken: " + done);
                        },
                        refused -> refused);
        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.INVALID_REQUEST);
        return refusal.detail();
    }
}
