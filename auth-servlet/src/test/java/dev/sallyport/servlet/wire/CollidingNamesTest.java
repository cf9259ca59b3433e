package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.json.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Bodies made of names with one hash code cost no more than others of their size; each is as large as a body may be. */
class CollidingNamesTest {
    private static final int ROUNDS = 20;

    /** Texts of one length and one {@link String#hashCode}. */
    private static List<String> colliding(int count) {
        List<String> names = List.of("");
        while (names.size() < count) {
            List<String> longer = new ArrayList<>();
            for (String name : names) {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            }
            names = longer;
        }
        return names.subList(0, count);
    }

    private static byte[] form(List<String> names) {
        return names.stream()
                .map(name -> name + "=")
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void formOfManyNamesIsRefusedAfterTheFirst() {
        List<String> names = colliding(2000);
        assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
        Outcome<Parameters> read = Parameters.parse(form(names));
        assertThat(read.fold(parameters -> "", Refusal::detail)).contains("more than 32 parameters");
        assertThat(Parameters.parse(form(names.subList(0, 32)))).isInstanceOf(Outcome.Done.class);
        assertThat(Parameters.of(names.stream().collect(Collectors.toMap(name -> name, name -> "")))
                        .fold(parameters -> "", Refusal::detail))
                .contains("more than 32 parameters");
    }

    /** With a table that probes linearly the colliding ones take more than eight times as long. */
    @Test
    void jsonOfCollidingNamesTakesAsLongAsOther() {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < 2048; i++) {
            plain.add(String.format("%022d", i));
        }
        byte[] colliding = json(colliding(2048));
        byte[] other = json(plain);
        read(colliding);
        read(other);
        assertThat(read(colliding)).isLessThan(read(other).multipliedBy(6).plusMillis(200));
    }

    private static byte[] json(List<String> names) {
        return names.stream()
                .map(name -> "\"" + name + "\":\"\"")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Duration read(byte[] body) {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            Outcome<Map<String, String>> texts = JsonBody.parse(body).flatMap(JsonBody::texts);
            assertThat(texts).isInstanceOf(Outcome.Done.class);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void longOriginIsRefusedWithoutRecursion() {
        String host = "a.".repeat(20_000) + "example";
        assertThatThrownBy(() -> CorsPolicy.of("https://" + host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("253 characters");
        String longest = "a.".repeat(123) + "example";
        assertThat(CorsPolicy.of("https://" + longest + ":8443").allows("https://" + longest + ":8443"))
                .isTrue();
        assertThatThrownBy(() -> CorsPolicy.of("https://a" + longest)).isInstanceOf(IllegalArgumentException.class);
    }
}
