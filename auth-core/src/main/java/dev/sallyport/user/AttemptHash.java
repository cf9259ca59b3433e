package dev.sallyport.user;

import dev.sallyport.secret.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
        return Hmac.sha256(key, behindLength(purpose), behindLength(account), behindLength(detail));
    }

    /** Each part behind its length: no two lists of parts make the same input. */
    private static byte[] behindLength(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
