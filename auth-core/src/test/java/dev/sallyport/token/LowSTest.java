package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LowSTest {
    private static final String ORDER = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

    /** The control: the library takes both spellings, so it is this class that knows one. */
    @Test
    void keepsOneOfTwoSpellingsThatBothVerify() throws Exception {
        KeyOperations key = KeyMaterial.operations(new ECKeyGenerator(Curve.P_256).generate(), SigningAlgorithm.ES256);
        byte[] input = "input".getBytes(StandardCharsets.US_ASCII);
        boolean changed = false;
        for (int i = 0; i < 40; i++) {
            String signed = key.sign(input);
            String low = LowS.of(signed);
            assertThat(key.verify(input, signed)).isTrue();
            assertThat(key.verify(input, low)).isTrue();
            assertThat(LowS.isIn(low)).isTrue();
            assertThat(LowS.isIn(signed)).isEqualTo(signed.equals(low));
            assertThat(LowS.of(low)).isEqualTo(low);
            changed |= !signed.equals(low);
        }
        assertThat(changed).isTrue();
    }

    @Test
    void writesShortNumbersInFullLength() {
        byte[] both = new byte[64];
        byte[] almostOrder = new BigInteger(ORDER, 16).subtract(BigInteger.TWO).toByteArray();
        System.arraycopy(almostOrder, almostOrder.length - 32, both, 32, 32);
        String low = LowS.of(Base64.getUrlEncoder().withoutPadding().encodeToString(both));
        byte[] written = Base64.getUrlDecoder().decode(low);
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(written, 32, 64)))
                .isEqualTo("00".repeat(31) + "02");
    }

    /** The order is odd, so half of it, rounded down, is the lower of two neighbours. */
    @Test
    void halfOfTheOrderIsTheGreatestThatIsLow() {
        BigInteger half = new BigInteger(ORDER, 16).shiftRight(1);
        String greatest = signature(half);
        String next = signature(half.add(BigInteger.ONE));
        assertThat(LowS.isIn(greatest)).isTrue();
        assertThat(LowS.of(greatest)).isEqualTo(greatest);
        assertThat(LowS.isIn(next)).isFalse();
        assertThat(LowS.of(next)).isEqualTo(greatest);
    }

    @Test
    void anotherLengthIsForTheVerifierToRefuse() {
        for (int length : new int[] {1, 63, 65, 128}) {
            byte[] high = new byte[length];
            Arrays.fill(high, (byte) 0xFF);
            assertThat(LowS.isIn(Base64.getUrlEncoder().withoutPadding().encodeToString(high)))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    private static String signature(BigInteger s) {
        byte[] both = new byte[64];
        byte[] bytes = s.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, both, 64 - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }
}
