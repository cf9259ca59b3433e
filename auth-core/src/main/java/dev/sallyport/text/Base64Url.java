package dev.sallyport.text;

import java.security.SecureRandom;
import java.util.Base64;

/** Bytes as base64url without padding (RFC 4648 §5). */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    /** Four characters for three bytes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** As many random bytes, encoded. */
    public static String random(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return encode(drawn);
    }
}
