package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormatTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();
    private final KeyFormat format = KeyFormat.of("acme_key");

    @Test
    void generatesBrandIdSecretAndChecksum() {
        KeyFormat.Generated made = format.generate(random);

        assertThat(made.secret().reveal()).matches("acme_key_[0-9A-Za-z]{50}").startsWith("acme_key_" + made.id());
        assertThat(made.id()).hasSize(12);
        assertThat(format.idOf(made.secret().reveal())).contains(made.id());
        assertThat(made.toString()).doesNotContain(made.secret().reveal());
    }

    @Test
    void checksumIsTheCrc32OfAllBeforeItInBase62() {
        String text = format.generate(random).secret().reveal();
        CRC32 crc = new CRC32();
        crc.update(text.substring(0, text.length() - 6).getBytes(StandardCharsets.US_ASCII));

        long value = 0;
        for (char digit : text.substring(text.length() - 6).toCharArray()) {
            value = value * 62 + ALPHABET.indexOf(digit);
        }
        assertThat(value).isEqualTo(crc.getValue());
    }

    @Test
    void refusesEverySingleCharacterChanged() {
        String text = format.generate(random).secret().reveal();
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertThat(format.idOf(changed)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\0", "0", "é", "😀"})
    void refusesAnythingBeforeBehindOrInside(String extra) {
        String text = format.generate(random).secret().reveal();

        assertThat(format.idOf(text + extra)).isEmpty();
        assertThat(format.idOf(extra + text)).isEmpty();
        assertThat(format.idOf(text.substring(0, 20) + extra + text.substring(20)))
                .isEmpty();
        assertThat(format.idOf(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(format.idOf("")).isEmpty();
    }

    @Test
    void refusesAnotherBrand() {
        String text = KeyFormat.of("acme").generate(random).secret().reveal();

        assertThat(format.idOf(text)).isEmpty();
        assertThat(format.looksLike(text)).isFalse();
        assertThat(format.idOf(withChecksum("acme_kez_" + "0".repeat(44))))
                .as("of the same length")
                .isEmpty();
        assertThat(format.looksLike("acme_key_")).isTrue();
        assertThat(format.looksLike("eyJhbGciOiJFZERTQSJ9.e30.AA")).isFalse();
    }

    /** A right checksum is no proof: anybody can compute it. */
    @ParameterizedTest
    @ValueSource(strings = {"/", ":", "@", "[", "`", "{", "_", "?", "\0", "é", "Ā"})
    void refusesOtherCharactersThoughTheChecksumIsRight(String other) {
        assertThat(format.idOf(withChecksum("acme_key_" + other + "0".repeat(43))))
                .isEmpty();
        assertThat(format.idOf(withChecksum("acme_key_" + "0".repeat(43) + other)))
                .isEmpty();
    }

    @Test
    void readsEveryCharacterOfTheAlphabet() {
        assertThat(format.idOf(withChecksum("acme_key_" + ALPHABET.substring(0, 44))))
                .contains("0123456789AB");
        assertThat(format.idOf(withChecksum("acme_key_" + ALPHABET.substring(18))))
                .contains("IJKLMNOPQRST");
    }

    /** As Latin-1, in which what is no Latin-1 character reads as a question mark. */
    private static String withChecksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        long rest = crc.getValue();
        char[] digits = new char[6];
        for (int i = 5; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % 62));
            rest /= 62;
        }
        return body + new String(digits);
    }

    @Test
    void drawsEveryCharacterAboutEquallyOften() {
        int[] seen = new int[62];
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            KeyFormat.Generated made = format.generate(random);
            ids.add(made.id());
            String text = made.secret().reveal();
            for (char c : text.substring(9, text.length() - 6).toCharArray()) {
                seen[ALPHABET.indexOf(c)]++;
            }
        }
        // 220,000 draws, 3,548 for each: ten standard deviations are 591, a remainder's bias would be 25 %.
        assertThat(Arrays.stream(seen).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(2_950, 4_150));
        assertThat(ids).hasSize(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "az_09", "a0123456789_bcdefghijklmnopqrstu"})
    void takesPrefixesOfOneTo32SmallLettersDigitsAndLowLines(String prefix) {
        KeyFormat prefixed = KeyFormat.of(prefix);
        KeyFormat.Generated made = prefixed.generate(random);

        assertThat(made.secret().reveal()).startsWith(prefix + "_");
        assertThat(prefixed.idOf(made.secret().reveal())).contains(made.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "`a",
                "{a",
                "a`",
                "a{",
                "a/",
                "a:",
                "_a",
                "Acme",
                "ac-me",
                "ac me",
                "é",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesPrefixesThatCouldBeMistaken(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFormat.of(prefix))
                .withMessage("The prefix of a credential has 1 to 32 characters of a-z 0-9 _ and begins with a letter,"
                        + " this is \"" + prefix + "\"");
    }
}
