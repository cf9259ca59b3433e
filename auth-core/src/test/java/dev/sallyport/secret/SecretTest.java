package dev.sallyport.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a secret in a log, a comparison and a store. */
class SecretTest {
    private static final String E_ACUTE = "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c";

    @Test
    void secretIsPrintedNowhereAndEqualByItsText() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret).hasToString("Secret[redacted]");
        assertThat("a " + secret).doesNotContain("hunter2");
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).isEqualTo(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("hunter2"));
        assertThat(secret).isNotEqualTo(Secret.of("hunter3")).isNotEqualTo(Secret.of("hunter"));
        assertThat((Object) secret).isNotEqualTo("hunter2");
        assertThat(secret).as("its hash code tells nothing").hasSameHashCodeAs(Secret.of("another"));
    }

    @Test
    void digestIsTheSha256OfTheTextInUtf8() {
        assertThat(SecretDigest.of("é").hex()).isEqualTo(E_ACUTE);
        assertThat(Secret.of("é").digest()).isEqualTo(SecretDigest.of("é"));
        assertThat(SecretDigest.ofHex(E_ACUTE)).isEqualTo(SecretDigest.of("é"));
        assertThat(SecretDigest.of("é")).hasToString("SecretDigest[4a99557e…]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 62, 66, 128})
    void digestHas64HexadecimalDigits(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretDigest.ofHex("0".repeat(length)))
                .withMessage("A SHA-256 digest is 64 hexadecimal digits, this has " + length + " characters");
    }

    /** Each of its 256 bits counts: where one did not, a store that can be written to would let a neighbour of a key in. */
    @Test
    void digestsThatDifferInOneBitAreNotEqual() {
        SecretDigest whole = SecretDigest.ofHex(E_ACUTE);
        for (int i = 0; i < 64; i++) {
            for (int bit = 1; bit < 16; bit <<= 1) {
                char other = Character.forDigit(Character.digit(E_ACUTE.charAt(i), 16) ^ bit, 16);
                SecretDigest near = SecretDigest.ofHex(E_ACUTE.substring(0, i) + other + E_ACUTE.substring(i + 1));
                assertThat(near).isNotEqualTo(whole);
            }
        }
        assertThat((Object) whole).isNotEqualTo(E_ACUTE);
    }

    @Test
    void digestsAreSpreadOverAHashMap() {
        List<SecretDigest> digests = new ArrayList<>();
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            digests.add(SecretDigest.of("key " + i));
            hashes.add(digests.get(i).hashCode());
            assertThat(digests.get(i)).hasSameHashCodeAs(SecretDigest.of("key " + i));
        }
        assertThat(hashes).hasSizeGreaterThan(95);
    }
}
