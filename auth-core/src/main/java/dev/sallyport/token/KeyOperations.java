package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;

/** Signs and verifies with one key. Safe for use by many threads. */
interface KeyOperations {
    /** The signature in base64url. */
    String sign(byte[] signingInput);

    /** @param signature canonical base64url of any length */
    boolean verify(byte[] signingInput, String signature);

    /** @throws JOSEException when the key does not fit the algorithm */
    static KeyOperations of(JWK key, SigningAlgorithm algorithm) throws JOSEException {
        // No class that refers to Bouncy Castle is loaded unless there is an Ed25519 key.
        return algorithm == SigningAlgorithm.EDDSA
                ? Ed25519Operations.of(key.toOctetKeyPair())
                : NimbusOperations.of(key, algorithm);
    }
}
