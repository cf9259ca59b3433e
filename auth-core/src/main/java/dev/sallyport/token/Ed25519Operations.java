package dev.sallyport.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.sallyport.text.Base64Url;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 (RFC 8032) through Bouncy Castle's lightweight API: no provider is registered, and it signs many times faster than
 * the JDK's. Both parameter objects are immutable, so one of each serves all threads.
 *
 * <p>See decision 0006.
 */
final class Ed25519Operations implements KeyOperations {
    private final Ed25519PrivateKeyParameters privateKey;
    private final Ed25519PublicKeyParameters publicKey;

    private Ed25519Operations(Ed25519PrivateKeyParameters privateKey, Ed25519PublicKeyParameters publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** @throws IllegalArgumentException when the two halves of the pair do not belong together */
    static Ed25519Operations of(OctetKeyPair key) {
        Ed25519PrivateKeyParameters privateKey = new Ed25519PrivateKeyParameters(key.getDecodedD());
        Ed25519PublicKeyParameters publicKey = privateKey.generatePublicKey();
        if (!Base64URL.encode(publicKey.getEncoded()).equals(key.getX())) {
            throw new IllegalArgumentException("The public part of an Ed25519 key does not belong to its private part");
        }
        return new Ed25519Operations(privateKey, publicKey);
    }

    static OctetKeyPair.Builder generate(SecureRandom random) {
        Ed25519PrivateKeyParameters privateKey = new Ed25519PrivateKeyParameters(random);
        return new OctetKeyPair.Builder(
                        Curve.Ed25519,
                        Base64URL.encode(privateKey.generatePublicKey().getEncoded()))
                .d(Base64URL.encode(privateKey.getEncoded()));
    }

    @Override
    public String sign(byte[] signingInput) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        privateKey.sign(Ed25519.Algorithm.Ed25519, null, signingInput, 0, signingInput.length, signature, 0);
        return Base64Url.encode(signature);
    }

    @Override
    public boolean verify(byte[] signingInput, String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        return bytes.length == Ed25519.SIGNATURE_SIZE
                && publicKey.verify(Ed25519.Algorithm.Ed25519, null, signingInput, 0, signingInput.length, bytes, 0);
    }
}
