package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** The seed of RFC 4226 appendix D and RFC 6238 appendix B. */
    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
        "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
    })
    void codesOfRfc4226AppendixD(long counter, String code) {
        assertThat(Totp.code(SEED, counter)).isEqualTo(code);
    }

    /** The last six of the eight digits that the RFC lists. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesOfRfc6238AppendixB(long seconds, String code) {
        Instant at = Instant.ofEpochSecond(seconds);
        assertThat(Totp.code(SEED, Totp.stepAt(at))).isEqualTo(code);
        assertThat(Totp.stepOf(code, SEED, at)).hasValue(seconds / 30);
    }

    @Test
    void codeCountsOneStepBeforeAndAfterItsOwn() {
        Instant at = Instant.ofEpochSecond(1_111_111_110);
        long step = Totp.stepAt(at);
        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(Totp.stepOf(Totp.code(SEED, near), SEED, at)).hasValue(near);
        }
        assertThat(Totp.stepOf(Totp.code(SEED, step - 2), SEED, at)).isEmpty();
        assertThat(Totp.stepOf(Totp.code(SEED, step + 2), SEED, at)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', ''",
                "f, MY",
                "fo, MZXQ",
                "foo, MZXW6",
                "foob, MZXW6YQ",
                "fooba, MZXW6YTB",
                "foobar, MZXW6YTBOI"
            })
    void base32OfRfc4648Section10(String plain, String encoded) {
        assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).asString(StandardCharsets.US_ASCII).isEqualTo(plain);
    }
}
