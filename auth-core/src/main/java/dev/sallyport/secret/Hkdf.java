package dev.sallyport.secret;

import java.nio.charset.StandardCharsets;

/** HKDF with HMAC-SHA-256 (RFC 5869), one block of output: 32 bytes. */
final class Hkdf {
    private Hkdf() {}

    /** @param salt may be empty, which means 32 zero bytes (section 2.2) */
    static byte[] derive(byte[] salt, byte[] keyMaterial, byte[] info) {
        byte[] extracted = Hmac.sha256(salt.length == 0 ? new byte[32] : salt, keyMaterial);
        return Hmac.sha256(extracted, info, new byte[] {1});
    }

    /** @param info names the use, so that keys of two uses never agree */
    static byte[] derive(byte[] keyMaterial, String info) {
        return derive(new byte[0], keyMaterial, info.getBytes(StandardCharsets.UTF_8));
    }
}
