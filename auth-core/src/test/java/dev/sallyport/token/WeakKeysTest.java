package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weak, mixed and doubled keys are refused when the set is built. */
class WeakKeysTest {
    @Test
    void rsaBelow2048Bits() throws JOSEException {
        assertRefused(
                SigningAlgorithm.RS256,
                new RSAKeyGenerator(1024, true).keyID("k").generate(),
                "Signing key k (RS256) has 1024 bits, at least 2048 are needed."
                        + " Revoke it with SigningKeys.revoke, or restore it from a back-up.");
    }

    @Test
    void hmacKeyBelow256Bits() {
        assertRefused(
                SigningAlgorithm.HS256,
                new OctetSequenceKey.Builder(new byte[31]).keyID("k").build(),
                "has 248 bits, at least 256 are needed");
    }

    @Test
    void ellipticCurveOtherThanP256() throws JOSEException {
        assertRefused(
                SigningAlgorithm.ES256,
                new ECKeyGenerator(Curve.P_384).keyID("k").generate(),
                "is not on the curve P-256");
    }

    @Test
    void keyOfAnotherType() {
        JWK rsa = new RSAKey.Builder(RsaKeys.another("k", SigningAlgorithm.RS256))
                .algorithm(null)
                .build();

        assertRefused(SigningAlgorithm.EDDSA, rsa, "is not on the curve Ed25519");
        assertRefused(SigningAlgorithm.ES256, rsa, "is not on the curve P-256");
        assertRefused(SigningAlgorithm.HS256, rsa, "is no symmetric key");
        assertRefused(SigningAlgorithm.PS256, hmac().build(), "is no RSA key");
    }

    @Test
    void keyThatIsForSomethingElse() {
        assertRefused(SigningAlgorithm.HS256, hmac().keyUse(KeyUse.ENCRYPTION).build(), "is for the use \"enc\"");
        assertRefused(
                SigningAlgorithm.HS256,
                hmac().keyOperations(Set.of(KeyOperation.VERIFY)).build(),
                "is for the operations [verify], not for sign and verify");
        assertRefused(
                SigningAlgorithm.HS256, hmac().algorithm(JWSAlgorithm.HS512).build(), "is for the algorithm HS512");
    }

    @Test
    void keyWithAnotherIdInside() {
        assertRefused(SigningAlgorithm.HS256, hmac().keyID("other").build(), "has another kid inside: other");
    }

    @Test
    void keyWithoutPrivatePart() throws JOSEException {
        assertRefused(
                SigningAlgorithm.ES256,
                new ECKeyGenerator(Curve.P_256).keyID("k").generate().toPublicJWK(),
                "has no private part");
    }

    @Test
    void twoKeysOfOneId() {
        SigningKey key = SigningKey.of(row(SigningAlgorithm.HS256), hmac().build(), "EdDSA");

        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKeySet.of(List.of(key, key)))
                .withMessage("Two signing keys have the kid k. Delete one of them.");
    }

    @Test
    void symmetricAndAsymmetricKeysInOneSet() throws JOSEException {
        SigningKey symmetric = SigningKey.of(row(SigningAlgorithm.HS256), hmac().build(), "EdDSA");
        SigningKey asymmetric = SigningKey.of(
                row(SigningAlgorithm.ES256),
                new ECKeyGenerator(Curve.P_256).keyID("k").generate(),
                "EdDSA");

        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKeySet.of(List.of(symmetric, asymmetric)))
                .withMessageContaining("are mixed in one set");
    }

    @Test
    void aGoodKeyIsTaken() throws JOSEException {
        JWK good = new OctetSequenceKeyGenerator(256).keyID("k").generate();

        assertThat(SigningKey.of(row(SigningAlgorithm.HS256), good, "EdDSA").kid())
                .isEqualTo("k");
    }

    @Test
    void aKeyOfExactlyTheNeededStrengthThatIsForSignaturesIsTaken() {
        OctetSequenceKey hmac = hmac().keyUse(KeyUse.SIGNATURE)
                .keyOperations(Set.of(KeyOperation.SIGN, KeyOperation.VERIFY))
                .algorithm(JWSAlgorithm.HS256)
                .build();
        assertThat(hmac.size()).isEqualTo(256);
        assertThat(SigningKey.of(row(SigningAlgorithm.HS256), hmac, "EdDSA").isSymmetric())
                .isTrue();
        JWK rsa = RsaKeys.another("k", SigningAlgorithm.RS256);
        assertThat(SigningKey.of(row(SigningAlgorithm.RS256), rsa, "EdDSA").isSymmetric())
                .isFalse();
    }

    @Test
    void onlyAnEd25519KeyHasASecondName() throws JOSEException {
        SigningKey hmac = SigningKey.of(row(SigningAlgorithm.HS256), hmac().build(), "EdDSA");
        assertThat(hmac.isNamed("HS256")).isTrue();
        assertThat(hmac.isNamed("Ed25519")).isFalse();
        assertThat(hmac.isNamed("EdDSA")).isFalse();
    }

    /** Else its tokens would be verified by one half and signed by another. */
    @Test
    void ed25519KeyWhoseHalvesDoNotBelongTogether() {
        OctetKeyPair one = Ed25519Operations.generate(new SecureRandom()).build();
        OctetKeyPair other = Ed25519Operations.generate(new SecureRandom()).build();
        OctetKeyPair mixed = new OctetKeyPair.Builder(Curve.Ed25519, one.getX())
                .d(other.getD())
                .keyID("k")
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of(row(SigningAlgorithm.EDDSA), mixed, "EdDSA"))
                .withMessage("The public part of an Ed25519 key does not belong to its private part");
    }

    @Test
    void rowThatHoldsNoKey() {
        SecureRandom random = new SecureRandom();
        Vault vault = Vault.of(MasterKey.random(random), random);
        Sealed sealed = vault.seal(SealedKind.SIGNING_KEY, "k", "secret".getBytes(StandardCharsets.UTF_8));
        StoredSigningKey row =
                new StoredSigningKey("k", 1, SigningAlgorithm.HS256, Instant.EPOCH, Instant.EPOCH, sealed);
        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKey.open(row, vault, "EdDSA"))
                .withMessage("Signing key k is no JWK")
                .withNoCause();
    }

    private static OctetSequenceKey.Builder hmac() {
        return new OctetSequenceKey.Builder(new byte[32]).keyID("k");
    }

    private static StoredSigningKey row(SigningAlgorithm algorithm) {
        return new StoredSigningKey("k", 1, algorithm, Instant.EPOCH, Instant.EPOCH, Sealed.of(""));
    }

    private static void assertRefused(SigningAlgorithm algorithm, JWK key, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKey.of(row(algorithm), key, "EdDSA"))
                .withMessageContaining(message);
    }
}
