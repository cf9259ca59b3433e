package dev.sallyport.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void writesEveryKindOfMemberInOrder() {
        String json = JsonWriter.object(o -> o.text("t", "x")
                .number("n", -5)
                .flag("f", true)
                .instant("at", Instant.parse("2030-01-31T12:00:00.123456Z"))
                .texts("l", List.of("a", "b"))
                .texts("e", List.of())
                .objects(
                        "o",
                        List.of(1, 2),
                        (item, value) -> item.number("v", value).text("w", "y"))
                .flag("last", false));

        assertThat(json).isEqualTo("""
                        {"t":"x","n":-5,"f":true,"at":"2030-01-31T12:00:00.123Z","l":["a","b"],"e":[],\
                        "o":[{"v":1,"w":"y"},{"v":2,"w":"y"}],"last":false}""");
    }

    @Test
    void writesAbsentValuesAsNull() {
        assertThat(JsonWriter.object(o -> o.text("t", null).instant("at", null).texts("l", null)))
                .isEqualTo("""
                        {"t":null,"at":null,"l":null}""");
    }

    @Test
    void writesEmptyObject() {
        assertThat(JsonWriter.object(o -> {})).isEqualTo("{}");
    }

    @Test
    void whatItWritesIsReadBackTheSame() throws MalformedJsonException {
        StringBuilder every = new StringBuilder();
        for (char c = 1; c < 0x180; c++) {
            every.append(c);
        }
        every.append("\u2028\u2029\uFEFF😀");
        String json = JsonWriter.object(o -> o.text("t", every.toString()));

        JsonReader reader = JsonReader.asWritten(new JsonLimits(1, 1, 1_000, 1, 1));
        assertThat(reader.readObject(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(Map.of("t", every.toString()));
    }

    @Test
    void halfASurrogatePairSurvivesUtf8() {
        assertThat(JsonWriter.object(o -> o.text("t", "\ud800"))).isEqualTo("""
                {"t":"\\ud800"}""");
    }
}
