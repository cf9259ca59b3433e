package dev.sallyport.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest (FIPS 180-4) of a credential with at least 112 bits of randomness: what stores and caches keep instead of
 * it. Not for passwords, which need a slow hash. Immutable; comparison takes constant time.
 */
public final class SecretDigest {
    private static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of();

    // One per thread: looking the algorithm up costs about as much as digesting an API key, on every request.
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(SecretDigest::sha256);

    // Four longs instead of an array: one object per digest on the path of every request.
    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private SecretDigest(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        this.a = bytes.getLong();
        this.b = bytes.getLong();
        this.c = bytes.getLong();
        this.d = bytes.getLong();
    }

    /** The digest of the text's UTF-8 bytes. */
    public static SecretDigest of(String credential) {
        return new SecretDigest(SHA_256.get().digest(credential.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalArgumentException unless {@code hex} is 64 hexadecimal digits */
    public static SecretDigest ofHex(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "A SHA-256 digest is 64 hexadecimal digits, this has " + hex.length() + " characters");
        }
        return new SecretDigest(bytes);
    }

    /** 64 lower-case hexadecimal digits, the form that stores keep. */
    public String hex() {
        return HEX.toHexDigits(a) + HEX.toHexDigits(b) + HEX.toHexDigits(c) + HEX.toHexDigits(d);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest digest
                && ((a ^ digest.a) | (b ^ digest.b) | (c ^ digest.c) | (d ^ digest.d)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    /** Eight digits at most: enough to tell two apart in a log, too few to look one up. */
    @Override
    public String toString() {
        return "SecretDigest[" + HEX.toHexDigits((int) (a >>> 32)) + "…]";
    }
}
