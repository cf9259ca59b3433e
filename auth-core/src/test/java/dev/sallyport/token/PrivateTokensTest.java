package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PrivateTokensTest {
    private static final byte[] KEY = bytes(1);
    private static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");

    private final PrivateTokens tokens = new PrivateTokens(KEY, "https://issuer.example", "https://audience.example");
    private final String token =
            tokens.mint("id", "ada", ISSUED, ISSUED.plusSeconds(60)).reveal();

    @Test
    void everyJwtLibraryReadsThem() throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.verify(new MACVerifier(KEY))).isTrue();
        assertThat(jwt.getHeader().toString()).isEqualTo("""
                {"typ":"pt+jwt","alg":"HS256"}""");
        assertThat(TokenFixture.text(token.split("\\.", -1)[1])).isEqualTo("""
                        {"iss":"https://issuer.example","sub":"ada","aud":"https://audience.example",\
                        "jti":"id","iat":1795341600,"exp":1795341660}""");
    }

    @Test
    void theSameKeyMakesAndKnowsTheSameTokenOnEveryNode() {
        PrivateTokens elsewhere = new PrivateTokens(bytes(1), "https://issuer.example", "https://audience.example");
        assertThat(elsewhere.mint("id", "ada", ISSUED, ISSUED.plusSeconds(60)).reveal())
                .isEqualTo(token);
        assertThat(elsewhere.isGenuine(Secret.of(token))).isTrue();
        assertThat(new PrivateTokens(bytes(2), "https://issuer.example", "https://audience.example")
                        .isGenuine(Secret.of(token)))
                .isFalse();
    }

    @Test
    void noAlteredTokenIsGenuine() {
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.isGenuine(Secret.of(token.substring(0, i) + other + token.substring(i + 1))))
                    .as("character " + i)
                    .isFalse();
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        for (String text : List.of("", ".", signed, signed + ".", token + "A", token + "=", token + ".", " " + token)) {
            assertThat(tokens.isGenuine(Secret.of(text))).as(text).isFalse();
        }
    }

    /** What any holder of the key signs for another purpose is no key of this kind. */
    @Test
    void aGenuineMacOverAnotherHeaderIsNotEnough() throws Exception {
        String payload = token.split("\\.", -1)[1];
        for (String header :
                List.of("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"alg\":\"HS256\",\"typ\":\"pt+jwt\" }")) {
            String signed = TokenFixture.encode(header) + "." + payload;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            String forged = signed + "." + TokenFixture.encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            assertThat(tokens.isGenuine(Secret.of(forged))).isFalse();
        }
    }

    @Test
    void theHeaderTellsThemFromOtherCredentials() {
        String header = token.substring(0, token.indexOf('.'));
        assertThat(PrivateTokens.looksLike(token)).isTrue();
        assertThat(PrivateTokens.looksLike(header + ".")).isTrue();
        assertThat(PrivateTokens.looksLike(header)).isFalse();
        assertThat(PrivateTokens.looksLike(header + "A" + token.substring(header.length())))
                .isFalse();
        assertThat(PrivateTokens.looksLike(
                        TokenFixture.of(SigningAlgorithm.HS256).issue()))
                .isFalse();
    }

    private static byte[] bytes(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
