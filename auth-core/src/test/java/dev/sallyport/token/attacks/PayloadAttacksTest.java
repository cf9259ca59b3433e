package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads under a genuine signature that a careless reader takes: missing, null and mistyped claims, doubled members. */
class PayloadAttacksTest {
    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);
    private final long now = fixture.clock.instant().getEpochSecond();

    @Test
    void thePayloadThatTheseTestsVaryIsAccepted() {
        assertAccepted(fixture.payload());
        assertAccepted(" \t\r\n" + fixture.payload() + " \n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "jti", "client_id", "auth_time", "kind"})
    void requiredClaimMissingOrOfAnotherType(String claim) {
        String value = fixture.payload().replaceAll(".*(\"" + claim + "\":(\"[^\"]*\"|[0-9]+)).*", "$1");
        assertRefused(fixture.payload().replace(value, "\"other\":1"));
        String wrongType = value.endsWith("\"") ? String.valueOf(now) : "\"" + now + "\"";
        for (String other : List.of("null", "true", "{}", "[]", "[null]", "[1]", "\"\"", "-1", "1e9", wrongType)) {
            assertRefused(fixture.payload().replace(value, "\"" + claim + "\":" + other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "cid", "tenant", "scope"})
    void optionalTextOfAnotherType(String claim) {
        assertAccepted(with("\"" + claim + "\":\"x\""));
        for (String other : List.of("null", "1", "false", "{}", "[\"x\"]", "\"\"")) {
            assertRefused(with("\"" + claim + "\":" + other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "amr"})
    void optionalListOfAnotherType(String claim) {
        assertAccepted(with("\"" + claim + "\":[\"x\"]"));
        for (String other : List.of("null", "1", "\"x\"", "{}", "[1]", "[null]", "[[\"x\"]]", "[\"\"]")) {
            assertRefused(with("\"" + claim + "\":" + other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a  b", " a", "a ", "a\\tb", "a\\\"b", "ä", "a\\u0000"})
    void scopeThatIsNoScope(String scope) {
        assertRefused(with("\"scope\":\"" + scope + "\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null
                    1
                    "x"
                    []
                    {"a":null}
                    {"a":[null]}
                    """)
    void extOfAnotherType(String ext) {
        assertRefused(with("\"ext\":" + ext));
    }

    @Test
    void foreignIssuerOrAudience() {
        String iss = "\"iss\":\"" + TokenFixture.ISSUER + "\"";
        String aud = "\"aud\":\"" + TokenFixture.ISSUER + "\"";
        for (String other : List.of("https://api.example.com/", "https://API.example.com", "https://evil.example")) {
            assertRefused(fixture.payload().replace(iss, "\"iss\":\"" + other + "\""));
            assertRefused(fixture.payload().replace(aud, "\"aud\":\"" + other + "\""));
            assertRefused(fixture.payload().replace(aud, "\"aud\":[\"" + other + "\"]"));
            assertAccepted(
                    fixture.payload().replace(aud, "\"aud\":[\"" + other + "\",\"" + TokenFixture.ISSUER + "\"]"));
        }
    }

    @Test
    void timesThatDoNotFit() {
        assertRefused(times(now + 61, now + 120));
        assertAccepted(times(now + 60, now + 120));
        assertRefused(times(now, now));
        assertRefused(times(now, now - 1));
        assertRefused(times(now, now + 86_401));
        assertAccepted(times(now, now + 86_400));
        assertRefused(times(now, now + 100L * 365 * 86_400));
        assertRefused(times(0, now + 60));
        assertRefused(with("\"nbf\":" + (now + 61)));
        assertAccepted(with("\"nbf\":" + (now + 60)));
        assertRefused(with("\"nbf\":" + now + ".5"));
        assertRefused(fixture.payload().replace("\"exp\":" + (now + 60), "\"exp\":" + (now + 60) + ".5"));
        assertRefused(with("\"nbf\":null"));
        assertRefused(with("\"nbf\":\"" + now + "\""));
        for (String absurd :
                List.of("9223372036854775807", "9223372036854775808", "253402300800", "1e400", "-1", "-0.0")) {
            assertRefused(fixture.payload().replace("\"exp\":" + (now + 60), "\"exp\":" + absurd));
        }
        String minute = times(now, now + 60);
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(fixture.refusal(fixture.sign(fixture.header(), minute))).isEqualTo(Cause.TOKEN_EXPIRED);
    }

    @Test
    void secondsBeforeTheFirstOrAfterTheLastThereIs() {
        String authTime = "\"auth_time\":" + now;
        for (String second : List.of("0", "253402300799")) {
            assertAccepted(fixture.payload().replace(authTime, "\"auth_time\":" + second));
        }
        for (String second : List.of("-1", "253402300800")) {
            assertRefused(fixture.payload().replace(authTime, "\"auth_time\":" + second));
        }
    }

    @Test
    void senderConstrainedTokenAsBearerToken() {
        assertRefused(with("""
                "cnf":{"jkt":"x"}"""));
    }

    @Test
    void duplicateMembers() {
        assertRefused(with("\"sub\":\"8\""));
        assertRefused(with("\"s\\u0075b\":\"8\""));
        assertRefused(with("\"unknown\":1,\"unknown\":2"));
    }

    @Test
    void duplicateMembersNested() {
        assertAccepted(with("""
                "ext":{"a":{"b":1},"b":{"b":2}}"""));
        assertRefused(with("""
                "ext":{"a":{"b":1,"b":2}}"""));
        assertRefused(with("""
                "ext":{"a":[{"b":1,"b":1}]}"""));
        assertRefused(with("""
                "unknown":[[{"b":1,"\\u0062":1}]]"""));
    }

    @Test
    void deepNesting() {
        assertAccepted(with("\"ext\":{\"x\":" + "[".repeat(14) + "]".repeat(14) + "}"));
        assertRefused(with("\"ext\":{\"x\":" + "[".repeat(15) + "]".repeat(15) + "}"));
        assertRefused(with("\"x\":" + "[".repeat(5_000)));
        assertRefused(with("\"x\":" + "{\"x\":".repeat(900)));
    }

    /** Names with one hash code, as many as a token of the allowed length can hold. */
    @Test
    void collidingMemberNames() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 1 << 9; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 9; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.add("\"" + name + "\":1");
        }
        TokenFixture roomy = new TokenFixture(TokenFixture.policy(SigningAlgorithm.EDDSA)
                .withMaximumLength(64 * 1024)
                .checked());
        String some = roomy.payload().replace("}", "," + String.join(",", members) + "}");
        assertThat(roomy.accepts(roomy.sign(roomy.header(), some))).isTrue();

        List<String> more = new ArrayList<>(members);
        for (int i = 0; i < 600; i++) {
            more.add("\"m" + i + "\":1");
        }
        String many = roomy.payload().replace("}", "," + String.join(",", more) + "}");
        assertThat(roomy.refusal(roomy.sign(roomy.header(), many))).isEqualTo(Cause.INVALID_TOKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {
                    }
                    []
                    "x"
                    {}{}
                    {},
                    {"a":1,}
                    {,}
                    {"a"}
                    {a:1}
                    {'a':1}
                    {"a":01}
                    {"a":+1}
                    {"a":.5}
                    {"a":1.}
                    {"a":1e}
                    {"a":0x10}
                    {"a":NaN}
                    {"a":tru}
                    {"a":True}
                    {"a":[1,]}
                    {"a":[1 2]}
                    {"a":"\\x"}
                    {"a":"\\u12"}
                    {"a":"\\u００４１"}
                    {"a":"\\ud800"}
                    {"a":"\\udc00\\ud800"}
                    {"a":1 /* */}
                    {"a":"
                    {"a":-}
                    {"a":1e999}
                    """)
    @ValueSource(strings = {"", "{\"a\":\"\n\"}", "\uFEFF{}"})
    void textThatIsNoJson(String text) {
        if (text.startsWith("{\"a\":") && text.endsWith("}")) {
            assertRefused(with(text.substring(1, text.length() - 1)));
        }
        assertRefused(text);
    }

    @Test
    void bytesThatAreNoUtf8() {
        byte[] payload = with("\"x\":\"#\"").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == '#') {
                payload[i] = (byte) 0xFF;
            }
        }
        assertThat(fixture.refusal(fixture.signEncoded(
                        TokenFixture.encode(fixture.header()) + "." + TokenFixture.encode(payload))))
                .isEqualTo(Cause.INVALID_TOKEN);
    }

    private String with(String members) {
        String payload = fixture.payload();
        return payload.substring(0, payload.length() - 1) + "," + members + "}";
    }

    private String times(long iat, long exp) {
        return fixture.payload()
                .replace("\"exp\":" + (now + 60) + ",\"iat\":" + now, "\"exp\":" + exp + ",\"iat\":" + iat);
    }

    private void assertAccepted(String payload) {
        assertThat(fixture.accepts(fixture.sign(fixture.header(), payload))).isTrue();
    }

    private void assertRefused(String payload) {
        assertThat(fixture.refusal(fixture.sign(fixture.header(), payload))).isEqualTo(Cause.INVALID_TOKEN);
    }
}
