package dev.sallyport.user;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Text to bytes without a replacement: two texts never become the same bytes. */
final class Utf8 {
    private Utf8() {}

    /** Empty when the text has half of a surrogate pair or takes more than {@code max} bytes. */
    static Optional<byte[]> encode(String text, int max) {
        byte[] space = new byte[max];
        ByteBuffer out = ByteBuffer.wrap(space);
        CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), out, true);
        byte[] bytes = Arrays.copyOf(space, out.position());
        Arrays.fill(space, (byte) 0);
        return result.isUnderflow() ? Optional.of(bytes) : Optional.empty();
    }
}
