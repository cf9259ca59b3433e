package dev.sallyport.json;

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

/** Reads RFC 8259 as it is, up to the bounds of tokens, to plain Java values. */
class PlainReaderTest {
    private static final JsonLimits LIMITS = new JsonLimits(16, 64 * 1024, 64 * 1024, 64 * 1024, 1024);
    private static final JsonReader READER = JsonReader.plain(LIMITS);

    @Test
    void readsEveryKindOfValueWithSpaceWhereverItMayBe() throws MalformedJsonException {
        String dense = """
                {"a":[1,true,[],"x"],"b":{},"c":{"d":false,"e":[{"f":-2.5}]}}""";
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
        String whole = """
                {"a":[1,-20.5e+1,"x\\u0041\\n",true,false,{"b":{},"c":[]}],"d":7}""";
        for (int end = 0; end < whole.length(); end++) {
            assertRefused(whole.substring(0, end));
            assertRefused(whole.substring(0, end) + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 90, 99, -1, -90, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsWholeNumbersAsLong(long number) throws MalformedJsonException {
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
    void readsOtherNumbersAsDouble(String text, double number) throws MalformedJsonException {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "00, is not valid JSON",
        "-01, is not valid JSON",
        "01.5, is not valid JSON",
        "9223372036854775808, has a number that is too large",
        "-9223372036854775809, has a number that is too large",
        "1e400, has a number that is too large",
        "-1e400, has a number that is too large",
        "--1, is not valid JSON",
        "1., is not valid JSON",
        "1.e2, is not valid JSON",
        "1e+-2, is not valid JSON",
        "1/, is not valid JSON",
        "1:, is not valid JSON",
        "1.5.5, is not valid JSON",
        "truE, is not valid JSON",
        "falze, is not valid JSON",
        "null, has a null"
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
    void readsEscapes(String escaped, String text) throws MalformedJsonException {
        assertThat(value("\"" + escaped + "\"")).isEqualTo(text);
    }

    @Test
    void readsEscapedControlCharactersAndNoBareOnes() throws MalformedJsonException {
        assertThat(value("\"\\b\\f\\n\\r\\t \\u0000\"")).isEqualTo("\b\f\n\r\t \0");
        for (char c = 0; c < ' '; c++) {
            assertRefused("""
                    {"a":"%s"}""".formatted(c), "is not valid JSON");
            assertRefused("""
                    {"a":"\\n%s"}""".formatted(c), "is not valid JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ud83dx", "\\ude00", "x\\ude00\\ud83d", "\\ud83d\\ude00\\ude00", "\\ud83d\\n"})
    void refusesHalfASurrogatePair(String text) {
        assertRefused("""
                {"a":"%s"}""".formatted(text), "has half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\U0041", "\\u004g", "\\u-041", "\\u+041", "\\u00４1", "\\\n"})
    void refusesOtherEscapes(String text) {
        assertRefused("""
                {"a":"%s"}""".formatted(text), "is not valid JSON");
    }

    @Test
    void tellsTheReplacementCharacterFromBytesThatAreNoUtf8() throws MalformedJsonException {
        assertThat(read("{\"\uFFFD\":true}")).isEqualTo(Map.of("\uFFFD", true));
        byte[] bytes = "{\"?\":true}".getBytes(StandardCharsets.US_ASCII);
        bytes[2] = (byte) 0xC3;
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> READER.readObject(bytes))
                .withMessage("is not UTF-8");
    }

    @Test
    void takesAsManyValuesAsATokenMayHoldAndNoMore() throws MalformedJsonException {
        int most = LIMITS.maxValues();
        // The list is a value, too.
        String inList = ",1".repeat(most - 1).substring(1);
        assertThat((List<?>) value("[" + inList + "]")).hasSize(most - 1);
        assertRefused("{\"a\":[" + inList + ",1]}", "has more than 1024 values");
    }

    @Test
    void takesObjectsAndListsAsDeepAsATokenMayBeAndNoDeeper() throws MalformedJsonException {
        int most = LIMITS.maxDepth();
        read("{\"a\":".repeat(most) + "1" + "}".repeat(most));
        read("{\"a\":" + "[".repeat(most - 1) + "]".repeat(most - 1) + "}");
        assertRefused("{\"a\":".repeat(most + 1) + "1" + "}".repeat(most + 1), "is nested deeper than 16 levels");
        assertRefused("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}", "is nested deeper than 16 levels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []|must be a JSON object
                    {'a':1}|is not valid JSON
                    {"a" 1}|is not valid JSON
                    {"a":1,}|is not valid JSON
                    {"a":[1 2]}|is not valid JSON
                    {"a":1]|is not valid JSON
                    {"a":1}{|has more after its JSON object
                    {} x|is not valid JSON
                    {"a":1,"a":1}|has a member twice in one object
                    {"a":{"b":[],"b":1}}|has a member twice in one object
                    """)
    void namesWhatIsWrong(String text, String message) {
        assertRefused(text, message);
    }

    private static Object value(String json) throws MalformedJsonException {
        return Objects.requireNonNull(read("{\"a\":" + json + "}").get("a"));
    }

    private static Map<String, Object> read(String json) throws MalformedJsonException {
        return READER.readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(MalformedJsonException.class).as(json).isThrownBy(() -> read(json));
    }

    private static void assertRefused(String json, String message) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .as(json)
                .isThrownBy(() -> read(json))
                .withMessageStartingWith(message);
    }
}
