package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads RFC 8259 as it is, up to the bounds of tokens. What attackers write is in the package {@code attacks}. */
class JsonReaderTest {
    @Test
    void readsEveryKindOfValueWithSpaceWhereverItMayBe() throws MalformedTokenException {
        String dense = "{\"a\":[1,true,[],\"x\"],\"b\":{},\"c\":{\"d\":false,\"e\":[{\"f\":-2.5}]}}";
        Map<String, Object> expected = Map.of(
                "a",
                List.of(1L, true, List.of(), "x"),
                "b",
                Map.of(),
                "c",
                Map.of("d", false, "e", List.of(Map.of("f", -2.5))));
        assertThat(read(dense)).isEqualTo(expected);
        for (String space : List.of(" ", "\t", "\n", "\r", " \r\n\t ")) {
            assertThat(read(space + dense.replaceAll("([{}\\[\\]:,])", space + "$1" + space) + space))
                    .isEqualTo(expected);
        }
    }

    @Test
    void refusesEveryTextThatIsCutShort() {
        String whole = "{\"a\":[1,-20.5e+1,\"x\\u0041\\n\",true,false,{\"b\":{},\"c\":[]}],\"d\":7}";
        for (int end = 0; end < whole.length(); end++) {
            assertRefused(whole.substring(0, end));
            assertRefused(whole.substring(0, end) + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 90, 99, -1, -90, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsWholeNumbersAsLong(long number) throws MalformedTokenException {
        assertThat(value(Long.toString(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "-0.5, -0.5",
        "-0.0, -0.0",
        "10.90, 10.9",
        "1e2, 100",
        "1E2, 100",
        "1e+2, 100",
        "1E-2, 0.01",
        "1.5e09, 1500000000",
        "1e-999, 0"
    })
    void readsOtherNumbersAsDouble(String text, double number) throws MalformedTokenException {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "00, a JSON number with a leading zero",
        "-01, a JSON number with a leading zero",
        "01.5, a JSON number with a leading zero",
        "9223372036854775808, a JSON number too large",
        "-9223372036854775809, a JSON number too large",
        "1e400, a JSON number too large",
        "-1e400, a JSON number too large",
        "--1, not a JSON value",
        "1., not a JSON value",
        "1.e2, not a JSON value",
        "1e+-2, not a JSON value",
        "1/, JSON without the expected }",
        "1:, JSON without the expected }",
        "1.5.5, JSON without the expected }",
        "truE, not a JSON value",
        "falze, not a JSON value",
        "null, not a JSON value"
    })
    void refusesWhatIsNoNumberOfOurs(String text, String message) {
        assertRefused("{\"a\":" + text + "}", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\"|\"",
                "\\\\|\\",
                "\\/|/",
                "\\u0041z|Az",
                "a\\u00e4b|aäb",
                "\\u00E4|ä",
                "\\uFfFd|\uFFFD",
                "\\ud83d\\ude00|😀",
                "\\ud83d\\ude00\\ud83d\\ude01x|😀😁x",
                "😀\\/😁|😀/😁",
                "\uFFFD|\uFFFD",
            })
    void readsEscapes(String escaped, String text) throws MalformedTokenException {
        assertThat(value("\"" + escaped + "\"")).isEqualTo(text);
    }

    @Test
    void readsEscapedControlCharactersAndNoBareOnes() throws MalformedTokenException {
        assertThat(value("\"\\b\\f\\n\\r\\t \\u0000\"")).isEqualTo("\b\f\n\r\t \0");
        for (char c = 0; c < ' '; c++) {
            assertRefused("{\"a\":\"" + c + "\"}", "a control character in a JSON text");
            assertRefused("{\"a\":\"\\n" + c + "\"}", "a control character in a JSON text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ud83dx", "\\ude00", "x\\ude00\\ud83d", "\\ud83d\\ude00\\ude00", "\\ud83d\\n"})
    void refusesHalfASurrogatePair(String text) {
        assertRefused("{\"a\":\"" + text + "\"}", "half a surrogate pair in a JSON text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\U0041", "\\u004g", "\\u-041", "\\u+041", "\\u00４1", "\\\n"})
    void refusesOtherEscapes(String text) {
        assertRefused("{\"a\":\"" + text + "\"}", "a JSON escape that is none");
    }

    @Test
    void tellsTheReplacementCharacterFromBytesThatAreNoUtf8() throws MalformedTokenException {
        assertThat(read("{\"\uFFFD\":true}")).isEqualTo(Map.of("\uFFFD", true));
        byte[] bytes = "{\"?\":true}".getBytes(StandardCharsets.US_ASCII);
        bytes[2] = (byte) 0xC3;
        assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> JsonReader.readObject(bytes))
                .withMessage("JSON that is not UTF-8");
    }

    @Test
    void takesAsManyValuesAsATokenMayHoldAndNoMore() throws MalformedTokenException {
        int most = TokenLimits.MAX_VALUES;
        // The list is a value, too.
        String inList = ",1".repeat(most - 1).substring(1);
        assertThat((List<?>) value("[" + inList + "]")).hasSize(most - 1);
        assertRefused("{\"a\":[" + inList + ",1]}", "more than 1024 JSON values");
    }

    @Test
    void takesObjectsAndListsAsDeepAsATokenMayBeAndNoDeeper() throws MalformedTokenException {
        int most = TokenLimits.MAX_DEPTH;
        read("{\"a\":".repeat(most) + "1" + "}".repeat(most));
        read("{\"a\":" + "[".repeat(most - 1) + "]".repeat(most - 1) + "}");
        assertRefused("{\"a\":".repeat(most + 1) + "1" + "}".repeat(most + 1), "JSON deeper than 16");
        assertRefused("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}", "JSON deeper than 16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|JSON without the expected {",
                "{'a':1}|JSON without the expected \"",
                "{\"a\" 1}|JSON without the expected :",
                "{\"a\":1,}|JSON without the expected \"",
                "{\"a\":[1 2]}|JSON without the expected ]",
                "{\"a\":1]|JSON without the expected }",
                "{\"a\":1}{|text after the JSON object",
                "{} x|text after the JSON object",
                "{\"a\":1,\"a\":1}|a JSON member twice",
                "{\"a\":{\"b\":[],\"b\":1}}|a JSON member twice"
            })
    void namesWhatIsWrong(String text, String message) {
        assertRefused(text, message);
    }

    private static Object value(String json) throws MalformedTokenException {
        return Objects.requireNonNull(read("{\"a\":" + json + "}").get("a"));
    }

    private static Map<String, Object> read(String json) throws MalformedTokenException {
        return JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(MalformedTokenException.class).as(json).isThrownBy(() -> read(json));
    }

    private static void assertRefused(String json, String message) {
        assertThatExceptionOfType(MalformedTokenException.class)
                .as(json)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }
}
