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

class TokenJsonTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", List.of());
        map.put("y", Map.of());
        String json = new TokenJson()
                .member("text", "a")
                .member("truth", true)
                .member("numbers", List.of(1, 2L, (short) 3, (byte) 4, 0.5, 0.25f))
                .member("map", map)
                .end();
        assertThat(json).isEqualTo("""
                        {"text":"a","truth":true,"numbers":[1,2,3,4,0.5,0.25],"map":{"x":[],"y":{}}}""");
        assertThat(new TokenJson().end()).isEqualTo("{}");
    }

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(quote("\"\\/\0\n\u001f ~\u007fä😀")).isEqualTo("\"\\\"\\\\/\\u0000\\u000a\\u001f ~\u007fä😀\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uD83Dx", "\uDE00", "x\uDE00\uD83D", "\uD83D\uD83D\uDE00", "😀\uDE00"})
    void refusesHalfASurrogatePair(String text) {
        assertThatExceptionOfType(TokenJson.UnwritableException.class)
                .isThrownBy(() -> new TokenJson().member("name", text))
                .withMessage("In \"name\" there is half a surrogate pair");
    }

    @Test
    void refusesWhatJsonCannotSay() {
        for (Object value :
                List.of(Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 'x', new int[] {1})) {
            assertThatExceptionOfType(TokenJson.UnwritableException.class)
                    .isThrownBy(() -> new TokenJson().member("name", List.of(value)))
                    .withMessageEndingWith(
                            "in \"name\" there is " + value.getClass().getName());
        }
    }

    @Test
    void writesAsManyValuesAsAreReadAndNoMore() throws MalformedTokenException {
        List<Integer> most = Collections.nCopies(TokenJson.MAX_VALUES - 2, 1);
        String json = new TokenJson().member("one", "1").member("list", most).end();
        assertThat(TokenJson.read(json.getBytes(StandardCharsets.UTF_8))).hasSize(2);

        TokenJson full = new TokenJson();
        IntStream.range(0, TokenJson.MAX_VALUES).forEach(i -> full.member("m" + i, "1"));
        assertThatExceptionOfType(TokenJson.UnwritableException.class)
                .isThrownBy(() -> full.member("last", "1"))
                .withMessage("A token holds at most 1024 values");
        assertThatExceptionOfType(TokenJson.UnwritableException.class)
                .isThrownBy(() -> new TokenJson().member("one", "1").member("list", List.of(most, 1)));
    }

    @Test
    void writesAsDeepAsIsReadAndNoDeeper() throws MalformedTokenException {
        for (boolean lists : List.of(true, false)) {
            // The object that is being written is a level.
            String json = new TokenJson()
                    .member("name", nested(TokenJson.MAX_DEPTH - 1, lists))
                    .end();
            assertThat(TokenJson.read(json.getBytes(StandardCharsets.UTF_8))).containsKey("name");
            assertThatExceptionOfType(TokenJson.UnwritableException.class)
                    .isThrownBy(() -> new TokenJson().member("name", nested(TokenJson.MAX_DEPTH, lists)))
                    .withMessage("A token is at most 16 levels deep, \"name\" is deeper");
        }
    }

    private static String quote(String text) {
        String object = new TokenJson().member("x", text).end();
        return object.substring("{\"x\":".length(), object.length() - 1);
    }

    private static Object nested(int levels, boolean lists) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = lists ? List.of(value) : Map.of("name", value);
        }
        return value;
    }
}
