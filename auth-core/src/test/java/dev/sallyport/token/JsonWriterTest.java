package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", List.of());
        map.put("y", Map.of());
        String json = new JsonWriter()
                .member("text", "a")
                .member("truth", true)
                .member("numbers", List.of(1, 2L, (short) 3, (byte) 4, 0.5, 0.25f))
                .rawMember("raw", "[1]")
                .member("map", map)
                .end();
        assertThat(json)
                .isEqualTo("{\"text\":\"a\",\"truth\":true,\"numbers\":[1,2,3,4,0.5,0.25],\"raw\":[1],"
                        + "\"map\":{\"x\":[],\"y\":{}}}");
        assertThat(new JsonWriter().end()).isEqualTo("{}");
        assertThat(new JsonWriter().rawMember("raw", "1").end()).isEqualTo("{\"raw\":1}");
    }

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(JsonWriter.quote("\"\\/\0\n\u001f ~\u007fä😀"))
                .isEqualTo("\"\\\"\\\\/\\u0000\\u000a\\u001f ~\u007fä😀\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uD83Dx", "\uDE00", "x\uDE00\uD83D", "\uD83D\uD83D\uDE00", "😀\uDE00"})
    void refusesHalfASurrogatePair(String text) {
        assertThatExceptionOfType(JsonWriter.UnwritableException.class)
                .isThrownBy(() -> new JsonWriter().member("name", text))
                .withMessage("In \"name\" there is half a surrogate pair");
    }

    @Test
    void refusesWhatJsonCannotSay() {
        for (Object value :
                List.of(Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 'x', new int[] {1})) {
            assertThatExceptionOfType(JsonWriter.UnwritableException.class)
                    .isThrownBy(() -> new JsonWriter().member("name", List.of(value)))
                    .withMessageEndingWith(
                            "in \"name\" there is " + value.getClass().getName());
        }
    }

    @Test
    void writesAsManyValuesAsAreReadAndNoMore() throws MalformedTokenException {
        List<Integer> most = Collections.nCopies(TokenLimits.MAX_VALUES - 2, 1);
        String json =
                new JsonWriter().rawMember("raw", "1").member("list", most).end();
        assertThat(JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8))).hasSize(2);

        JsonWriter full = new JsonWriter();
        IntStream.range(0, TokenLimits.MAX_VALUES).forEach(i -> full.rawMember("m" + i, "1"));
        assertThatExceptionOfType(JsonWriter.UnwritableException.class)
                .isThrownBy(() -> full.rawMember("last", "1"))
                .withMessage("A token holds at most 1024 values");
        assertThatExceptionOfType(JsonWriter.UnwritableException.class)
                .isThrownBy(() -> new JsonWriter().rawMember("raw", "1").member("list", List.of(most, 1)));
    }

    @Test
    void writesAsDeepAsIsReadAndNoDeeper() throws MalformedTokenException {
        for (boolean lists : List.of(true, false)) {
            // The object that is being written is a level.
            String json = new JsonWriter()
                    .member("name", nested(TokenLimits.MAX_DEPTH - 1, lists))
                    .end();
            assertThat(JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8)))
                    .containsKey("name");
            assertThatExceptionOfType(JsonWriter.UnwritableException.class)
                    .isThrownBy(() -> new JsonWriter().member("name", nested(TokenLimits.MAX_DEPTH, lists)))
                    .withMessage("A token is at most 16 levels deep, \"name\" is deeper");
        }
    }

    private static Object nested(int levels, boolean lists) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = lists ? List.of(value) : Map.of("name", value);
        }
        return value;
    }
}
