package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One token has one spelling: otherwise a cache, a block list or a replay check can be walked around. */
class SpellingAttacksTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);
    private final String token = fixture.issue();

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n", "\t", "\0", "=", "==", "?", "+", "/", "é", "Ł", "%20", ","})
    void charactersOutsideTheAlphabet(String extra) {
        for (int i = 0; i <= token.length(); i++) {
            assertRefused(token.substring(0, i) + extra + token.substring(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void unusedBitsOfTheLastCharacters(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        String token = fixture.issue();
        for (int end : List.of(token.indexOf('.'), token.lastIndexOf('.'), token.length())) {
            for (int i = 0; i < ALPHABET.length(); i++) {
                char other = ALPHABET.charAt(i);
                if (other != token.charAt(end - 1)) {
                    String spelled = token.substring(0, end - 1) + other + token.substring(end);
                    assertThat(fixture.refusal(spelled)).isEqualTo(Cause.INVALID_TOKEN);
                }
            }
        }
    }

    /** Under a genuine signature over just that spelling, so that nothing but the spelling is wrong. */
    @Test
    void unusedBitsUnderAGenuineSignature() {
        String payload = fixture.payload();
        // Spaces at the end make the length leave a rest, which has unused bits.
        while (payload.length() % 3 != 1) {
            payload += " ";
        }
        String encoded = TokenFixture.encode(payload);
        String other = encoded.substring(0, encoded.length() - 1)
                + ALPHABET.charAt(ALPHABET.indexOf(encoded.charAt(encoded.length() - 1)) + 1);
        String header = TokenFixture.encode(fixture.header());

        assertThat(TokenFixture.text(other)).isEqualTo(payload);
        assertThat(fixture.accepts(fixture.signEncoded(header + "." + encoded))).isTrue();
        assertRefused(fixture.signEncoded(header + "." + other));
    }

    @Test
    void otherNumbersOfParts() {
        String[] parts = token.split("\\.", -1);
        for (String text : List.of(
                "",
                ".",
                "..",
                "...",
                parts[0],
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + ".",
                parts[0] + ".." + parts[2],
                "." + parts[1] + "." + parts[2],
                token + ".",
                "." + token,
                token + "." + parts[2],
                token.replace(".", ""))) {
            assertRefused(text);
        }
    }

    @Test
    void encryptedTokenOfFiveParts() {
        String header = TokenFixture.encode("""
                {"alg":"dir","enc":"A256GCM","kid":"%s"}""".formatted(fixture.kid()));
        assertRefused(header + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
        assertRefused(header + ".AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
    }

    @Test
    void hugeToken() {
        assertRefused("a".repeat(8193));
        assertRefused("a".repeat(16 << 20));
        String padded = fixture.payload().replace("\"j\"", "\"" + "j".repeat(6_200) + "\"");
        assertRefused(fixture.sign(fixture.header(), padded));
        String fits = fixture.payload().replace("\"j\"", "\"" + "j".repeat(5_500) + "\"");
        assertThat(fixture.accepts(fixture.sign(fixture.header(), fits))).isTrue();
    }

    @Test
    void theBearerSchemeIsNoPartOfAToken() {
        assertRefused("Bearer " + token);
    }

    private void assertRefused(String text) {
        assertThat(fixture.refusal(text)).isEqualTo(Cause.INVALID_TOKEN);
    }
}
