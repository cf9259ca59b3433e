package dev.sallyport.user;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hash of what attempts are counted by: HMAC-SHA-256. Safe for use by many threads. */
final class AttemptHash {
    private static final int KEY_BYTES = 32;

    private final byte[] key;

    /** @throws IllegalArgumentException when the key has not 32 bytes */
    AttemptHash(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The key of login attempts has " + KEY_BYTES + " bytes, this has " + key.length);
        }
        this.key = key.clone();
    }

    byte[] of(String purpose, String account, String detail) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            // Each part behind its length: no two lists of parts make the same input.
            for (String part : List.of(purpose, account, detail)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
        }
    }
}
