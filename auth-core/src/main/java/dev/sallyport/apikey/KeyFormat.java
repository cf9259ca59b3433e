package dev.sallyport.apikey;

import dev.sallyport.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How a credential is spelled: {@code <prefix>_<12 id><32 secret><6 checksum>}, in the alphabet {@code 0-9A-Za-z}. Immutable
 * and safe for use by many threads.
 *
 * <p>The secret has 190 bits. The checksum is the CRC-32 of all before it: a mistyped credential is refused without a look at
 * the store, and a scanner recognises a leaked one by prefix and checksum. It proves nothing; only the digest does.
 */
final class KeyFormat {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int TAIL_LENGTH = ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH;
    private static final int MAX_PREFIX_LENGTH = 32;

    private final String prefix;

    private KeyFormat(String prefix) {
        this.prefix = prefix + "_";
    }

    /**
     * @param prefix what the credentials begin with, {@code acme_key}
     * @throws IllegalArgumentException unless it has 1 to 32 characters of {@code a-z 0-9 _} and begins with a letter
     */
    static KeyFormat of(String prefix) {
        boolean valid = !prefix.isEmpty()
                && prefix.length() <= MAX_PREFIX_LENGTH
                && prefix.charAt(0) >= 'a'
                && prefix.charAt(0) <= 'z'
                && prefix.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        if (!valid) {
            throw new IllegalArgumentException("The prefix of a credential has 1 to " + MAX_PREFIX_LENGTH
                    + " characters of a-z 0-9 _ and begins with a letter, this is \"" + prefix + "\"");
        }
        return new KeyFormat(prefix);
    }

    /** A new credential; every id and every secret is equally likely. */
    Generated generate(SecureRandom random) {
        StringBuilder text = new StringBuilder(prefix.length() + TAIL_LENGTH).append(prefix);
        appendRandom(text, ID_LENGTH + SECRET_LENGTH, random);
        appendChecksum(text);
        int start = prefix.length();
        return new Generated(text.substring(start, start + ID_LENGTH), Secret.of(text.toString()));
    }

    /** The id of a credential of this format whose checksum is right; empty for every other text. */
    Optional<String> idOf(String credential) {
        int start = prefix.length();
        if (credential.length() != start + TAIL_LENGTH || !credential.startsWith(prefix)) {
            return Optional.empty();
        }
        for (int i = start; i < credential.length(); i++) {
            if (!isBase62(credential.charAt(i))) {
                return Optional.empty();
            }
        }
        byte[] bytes = credential.getBytes(StandardCharsets.ISO_8859_1);
        int end = bytes.length - CHECKSUM_LENGTH;
        long rest = crc32(bytes, end);
        for (int i = bytes.length - 1; i >= end; i--) {
            if (bytes[i] != ALPHABET.charAt((int) (rest % ALPHABET.length()))) {
                return Optional.empty();
            }
            rest /= ALPHABET.length();
        }
        return Optional.of(credential.substring(start, start + ID_LENGTH));
    }

    /** The part of a text that can begin an id: in a key or the beginning of one, the part between prefix and secret. */
    String idPart(String text) {
        if (text.length() <= prefix.length() || !text.startsWith(prefix)) {
            return text;
        }
        return text.substring(prefix.length(), Math.min(text.length(), prefix.length() + ID_LENGTH));
    }

    /** Whether the text begins as this format does: enough to tell it from a token, not that it is well-formed. */
    boolean looksLike(String credential) {
        return credential.startsWith(prefix);
    }

    /** Six bits at a time; the two values beyond the alphabet are drawn again, because a remainder would favour some. */
    private static void appendRandom(StringBuilder text, int count, SecureRandom random) {
        // A few more than are wanted, so that one draw is mostly enough.
        byte[] bytes = new byte[TAIL_LENGTH];
        int wanted = text.length() + count;
        while (text.length() < wanted) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < wanted; i++) {
                int index = bytes[i] & 0x3F;
                if (index < ALPHABET.length()) {
                    text.append(ALPHABET.charAt(index));
                }
            }
        }
    }

    private static void appendChecksum(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        long rest = crc32(bytes, bytes.length);
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        text.append(digits);
    }

    private static long crc32(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static boolean isBase62(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /**
     * A credential just made, to be shown once. Immutable.
     *
     * @param id its public part: 12 characters of {@code 0-9A-Za-z}
     * @param secret the whole credential, id and checksum included
     */
    record Generated(String id, Secret secret) {}
}
