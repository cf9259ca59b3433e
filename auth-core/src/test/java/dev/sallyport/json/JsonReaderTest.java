package dev.sallyport.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads RFC 8259 and nothing else, with values as they are written. */
class JsonReaderTest {
    private static final JsonReader READER =
            JsonReader.asWritten(new JsonLimits(32, 256, 16 * 1024, 64, Integer.MAX_VALUE));

    @Test
    void readsEveryKindOfValue() throws MalformedJsonException {
        Map<String, Object> object = READER.readObject(bytes(
                " {\"t\":\"a\\u00e9\",\"n\":-12,\"f\":1.5e3,\"y\":true,\"o\":{\"l\":[1,\"x\",{}]},\"z\":null} \r\n\t"));

        assertThat(object)
                .isEqualTo(Map.of(
                        "t",
                        "aé",
                        "n",
                        new JsonNumber("-12", true),
                        "f",
                        new JsonNumber("1.5e3", false),
                        "y",
                        true,
                        "o",
                        Map.of("l", List.of(new JsonNumber("1", true), "x", Map.of())),
                        "z",
                        JsonReader.NULL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1,"a":1}
                    {"a":1,"\\u0061":2}
                    {"a":null,"a":null}
                    {"x":{"y":[{"a":1,"b":2,"a":3}]}}
                    """)
    void refusesMemberThatStandsTwiceAtAnyDepth(String json) {
        assertThat(detail(json)).startsWith("has a member twice in one object, at line 1, column ");
    }

    @Test
    void takesOneNameInDifferentObjects() {
        assertTaken(bytes("""
                {"a":{"a":1},"b":{"a":2}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":NaN}
                    {"a":Infinity}
                    {"a":-Infinity}
                    {"a":01}
                    {"a":+1}
                    {"a":.5}
                    {"a":5.}
                    {"a":0x10}
                    {'a':1}
                    {a:1}
                    {"a":1,}
                    {"a":[1,]}
                    {"a":[,1]}
                    {"a":}
                    {"a"}
                    {"a":1
                    {"a":"x
                    {"a":"\\x41"}
                    {"a":"\\u12"}
                    {/* c */"a":1}
                    {"a":1} // c
                    {"a":tru}
                    {"a" 1}
                    {"a":1 "b":2}
                    {"a":1}}
                    """)
    @ValueSource(strings = {"{\"a\":\"x\ny\"}", "{\"a\":\"\u0000\"}", "# c\n{\"a\":1}", "\u001e{\"a\":1}"})
    void refusesWhatRfc8259DoesNotKnow(String json) {
        assertThat(detail(json)).matches("is not valid JSON, at line \\d+, column \\d+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {} {}
                    {}1
                    {}[]
                    {}"a"
                    {} null
                    """)
    void refusesWhateverFollowsTheObject(String json) {
        assertThat(detail(json)).contains("at line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []
                    1
                    "a"
                    true
                    null
                    [{"a":1}]
                    """)
    void refusesWhatIsNoObject(String json) {
        assertThat(detail(json)).isEqualTo("must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void refusesEmptyBody(String json) {
        assertThat(detail(json)).isEqualTo("is empty; a JSON object is expected");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "ISO-8859-1"})
    void refusesOtherEncodings(String charset) {
        byte[] body = "{\"a\":\"é\"}".getBytes(Charset.forName(charset));
        detail(body);
    }

    @Test
    void refusesUtf16EvenWhenItsBytesAreValidUtf8() {
        detail("{\"a\":1}".getBytes(UTF_16BE));
        detail("{\"a\":1}".getBytes(UTF_16LE));
    }

    @Test
    void refusesByteOrderMark() {
        assertThat(detail("\uFEFF{\"a\":1}")).isEqualTo("starts with a byte order mark; send plain UTF-8");
    }

    @Test
    void refusesOverlongUtf8() {
        byte[] overlongSlash = bytes("""
                {"a":"??"}""");
        overlongSlash[6] = (byte) 0xC0;
        overlongSlash[7] = (byte) 0xAF;
        assertThat(detail(overlongSlash)).isEqualTo("is not UTF-8");
        assertThat(detail("{\"a\":\"ÿ\"}".getBytes(ISO_8859_1))).isEqualTo("is not UTF-8");
    }

    @Test
    void takesDepth32AndRefuses33() {
        String deepest = "{\"a\":".repeat(31) + "[1]" + "}".repeat(31);
        assertTaken(bytes(deepest));
        assertThat(detail("{\"a\":" + deepest + "}")).contains("nested deeper than 32 levels");
        assertThat(detail("{\"a\":" + "[".repeat(30_000))).contains("nested deeper than 32 levels");
    }

    @Test
    void capsTextsNamesAndNumbers() {
        assertTaken(bytes("""
                {"a":"%s"}""".formatted("x".repeat(16_384))));
        assertThat(detail("""
                {"a":"%s"}""".formatted("x".repeat(16_385)))).contains("too long a text or number");
        assertThat(detail("{\"" + "x".repeat(20_000) + "\":1}")).contains("too long a text or number");
        assertThat(detail("{\"a\":" + "9".repeat(20_000) + "}")).contains("too long a text or number");
        assertThat(detail("{\"a\":1." + "9".repeat(20_000) + "}")).contains("too long a text or number");
    }

    @Test
    void doesNoArithmeticWithHugeExponents() throws MalformedJsonException {
        assertThat(READER.readObject(bytes("{\"a\":1e999999999}")))
                .isEqualTo(Map.of("a", new JsonNumber("1e999999999", false)));
    }

    @Test
    void namesLineAndColumnAndNothingOfTheContent() {
        assertThat(detail("{\n  \"password\": \"hunter2hunter2\",\n  \"x\": hunter2\n}"))
                .isEqualTo("is not valid JSON, at line 3, column 8");
        assertThat(detail("{\n \"hunter2\": 1,\n \"hunter2\": 2}"))
                .isEqualTo("has a member twice in one object, at line 3, column 2");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String detail(String json) {
        return detail(bytes(json));
    }

    private static String detail(byte[] json) {
        return assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> READER.readObject(json))
                .actual()
                .getMessage();
    }

    private static void assertTaken(byte[] json) {
        assertThatCode(() -> READER.readObject(json)).doesNotThrowAnyException();
    }
}
