package dev.sallyport.token.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header may try: choose the algorithm, bring a key, switch checks off. */
class HeaderAttacksTest {
    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+JWT"})
    void typeIsAMediaTypeOfAccessTokens(String typ) {
        assertThat(fixture.accepts(fixture.sign(header("EdDSA", typ, fixture.kid(), ""), fixture.payload())))
                .isTrue();
    }

    /** Harmless ones, too: RFC 7515 has them ignored, but all that is genuine was made here and has none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "cty":"JWT"
                    "x":1
                    "iat":1
                    """)
    void unknownMemberOfTheHeader(String member) {
        assertRefused(fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), "," + member), fixture.payload()));
    }

    @Test
    void theHeaderThatTheseTestsVaryIsAccepted() {
        assertThat(fixture.accepts(fixture.sign(fixture.header(), fixture.payload())))
                .isTrue();
        assertThat(fixture.accepts(fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), ""), fixture.payload())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void algNone(String none) {
        String unsigned = TokenFixture.encode(header(none, "at+jwt", fixture.kid(), "")) + "."
                + TokenFixture.encode(fixture.payload()) + ".";
        assertRefused(unsigned);
        assertRefused(unsigned + "AAAA");
        assertRefused(fixture.sign(header(none, "at+jwt", fixture.kid(), ""), fixture.payload()));
    }

    /** The published RSA or EC key, in every form at hand, used as the secret of HS256. */
    @Test
    void algConfusion() throws Exception {
        for (SigningAlgorithm algorithm : List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256)) {
            TokenFixture fixture = TokenFixture.of(algorithm);
            JWK published = fixture.insider().toPublicJWK();
            byte[] der = algorithm == SigningAlgorithm.RS256
                    ? published.toRSAKey().toPublicKey().getEncoded()
                    : published.toECKey().toPublicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
            for (byte[] secret : List.of(
                    der,
                    pem.getBytes(StandardCharsets.US_ASCII),
                    published.toJSONString().getBytes(StandardCharsets.US_ASCII))) {
                String forged = hmac(secret, header("HS256", "at+jwt", fixture.kid(), ""), fixture.payload());
                assertThat(fixture.refusal(forged)).isEqualTo(Cause.INVALID_TOKEN);
                String disguised = hmac(secret, fixture.header(), fixture.payload());
                assertThat(fixture.refusal(disguised)).isEqualTo(Cause.INVALID_TOKEN);
            }
        }
    }

    @Test
    void algOfAnotherKeyType() {
        for (String other : List.of("HS256", "RS256", "PS256", "ES256", "ES512", "eddsa", "ED25519", "Ed448", "dir")) {
            assertRefused(fixture.sign(header(other, "at+jwt", fixture.kid(), ""), fixture.payload()));
        }
        TokenFixture rsa = TokenFixture.of(SigningAlgorithm.RS256);
        String pss = rsa.sign(rsa.header().replace("RS256", "PS256"), rsa.payload());
        assertThat(rsa.refusal(pss)).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void kidInjection() {
        for (String kid : List.of(
                "../../../../dev/null",
                "' OR '1'='1",
                "x' UNION SELECT 'AAAA",
                "| touch /tmp/x",
                "http://evil.example/key",
                "\\u0000",
                fixture.kid() + " ",
                fixture.kid().toLowerCase(Locale.ROOT) + "x",
                "k".repeat(300),
                "")) {
            assertRefused(fixture.sign(header("EdDSA", "at+jwt", kid, ""), fixture.payload()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null
                    1
                    true
                    ["%s"]
                    {"%s":1}
                    """)
    void kidThatIsNoText(String kid) {
        String header = """
                {"alg":"EdDSA","typ":"at+jwt","kid":%s}""".formatted(String.format(kid, fixture.kid()));
        assertRefused(fixture.sign(header, fixture.payload()));
    }

    @Test
    void missingHeaderMembers() {
        for (String header : List.of(
                "{}",
                "{\"alg\":\"EdDSA\",\"kid\":\"" + fixture.kid() + "\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"}",
                "{\"typ\":\"at+jwt\",\"kid\":\"" + fixture.kid() + "\"}",
                "[]",
                "\"EdDSA\"",
                "null",
                "not JSON")) {
            assertRefused(fixture.sign(header, fixture.payload()));
        }
    }

    /** The attacker's key, named or carried by the header, with a signature that it verifies. */
    @Test
    void keyBroughtAlong() throws JOSEException {
        TokenFixture attacker = TokenFixture.of(SigningAlgorithm.EDDSA);
        String jwk = attacker.insider().toPublicJWK().toJSONString();
        String symmetric = new OctetSequenceKeyGenerator(256).generate().toJSONString();
        for (String member : List.of(
                "\"jwk\":" + jwk,
                "\"jwk\":" + symmetric,
                "\"jku\":\"https://evil.example/jwks.json\"",
                "\"x5u\":\"https://evil.example/cert.pem\"",
                "\"x5c\":[\"MIIB\"]",
                "\"x5t\":\"AAAA\"",
                "\"x5t#S256\":\"AAAA\"")) {
            for (String kid : List.of(fixture.kid(), attacker.kid())) {
                assertRefused(attacker.sign(header("EdDSA", "at+jwt", kid, "," + member), fixture.payload()));
            }
            // Even over a genuine signature: nobody reads them, so nobody may send them.
            assertRefused(fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), "," + member), fixture.payload()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "crit":[]
                    "crit":["exp"]
                    "crit":null
                    "crit":["b64"],"b64":false
                    "b64":false
                    "b64":true
                    "cty":"JWT"
                    "zip":"DEF"
                    "enc":"A256GCM"
                    "x":1
                    """)
    void extensionsOfTheHeader(String member) {
        assertRefused(fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), "," + member), fixture.payload()));
    }

    @Test
    void zipBomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bomb)) {
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            deflater.write(spaces);
            deflater.write(fixture.payload().getBytes(StandardCharsets.UTF_8));
        }
        String input = TokenFixture.encode(header("EdDSA", "at+jwt", fixture.kid(), ",\"zip\":\"DEF\"")) + "."
                + TokenFixture.encode(bomb.toByteArray());
        assertRefused(fixture.signEncoded(input));
        assertRefused(fixture.signEncoded(
                TokenFixture.encode(fixture.header()) + "." + TokenFixture.encode(bomb.toByteArray())));
    }

    /** A genuine signature over another kind of token: ID token, logout token, private token, plain JWT. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "JWT",
                "jwt",
                "id+jwt",
                "logout+jwt",
                "private+jwt",
                "at+jwt ",
                "application/jwt",
                "application/at+jwt;",
                "text/at+jwt",
                "application/application/at+jwt",
                "at+\u0458wt",
                ""
            })
    void crossTypSubstitution(String typ) {
        assertRefused(fixture.sign(header("EdDSA", typ, fixture.kid(), ""), fixture.payload()));
    }

    @Test
    void duplicateHeaderMembers() {
        assertRefused(fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), ",\"alg\":\"EdDSA\""), fixture.payload()));
        assertRefused(
                fixture.sign(header("EdDSA", "at+jwt", fixture.kid(), ",\"\\u006bid\":\"other\""), fixture.payload()));
    }

    private void assertRefused(String token) {
        assertThat(fixture.refusal(token)).isEqualTo(Cause.INVALID_TOKEN);
    }

    private static String header(String alg, String typ, String kid, String more) {
        // Not in the order that we write, so that the header is read and not recognised.
        return """
                {"typ":"%s","alg":"%s","kid":"%s"%s}""".formatted(typ, alg, kid, more);
    }

    private static String hmac(byte[] secret, String header, String payload) throws JOSEException {
        String input = TokenFixture.encode(header) + "." + TokenFixture.encode(payload);
        return input + "."
                + new MACSigner(secret)
                        .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
    }
}
