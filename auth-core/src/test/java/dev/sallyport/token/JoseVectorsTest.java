package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signatures of RFC 7515, RFC 8037 and the JOSE cookbook (RFC 7520), where the vectors lie beside the repository. */
class JoseVectorsTest {
    /** RFC 8037 appendix A: short enough to have here. */
    @Test
    void reproducesTheEd25519SignatureOfRfc8037() throws Exception {
        OctetKeyPair key = JWK.parse("""
                {"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",\
                "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""").toOctetKeyPair();
        byte[] input = ascii("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        String signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertThat(Ed25519Operations.of(key).sign(input)).isEqualTo(signature);
        assertThat(Ed25519Operations.of(key).verify(input, signature)).isTrue();
    }

    @Test
    void agreesWithRfc7515AppendixA() throws Exception {
        Map<String, Object> file = read("rfc7515/jws-appendix.json");
        int checked = 0;
        for (Map<String, Object> vector : JSONObjectUtils.getJSONObjectArray(file, "vectors")) {
            Optional<SigningAlgorithm> algorithm = algorithm(text(vector, "alg"));
            if (algorithm.isEmpty()) {
                continue;
            }
            JWK key = JWK.parse(JSONObjectUtils.getJSONObject(vector, "jwk"));
            String jws = text(vector, "jws");
            int end = jws.lastIndexOf('.');
            assertVerifies(key, algorithm.get(), jws.substring(0, end), jws.substring(end + 1));
            checked++;
        }
        assertThat(checked).isEqualTo(3);
    }

    /** A.4 and A.5 of RFC 7515 use ES512 and none: no key of ours can have such an algorithm. */
    @Test
    void hasNoOtherAlgorithms() {
        assertThat(SigningAlgorithm.values())
                .extracting(SigningAlgorithm::headerName)
                .containsExactly("EdDSA", "ES256", "RS256", "PS256", "HS256");
    }

    @Test
    void agreesWithTheCookbook() throws Exception {
        for (String name : List.of("4_4.hmac-sha2_integrity_protection", "4_1.rsa_v15_signature")) {
            Map<String, Object> example = read("jose-cookbook/jws/" + name + ".json");
            Map<String, Object> input = JSONObjectUtils.getJSONObject(example, "input");
            Map<String, Object> signing = JSONObjectUtils.getJSONObject(example, "signing");
            JWK key = JWK.parse(JSONObjectUtils.getJSONObject(input, "key"));
            SigningAlgorithm algorithm = algorithm(text(input, "alg")).orElseThrow();
            String signingInput = text(signing, "sig-input");

            assertThat(NimbusOperations.of(key, algorithm).sign(ascii(signingInput)))
                    .isEqualTo(text(signing, "sig"));
            assertVerifies(key, algorithm, signingInput, text(signing, "sig"));
        }
    }

    private static void assertVerifies(JWK key, SigningAlgorithm algorithm, String input, String signature)
            throws Exception {
        KeyOperations operations = verifier(key, algorithm);
        assertThat(operations.verify(ascii(input), signature)).isTrue();
        assertThat(operations.verify(ascii(input + "A"), signature)).isFalse();
    }

    /** Where a vector has a public key only, another key stands in for signing, which is not asked for. */
    private static KeyOperations verifier(JWK key, SigningAlgorithm algorithm) throws Exception {
        if (key.isPrivate()) {
            return KeyMaterial.operations(key, algorithm);
        }
        RSASSASigner standIn = new RSASSASigner(RsaKeys.another("k", algorithm));
        JWSAlgorithm name = JWSAlgorithm.parse(algorithm.headerName());
        return algorithm == SigningAlgorithm.ES256
                ? new NimbusOperations(name, standIn, new ECDSAVerifier(key.toECKey()))
                : new NimbusOperations(name, standIn, new RSASSAVerifier(key.toRSAKey()));
    }

    private static Optional<SigningAlgorithm> algorithm(String name) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.headerName().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> read(String name) throws IOException, ParseException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/vectors").resolve(name))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "The vectors are not here");
        return JSONObjectUtils.parse(
                Files.readString(folder.resolve("shared/vectors").resolve(name)));
    }

    private static String text(Map<String, Object> vector, String name) throws ParseException {
        return Objects.requireNonNull(JSONObjectUtils.getString(vector, name), name);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
