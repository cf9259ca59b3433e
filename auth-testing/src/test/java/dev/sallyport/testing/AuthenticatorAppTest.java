package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.secret.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorAppTest {
    /** The seed of RFC 6238, appendix B: the ASCII digits 12345678901234567890. */
    private static final Secret SEED = Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void showsTheLastSixDigitsOfTheVectors(long second, String code) {
        assertThat(AuthenticatorApp.of(SEED).codeAt(Instant.ofEpochSecond(second)))
                .isEqualTo(code);
    }

    @Test
    void refusesWhatIsNoSeedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticatorApp.of(Secret.of("GEZDGNBV1")))
                .withMessageStartingWith("The seed is no base32: character 8 is none of")
                .withMessageNotContaining("GEZDGNBV1");
    }
}
