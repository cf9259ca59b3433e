package dev.sallyport.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The 256-bit key under which everything is sealed that must be read back. It lives outside the database: in the environment
 * or in a file. Immutable and safe for use by many threads.
 *
 * <p>{@link #toString} shows only {@link #id}, which tells two master keys apart and nothing of either.
 */
public final class MasterKey {
    /** The length of a master key, in bytes. */
    public static final int LENGTH = 32;

    private static final long MAX_FILE_LENGTH = 1024;
    private static final String HOW_TO = "Make one with: openssl rand -base64 32";

    private final byte[] bytes;
    private final String id;
    private final @Nullable MasterKey previous;
    private final @Nullable MasterKey next;

    private MasterKey(byte[] bytes, @Nullable MasterKey previous, @Nullable MasterKey next) {
        this.bytes = bytes;
        this.previous = previous;
        this.next = next;
        this.id = HexFormat.of().formatHex(derive("master key id"), 0, 5);
    }

    /**
     * Reads the environment variable: 32 random bytes in base64 or base64url.
     *
     * @throws IllegalStateException when it is not set or holds anything else; the message says how to make one
     */
    public static MasterKey fromEnv(String variable) {
        return parse("The environment variable " + variable, System.getenv(variable));
    }

    /**
     * Reads a file that holds 32 random bytes in base64 or base64url. Nobody but the application should be able to read it.
     *
     * @throws IllegalStateException when it cannot be read or holds anything else; the message says how to make one
     */
    public static MasterKey fromFile(Path file) {
        String what = "The file " + file;
        try {
            if (Files.size(file) > MAX_FILE_LENGTH) {
                throw new IllegalStateException(what + " is longer than a master key can be. " + HOW_TO);
            }
            return parse(what, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(
                    what + " should hold the master key and cannot be read. " + HOW_TO + " > " + file, e);
        }
    }

    /**
     * Reads 32 random bytes in base64 or base64url, such as a vault of the operator's hands out.
     *
     * @throws IllegalStateException when it is anything else; the message does not repeat it and says how to make one
     */
    public static MasterKey fromBase64(Secret text) {
        return parse("The text", text.reveal());
    }

    /**
     * Reads the file, or makes a new key and the file when there is none; of several processes one makes it. For
     * development: in production the key should come from where it is backed up.
     *
     * @throws IllegalStateException when the file can neither be read nor made
     */
    public static MasterKey fromFileOrNew(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            try {
                random(random).writeTo(file);
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker; its key is the one.
                return fromFile(file);
            } catch (IOException e) {
                throw new IllegalStateException("Cannot write a master key to " + file, e);
            }
        }
        return fromFile(file);
    }

    /** @throws IllegalArgumentException unless there are 32 bytes that are not all alike */
    public static MasterKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A master key has " + LENGTH + " bytes, this has " + bytes.length);
        }
        byte[] copy = bytes.clone();
        byte[] alike = new byte[LENGTH];
        Arrays.fill(alike, copy[0]);
        if (Arrays.equals(copy, alike)) {
            throw new IllegalArgumentException("A master key must be random, in this one all bytes are alike");
        }
        return new MasterKey(copy, null, null);
    }

    public static MasterKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /**
     * Writes the key, in base64, to a new file that only its owner can read (mode 0600 where there are POSIX permissions).
     * The file appears whole or not at all, and an existing one is never replaced.
     *
     * @throws FileAlreadyExistsException when there is a file already
     */
    public void writeTo(Path file) throws IOException {
        MasterKeyFile.write(file, Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * This key for all that is sealed from now on, and another for what was sealed before. What is under the other is sealed anew
     * in the background; when nothing is left, the other can be taken away.
     *
     * @throws IllegalArgumentException when it is the same key, or either has another beside it already
     */
    public MasterKey withPrevious(MasterKey other) {
        requireAlone(other);
        return new MasterKey(bytes, other, null);
    }

    /**
     * This key, and the one that is to replace it, so that this node can read what nodes that have the new one already write. The
     * first step of a change on several nodes.
     *
     * @throws IllegalArgumentException when it is the same key, or either has another beside it already
     */
    public MasterKey withNext(MasterKey other) {
        requireAlone(other);
        return new MasterKey(bytes, null, other);
    }

    private void requireAlone(MasterKey other) {
        if (id.equals(other.id)) {
            throw new IllegalArgumentException("Both master keys are the same: " + id
                    + ". Give the new one and the one before it, or leave withPrevious and withNext out");
        }
        for (MasterKey key : new MasterKey[] {this, other}) {
            if (key.previous != null || key.next != null) {
                throw new IllegalArgumentException("Two master keys can be in use, not three: " + key
                        + " has another beside it. Finish that change first, until nothing is under the old key");
            }
        }
    }

    @Nullable
    MasterKey previous() {
        return previous;
    }

    /** The one of these keys that has the id, null when none has. */
    @Nullable
    MasterKey named(String other) {
        if (id.equals(other)) {
            return this;
        }
        MasterKey beside = previous != null ? previous : next;
        return beside != null && beside.id.equals(other) ? beside : null;
    }

    /** Ten hexadecimal digits that name this key in sealed values and messages; they say nothing about it. */
    public String id() {
        return id;
    }

    byte[] derive(String info) {
        return Hkdf.derive(bytes, "sallyport 1 " + info);
    }

    static MasterKey parse(String what, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalStateException(
                    what + " should hold the master key, and there is none: 32 random bytes in base64. " + HOW_TO);
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // Without the cause: its message repeats a character of the key.
            throw new IllegalStateException(what + " should hold the master key in base64, and does not. " + HOW_TO);
        }
        try {
            return of(decoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(what + ": " + e.getMessage() + ". " + HOW_TO, e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[id=" + id
                + (previous == null ? "" : ", previous=" + previous.id)
                + (next == null ? "" : ", next=" + next.id) + "]";
    }
}
