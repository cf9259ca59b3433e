package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private static final byte[] KEY = bytes(32, 7);
    private static final String SESSION =
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(16, 9));

    private final String text = RefreshToken.make(SESSION, 3, KEY).reveal();

    @Test
    void saysWhoseItIsAndWhichOne() {
        RefreshToken token = RefreshToken.parse(text).orElseThrow();
        assertThat(text).matches("rt_[A-Za-z0-9_-]{75}");
        assertThat(token.sessionId()).isEqualTo(SESSION);
        assertThat(token.generation()).isEqualTo(3);
        assertThat(token.isGenuine(KEY)).isTrue();
        assertThat(token.isGenuine(bytes(32, 8))).isFalse();
    }

    @Test
    void noAlteredTokenIsGenuine() {
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(RefreshToken.parse(altered).filter(token -> token.isGenuine(KEY)))
                    .as("character " + i)
                    .isEmpty();
        }
    }

    /** Whoever has one token must not be able to write its successor, or that of another session. */
    @Test
    void theTagOfOneTokenFitsNoOtherSessionAndNoOtherGeneration() {
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(3));
        ByteBuffer next = ByteBuffer.wrap(bytes.clone());
        next.putLong(16, 4);
        byte[] elsewhere = bytes.clone();
        elsewhere[0]++;
        for (byte[] forged : List.of(next.array(), elsewhere)) {
            assertThat(RefreshToken.parse("rt_" + encode(forged)).orElseThrow().isGenuine(KEY))
                    .isFalse();
        }
    }

    /** The tag is not that of a bare HMAC over the same bytes, which the key might be used for elsewhere. */
    @Test
    void theTagIsBoundToItsPurpose() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(3));
        byte[] bare = mac.doFinal(Arrays.copyOf(bytes, 24));
        System.arraycopy(bare, 0, bytes, 24, bare.length);
        assertThat(RefreshToken.parse("rt_" + encode(bytes)).orElseThrow().isGenuine(KEY))
                .isFalse();
    }

    @Test
    void hasOneSpelling() {
        String body = text.substring(3);
        // Two bits of the last character are unused: 56 bytes leave a rest of two.
        char last = body.charAt(body.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String other = body.substring(0, body.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
        assertThat(Base64.getUrlDecoder().decode(other))
                .isEqualTo(Base64.getUrlDecoder().decode(body));
        for (String spelling : List.of(
                "rt_" + other,
                "rt_" + body.substring(0, 73) + "==",
                "rt_" + body.substring(0, 74) + "=",
                "rt_" + body.substring(0, 74) + "+",
                "RT_" + body,
                "xx_" + body,
                text + "A",
                text.substring(0, text.length() - 1),
                "rt_",
                "")) {
            assertThat(RefreshToken.parse(spelling)).as(spelling).isEmpty();
        }
    }

    @Test
    void isToldFromOtherCredentialsByItsShape() {
        assertThat(RefreshFamilies.looksLike(text)).isTrue();
        assertThat(RefreshFamilies.looksLike("rt_" + "x".repeat(75))).isTrue();
        assertThat(RefreshFamilies.looksLike(text + "A")).isFalse();
        assertThat(RefreshFamilies.looksLike(text.substring(1))).isFalse();
        assertThat(RefreshFamilies.looksLike("xx_" + text.substring(3))).isFalse();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
