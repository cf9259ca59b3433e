package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;

/**
 * ES256, RS256, PS256 and HS256 through the JOSE library. Its signers and verifiers make their JCA objects for each call, so
 * one of each serves all threads.
 */
final class NimbusOperations implements KeyOperations {
    /** Names the algorithm to the library; the header of a token never does. */
    private final JWSHeader header;

    private final JWSSigner signer;
    private final JWSVerifier verifier;

    NimbusOperations(JWSAlgorithm algorithm, JWSSigner signer, JWSVerifier verifier) {
        this.header = new JWSHeader(algorithm);
        this.signer = signer;
        this.verifier = verifier;
    }

    static NimbusOperations of(JWK key, SigningAlgorithm algorithm) throws JOSEException {
        return switch (algorithm) {
            case ES256 ->
                new NimbusOperations(
                        JWSAlgorithm.ES256, new ECDSASigner(key.toECKey()), new ECDSAVerifier(key.toECKey()));
            case RS256 -> rsa(JWSAlgorithm.RS256, key);
            case PS256 -> rsa(JWSAlgorithm.PS256, key);
            case HS256 ->
                new NimbusOperations(
                        JWSAlgorithm.HS256,
                        new MACSigner(key.toOctetSequenceKey()),
                        new MACVerifier(key.toOctetSequenceKey()));
            case EDDSA -> throw new JOSEException("Ed25519 is not for this class");
        };
    }

    private static NimbusOperations rsa(JWSAlgorithm algorithm, JWK key) throws JOSEException {
        return new NimbusOperations(algorithm, new RSASSASigner(key.toRSAKey()), new RSASSAVerifier(key.toRSAKey()));
    }

    @Override
    public String sign(byte[] signingInput) {
        try {
            return signer.sign(header, signingInput).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("Signing with " + header.getAlgorithm() + " failed", e);
        }
    }

    @Override
    public boolean verify(byte[] signingInput, String signature) {
        try {
            return verifier.verify(header, signingInput, new Base64URL(signature));
        } catch (JOSEException e) {
            // A signature of the wrong length or encoding is no backend failure, only wrong.
            return false;
        }
    }
}
