package dev.sallyport.session;

import dev.sallyport.secret.Hmac;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * A refresh token as it was presented: {@code rt_} and the base64url of session id (16 bytes), generation (8) and HMAC-SHA-256 of
 * both under the family's key (32). It is derived, so its successor can be made again without being kept. Nothing is known of it
 * until {@link #isGenuine} says so. Immutable.
 */
final class RefreshToken {
    private static final String PREFIX = "rt_";
    // Keeps these tags apart from whatever else the key might ever be used for.
    private static final byte[] CONTEXT = "sallyport refresh token".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final int BYTES = ID_BYTES + Long.BYTES + TAG_BYTES;
    private static final int LENGTH = PREFIX.length() + (BYTES * 4 + 2) / 3;

    private final String sessionId;
    private final long generation;
    private final byte[] tag;

    private RefreshToken(String sessionId, long generation, byte[] tag) {
        this.sessionId = sessionId;
        this.generation = generation;
        this.tag = tag;
    }

    static Secret make(String sessionId, long generation, byte[] key) {
        byte[] id = Base64.getUrlDecoder().decode(sessionId);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(id).putLong(generation).put(tag(id, generation, key));
        return Secret.of(PREFIX + Base64Url.encode(bytes.array()));
    }

    /** Empty for what no family can have made; one token has one spelling. */
    static Optional<RefreshToken> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String encoded = text.substring(PREFIX.length());
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || !Base64Url.encode(bytes).equals(encoded)) {
            return Optional.empty();
        }
        byte[] id = new byte[ID_BYTES];
        byte[] tag = new byte[TAG_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.get(id);
        long generation = buffer.getLong();
        buffer.get(tag);
        return Optional.of(new RefreshToken(Base64Url.encode(id), generation, tag));
    }

    static boolean looksLike(String credential) {
        return credential.length() == LENGTH && credential.startsWith(PREFIX);
    }

    String sessionId() {
        return sessionId;
    }

    long generation() {
        return generation;
    }

    /** Whether a family with that key made it. */
    boolean isGenuine(byte[] key) {
        return MessageDigest.isEqual(tag, tag(Base64.getUrlDecoder().decode(sessionId), generation, key));
    }

    private static byte[] tag(byte[] id, long generation, byte[] key) {
        return Hmac.sha256(
                key,
                CONTEXT,
                id,
                ByteBuffer.allocate(Long.BYTES).putLong(generation).array());
    }
}
