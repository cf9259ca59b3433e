package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A key of a JWK set (RFC 7517), which verifies and cannot sign. Immutable. */
final class PublishedKey {
    private static final Set<String> RSA = Set.of("RS256", "PS256");

    private final JWK key;

    private PublishedKey(JWK key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException when the text is not a JWK set */
    static Optional<PublishedKey> named(String kid, String jwks) {
        try {
            return Optional.ofNullable(JWKSet.parse(jwks).getKeyByKeyId(kid)).map(PublishedKey::new);
        } catch (ParseException e) {
            // Without the cause, whose message may repeat a part of a key.
            throw new IllegalArgumentException("This is not a JWK set");
        }
    }

    /** Tells whether tokens of this key may have that {@code alg}: the key decides. */
    boolean isNamed(String alg) {
        if (key instanceof OctetKeyPair pair) {
            return Curve.Ed25519.equals(pair.getCurve()) && (alg.equals("EdDSA") || alg.equals("Ed25519"));
        }
        if (key instanceof ECKey ec) {
            return Curve.P_256.equals(ec.getCurve()) && alg.equals("ES256");
        }
        return key instanceof RSAKey
                && RSA.contains(alg)
                && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(alg));
    }

    /** @param alg one that {@link #isNamed} */
    boolean verifies(String alg, byte[] signingInput, String signature) {
        try {
            if (key instanceof OctetKeyPair pair) {
                return verifiesEd25519(pair, signingInput, new Base64URL(signature).decode());
            }
            JWSVerifier verifier = key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier(key.toRSAKey());
            return verifier.verify(new JWSHeader(JWSAlgorithm.parse(alg)), signingInput, new Base64URL(signature));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static boolean verifiesEd25519(OctetKeyPair pair, byte[] signingInput, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && new Ed25519PublicKeyParameters(pair.getDecodedX())
                        .verify(Ed25519.Algorithm.Ed25519, null, signingInput, 0, signingInput.length, signature, 0);
    }
}
