package dev.sallyport.user;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The spelling rules that PHC strings share: decimals without leading zeros, standard base64 without padding and without stray
 * bits, so that a value has one spelling.
 */
final class PhcText {
    /** Pattern of a decimal that fits into a long. */
    static final String NUMBER = "([1-9][0-9]{0,9})";

    /** Pattern of a salt or a tag. */
    static final String BASE64 = "([A-Za-z0-9+/]{1,200})";

    /** A tag that is shorter could be guessed. */
    static final int MIN_TAG = 16;

    /** Of a salt and of a tag. */
    static final int MAX_BYTES = 64;

    private PhcText() {}

    /** Empty unless the text is canonical and stands for {@code min} to 64 bytes. */
    static Optional<byte[]> decode(String text, int min) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            boolean canonical = encode(bytes).equals(text);
            return canonical && bytes.length >= min && bytes.length <= MAX_BYTES
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A group that matched {@link #NUMBER}. */
    static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
