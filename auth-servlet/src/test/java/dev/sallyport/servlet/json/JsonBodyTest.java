package dev.sallyport.servlet.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @Test
    void readsWhatIsThere() {
        JsonBody body = body("""
                        {"t":"x","l":["a","b"],"i":-3,"f":false,"at":"2030-01-31T13:00:00+01:00"}""");

        assertThat(body.text("t", 1)).isEqualTo("x");
        assertThat(body.optionalTexts("l", 2, 1)).containsExactly("a", "b");
        assertThat(body.optionalInteger("i", -3, 3)).isEqualTo(-3);
        assertThat(body.optionalFlag("f")).isFalse();
        assertThat(body.optionalInstant("at")).isEqualTo(Instant.parse("2030-01-31T12:00:00Z"));
        assertThat(errors(body)).isEmpty();
    }

    @Test
    void absentAndNullAreTheSameExceptForHas() {
        JsonBody body = body("{\"there\":null}");

        assertThat(body.optionalText("there", 9)).isNull();
        assertThat(body.optionalTexts("there", 9, 9)).isNull();
        assertThat(body.optionalInteger("there", 0, 9)).isNull();
        assertThat(body.optionalInstant("there")).isNull();
        assertThat(body.optionalFlag("there")).isNull();
        assertThat(body.optionalText("absent", 9)).isNull();
        assertThat(body.has("there")).isTrue();
        assertThat(body.has("absent")).isFalse();
        assertThat(errors(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}
                    {"t":null}
                    {"t":""}
                    """)
    void requiresText(String json) {
        JsonBody body = body(json);

        assertThat(body.text("t", 9)).isEmpty();
        assertThat(errors(body))
                .containsExactly(new FieldError("t", "required", "This is needed and must not be empty."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "[\"x\"]", "1.5"})
    void takesNothingButTextForText(String value) {
        JsonBody body = body("{\"t\":" + value + "}");

        assertThat(body.text("t", 9)).isEmpty();
        assertThat(errors(body)).containsExactly(new FieldError("t", "invalid", "This must be a text."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\ud800", "\\udc00a", "\\ud800\\ud800"})
    void refusesTextThatCannotBeStored(String text) {
        JsonBody body = body("""
                {"t":"%s"}""".formatted(text));

        assertThat(body.optionalText("t", 9)).isNull();
        assertThat(errors(body)).extracting(FieldError::code).containsExactly("invalid");
    }

    @Test
    void takesPairsOfSurrogates() {
        assertThat(body("""
                {"t":"\\ud83d\\ude00"}""").text("t", 2)).isEqualTo("😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"3\"", "3.0", "3e0", "11", "0", "-1", "9223372036854775808", "99999999999999999999", "true"})
    void takesWholeNumbersInRangeOnly(String value) {
        JsonBody body = body("{\"i\":" + value + "}");

        assertThat(body.optionalInteger("i", 1, 10)).isNull();
        assertThat(errors(body))
                .containsExactly(new FieldError("i", "invalid", "This must be a whole number from 1 to 10."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2030-01-31\"",
                "\"2030-01-31T12:00:00\"",
                "\"2030-02-30T12:00:00Z\"",
                "1893499200",
                "\"\"",
                "\"soon\""
            })
    void takesInstantsWithZoneOnly(String value) {
        JsonBody body = body("{\"at\":" + value + "}");

        assertThat(body.optionalInstant("at")).isNull();
        assertThat(errors(body)).extracting(FieldError::field).containsExactly("at");
    }

    @Test
    void listOfTextsNamesTheFaultyItem() {
        JsonBody body = body("""
                {"l":["a",1,"toolong",null]}""");

        assertThat(body.optionalTexts("l", 9, 3)).containsExactly("a");
        assertThat(errors(body))
                .containsExactly(
                        new FieldError("l[1]", "invalid", "This must be a text."),
                        new FieldError("l[2]", "too_long", "This must have at most 3 characters."),
                        new FieldError("l[3]", "invalid", "This must be a text."));
    }

    @Test
    void listHasASizeAndIsAList() {
        JsonBody body = body("""
                {"long":["a","b"],"text":"a b"}""");

        assertThat(body.optionalTexts("long", 1, 9)).isEmpty();
        assertThat(body.optionalTexts("text", 1, 9)).isEmpty();
        assertThat(errors(body))
                .containsExactly(
                        new FieldError("long", "too_long", "This must have at most 1 items."),
                        new FieldError("text", "invalid", "This must be a list of texts."));
    }

    @Test
    void refusesMembersThatNobodyAskedFor() {
        JsonBody body = body("""
                {"scope":[],"name":"x"}""");
        body.text("name", 9);

        assertThat(errors(body)).containsExactly(new FieldError("scope", "unknown", "There is no such field here."));
    }

    @Test
    void doesNotRunTheWorkWhenAnythingIsFaulty() {
        JsonBody body = body("{\"a\":1}");
        Outcome<String> outcome = body.whenValid(() -> {
            throw new AssertionError("the work ran");
        });
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void namesABoundedNumberOfFaults() {
        StringBuilder json = new StringBuilder("{\"m\":1");
        for (int i = 0; i < 1_000; i++) {
            json.append(",\"m").append(i).append("\":1");
        }
        assertThat(errors(body(json.append('}').toString()))).hasSize(32);
    }

    @Test
    void noMessageRepeatsAValue() {
        JsonBody body = body("""
                {"a":"hunter2hunter2","b":"hunter2","c":"hunter2","d":"hunter2","e":["hunter2"]}""");
        body.text("a", 3);
        body.optionalInteger("b", 0, 1);
        body.optionalInstant("c");
        body.optionalFlag("d");
        body.optionalTexts("e", 1, 1);

        assertThat(errors(body)).hasSize(5).noneMatch(error -> error.toString().contains("hunter2"));
    }

    @Test
    void emptyBodyHasNoMembers() {
        assertThat(JsonBody.empty().has("a")).isFalse();
    }

    private static JsonBody body(String json) {
        return JsonBody.parse(json.getBytes(UTF_8)).fold(body -> body, refusal -> {
            throw new AssertionError(refusal.detail());
        });
    }

    private static List<FieldError> errors(JsonBody body) {
        return body.whenValid(() -> Outcome.done(List.<FieldError>of()))
                .fold(done -> done, refusal -> refusal.errors());
    }
}
