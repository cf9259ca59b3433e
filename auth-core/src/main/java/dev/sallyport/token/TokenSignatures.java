package dev.sallyport.token;

import java.nio.charset.StandardCharsets;

/** Signatures of tokens, each in its one spelling. */
final class TokenSignatures {
    private TokenSignatures() {}

    /** @return the whole token */
    static String sign(SigningKey key, String signingInput) {
        String signature = key.operations().sign(signingInput.getBytes(StandardCharsets.US_ASCII));
        return signingInput + "."
                + (key.stored().algorithm() == SigningAlgorithm.ES256 ? LowS.of(signature) : signature);
    }

    /** Tells whether the signature is spelled as {@link #sign} does; not whether it is right. */
    static boolean hasOneSpelling(SigningKey key, String signature) {
        return key.stored().algorithm() != SigningAlgorithm.ES256 || LowS.isIn(signature);
    }
}
