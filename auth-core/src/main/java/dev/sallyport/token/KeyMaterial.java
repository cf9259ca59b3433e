package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.SecureRandom;
import java.util.Set;

/** The cryptography of a signing key: how one is made, what is wrong with one, and what signs and verifies with it. */
final class KeyMaterial {
    /** 112 bits of strength: enough for a key that signs for months and tokens that live for hours, and quick to verify. */
    private static final int RSA_BITS = 2048;

    private static final int HMAC_BITS = 256;

    private KeyMaterial() {}

    static JWK generate(SigningAlgorithm algorithm, String kid, SecureRandom random) {
        JWSAlgorithm alg = JWSAlgorithm.parse(algorithm.headerName());
        try {
            return switch (algorithm) {
                case EDDSA ->
                    Ed25519Operations.generate(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .build();
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
                case RS256, PS256 ->
                    new RSAKeyGenerator(RSA_BITS)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
                case HS256 ->
                    new OctetSequenceKeyGenerator(HMAC_BITS)
                            .secureRandom(random)
                            .keyID(kid)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(alg)
                            .generate();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot make a key for " + algorithm.headerName(), e);
        }
    }

    /** @throws JOSEException when the key does not fit the algorithm */
    static KeyOperations operations(JWK key, SigningAlgorithm algorithm) throws JOSEException {
        // No class that refers to Bouncy Castle is loaded unless there is an Ed25519 key.
        return algorithm == SigningAlgorithm.EDDSA
                ? Ed25519Operations.of(key.toOctetKeyPair())
                : NimbusOperations.of(key, algorithm);
    }

    /** Completes the sentence "Signing key …"; empty when nothing is wrong. */
    static String faultOf(StoredSigningKey stored, JWK jwk) {
        if (!stored.kid().equals(jwk.getKeyID())) {
            return "has another kid inside: " + jwk.getKeyID();
        }
        if (!jwk.isPrivate()) {
            return "has no private part";
        }
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            return "is for the use \"" + jwk.getKeyUse() + "\", not for signatures";
        }
        Set<KeyOperation> allowed = jwk.getKeyOperations();
        if (allowed != null && !allowed.containsAll(Set.of(KeyOperation.SIGN, KeyOperation.VERIFY))) {
            return "is for the operations " + allowed + ", not for sign and verify";
        }
        if (jwk.getAlgorithm() != null
                && !stored.algorithm().headerName().equals(jwk.getAlgorithm().getName())) {
            return "is for the algorithm " + jwk.getAlgorithm();
        }
        return switch (stored.algorithm()) {
            case EDDSA ->
                has(jwk, KeyType.OKP)
                                && Curve.Ed25519.equals(jwk.toOctetKeyPair().getCurve())
                        ? ""
                        : "is not on the curve Ed25519";
            case ES256 ->
                has(jwk, KeyType.EC) && Curve.P_256.equals(jwk.toECKey().getCurve()) ? "" : "is not on the curve P-256";
            case RS256, PS256 -> has(jwk, KeyType.RSA) ? tooShort(jwk, RSA_BITS) : "is no RSA key";
            case HS256 -> has(jwk, KeyType.OCT) ? tooShort(jwk, HMAC_BITS) : "is no symmetric key";
        };
    }

    private static boolean has(JWK jwk, KeyType type) {
        return type.equals(jwk.getKeyType());
    }

    private static String tooShort(JWK jwk, int bits) {
        return jwk.size() >= bits ? "" : "has " + jwk.size() + " bits, at least " + bits + " are needed";
    }
}
