package dev.sallyport.bench.micro;

import dev.sallyport.token.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The signature operation and nothing else: no text, no claims, no checks. */
interface BareSignature {
    byte[] sign(byte[] message) throws GeneralSecurityException;

    boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException;

    static BareSignature of(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case EDDSA -> new BouncyCastleEd25519();
            case ES256 ->
                new Jca("SHA256withECDSAinP1363Format", pair("EC", new ECGenParameterSpec("secp256r1")), null);
            case RS256 -> new Jca("SHA256withRSA", rsa(), null);
            case PS256 ->
                new Jca("RSASSA-PSS", rsa(), new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            case HS256 -> new HmacSha256();
        };
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec spec) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(spec);
        return generator.generateKeyPair();
    }

    /** Any signature of the JDK. */
    record Jca(String name, KeyPair pair, AlgorithmParameterSpec parameters) implements BareSignature {
        @Override
        public byte[] sign(byte[] message) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(name);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        }

        @Override
        public boolean verify(byte[] message, byte[] signed) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(name);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initVerify(pair.getPublic());
            signature.update(message);
            return signature.verify(signed);
        }
    }

    /** Bouncy Castle's lightweight API. */
    final class BouncyCastleEd25519 implements BareSignature {
        private final Ed25519PrivateKeyParameters secret = new Ed25519PrivateKeyParameters(new SecureRandom());
        private final Ed25519PublicKeyParameters open = secret.generatePublicKey();

        @Override
        public byte[] sign(byte[] message) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, secret);
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, open);
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    }

    /** The JDK's HMAC. */
    final class HmacSha256 implements BareSignature {
        private final SecretKeySpec key = new SecretKeySpec(new SecureRandom().generateSeed(32), "HmacSHA256");

        @Override
        public byte[] sign(byte[] message) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException {
            return MessageDigest.isEqual(sign(message), signature);
        }
    }
}
