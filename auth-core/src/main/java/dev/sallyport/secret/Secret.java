package dev.sallyport.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not appear in a log, a message or a list: a password, a key, a token. Immutable.
 *
 * <p>{@link #toString} is redacted, {@link #equals} takes the same time wherever two values differ, and {@link #reveal} is the
 * one way to the text, so that every place that reads a secret can be found by that name.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Null where there is no text. */
    public static @Nullable Secret ofNullable(@Nullable String value) {
        return value == null ? null : new Secret(value);
    }

    /** The text itself. Hand it to the person or the algorithm it is meant for, never to a message. */
    public String reveal() {
        return value;
    }

    /** The SHA-256 digest of the text's UTF-8 bytes: what a store keeps of it. */
    public SecretDigest digest() {
        return SecretDigest.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets: a hash code of the value would tell something of it. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
