package dev.sallyport.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with HMAC-SHA-256 (RFC 5869), one block of output: 32 bytes. */
final class Hkdf {
    private static final String ALGORITHM = "HmacSHA256";

    private Hkdf() {}

    /** @param salt may be empty, which means 32 zero bytes (section 2.2) */
    static byte[] derive(byte[] salt, byte[] keyMaterial, byte[] info) {
        byte[] extracted = hmac(salt.length == 0 ? new byte[32] : salt, keyMaterial, new byte[0]);
        return hmac(extracted, info, new byte[] {1});
    }

    /** @param info names the use, so that keys of two uses never agree */
    static byte[] derive(byte[] keyMaterial, String info) {
        return derive(new byte[0], keyMaterial, info.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message, byte[] rest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(message);
            return mac.doFinal(rest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have " + ALGORITHM, e);
        }
    }
}
