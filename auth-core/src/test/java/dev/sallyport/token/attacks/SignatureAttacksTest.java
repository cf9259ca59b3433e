package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures that some verifier once took. */
class SignatureAttacksTest {
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** CVE-2022-21449: r = s = 0 verified everything; likewise the order of the curve, which is 0 modulo itself. */
    @Test
    void psychicSignature() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.ES256);
        byte[] order = HexFormat.of().parseHex(P256_ORDER.toString(16));
        byte[] one = new byte[32];
        one[31] = 1;
        for (byte[] r : List.of(new byte[32], order, one)) {
            for (byte[] s : List.of(new byte[32], order, one)) {
                byte[] signature = Arrays.copyOf(r, 64);
                System.arraycopy(s, 0, signature, 32, 32);
                assertRefused(fixture, TokenFixture.encode(signature));
            }
        }
    }

    @Test
    void ecdsaSignatureInDer() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.ES256);
        assertRefused(fixture, TokenFixture.encode(HexFormat.of().parseHex("3006020101020101")));
    }

    /** (r, n - s) verifies wherever (r, s) does, so anybody could write a second text of the same token. */
    @Test
    void ecdsaSecondSpelling() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.ES256);
        for (int i = 0; i < 40; i++) {
            String token = fixture.issue();
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
            assertThat(s).isLessThanOrEqualTo(P256_ORDER.shiftRight(1));
            byte[] other = new BigInteger(1, new byte[] {1})
                    .shiftLeft(256)
                    .add(P256_ORDER.subtract(s))
                    .toByteArray();
            System.arraycopy(other, 1, signature, 32, 32);
            assertThat(fixture.refusal(token.substring(0, token.lastIndexOf('.') + 1) + TokenFixture.encode(signature)))
                    .isEqualTo(Cause.INVALID_TOKEN);
        }
    }

    /** RFC 8032 §5.1.7: S must be below the order, or every signature has a second spelling. */
    @Test
    void ed25519Malleability() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);
        String token = fixture.issue();
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        byte[] raised = reversed(s.add(ED25519_ORDER).toByteArray());
        System.arraycopy(raised, 0, signature, 32, 32);

        assertThat(fixture.refusal(token.substring(0, token.lastIndexOf('.') + 1) + TokenFixture.encode(signature)))
                .isEqualTo(Cause.INVALID_TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void emptyShortLongOrZeroSignature(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        String token = fixture.issue();
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        assertRefused(fixture, "");
        assertRefused(fixture, TokenFixture.encode(new byte[signature.length]));
        byte[] ones = new byte[signature.length];
        Arrays.fill(ones, (byte) 0xFF);
        assertRefused(fixture, TokenFixture.encode(ones));
        for (int length : new int[] {1, signature.length - 1, signature.length + 1, signature.length * 2}) {
            String other = TokenFixture.encode(Arrays.copyOf(signature, length));
            assertThat(fixture.refusal(token.substring(0, token.lastIndexOf('.') + 1) + other))
                    .isEqualTo(Cause.INVALID_TOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAlteredCharacterOfHeaderAndPayload(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        String token = fixture.issue();
        int end = token.lastIndexOf('.');
        for (int i = 0; i < end; i += 3) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(fixture.refusal(altered)).isEqualTo(Cause.INVALID_TOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void signatureOfAnotherKeyUnderThisKid(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        TokenFixture attacker = TokenFixture.of(algorithm);
        assertThat(fixture.refusal(attacker.sign(fixture.header(), fixture.payload())))
                .isEqualTo(Cause.INVALID_TOKEN);
    }

    private static void assertRefused(TokenFixture fixture, String signature) {
        String token = fixture.issue();
        assertThat(fixture.refusal(token.substring(0, token.lastIndexOf('.') + 1) + signature))
                .isEqualTo(Cause.INVALID_TOKEN);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[32];
        for (int i = 0; i < Math.min(32, bytes.length); i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }
}
