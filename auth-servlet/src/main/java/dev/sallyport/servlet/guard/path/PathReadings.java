package dev.sallyport.servlet.guard.path;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What somebody may take an ambiguous path for. A container that keeps {@code %2f} apart when it maps a path, and decodes it for
 * whoever was reached, leads {@code /api%2fsecret} past a filter on {@code /api/*}; so outside the protected paths, too, such
 * spellings are looked at.
 */
public final class PathReadings {
    /** Escapes inside escapes: what is still encoded after so many times is taken for the worst. */
    private static final int DECODINGS = 4;

    /** Each costs a comparison of all that stands before it. */
    private static final int CLIMBS = 32;

    private PathReadings() {}

    /**
     * Tells whether a reading of the path is protected, or leads out of the context.
     *
     * @param path within the context, as it came over the wire
     */
    public static boolean lead(String path, List<UrlPattern> guarded) {
        String text = path;
        for (int i = 0; i < DECODINGS; i++) {
            int end = text.indexOf('\0');
            if (leads(text, guarded) || (end >= 0 && leads(text.substring(0, end), guarded))) {
                return true;
            }
            String decoded = decoded(text);
            if (decoded.equals(text)) {
                // What is no UTF-8 is what the charset of the reader makes of it.
                return decoded.indexOf('\uFFFD') >= 0 && areBeyondAscii(guarded);
            }
            text = decoded;
        }
        return true;
    }

    public static boolean areBeyondAscii(List<UrlPattern> patterns) {
        return patterns.stream().anyMatch(UrlPattern::isBeyondAscii);
    }

    /**
     * Without parameters, empty and dot segments; a backslash is a slash. Whoever does not resolve {@code ..} sees what stands before
     * it, so that counts as well.
     */
    private static boolean leads(String text, List<UrlPattern> guarded) {
        Deque<String> segments = new ArrayDeque<>();
        int climbs = 0;
        for (String segment : text.split("[/\\\\]", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals("..")) {
                if (segments.isEmpty() || ++climbs > CLIMBS || isGuarded(segments, guarded)) {
                    return true;
                }
                segments.removeLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return isGuarded(segments, guarded);
    }

    private static boolean isGuarded(Deque<String> segments, List<UrlPattern> guarded) {
        return isGuarded("/" + String.join("/", segments), guarded);
    }

    /** Also in the other spelling that Unicode has for accented letters, which some file systems take for the same. */
    private static boolean isGuarded(String path, List<UrlPattern> guarded) {
        String composed = Normalizer.normalize(path, Normalizer.Form.NFC);
        for (UrlPattern pattern : guarded) {
            if (pattern.matches(path) || pattern.matches(composed)) {
                return true;
            }
        }
        return false;
    }

    /** One level of escapes less; what is no escape stays. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int octet = escape(bytes, i);
            if (octet < 0) {
                decoded.write(bytes[i]);
                continue;
            }
            int length = Integer.numberOfLeadingZeros(~(octet << 24));
            int overlong = overlong(bytes, i, octet, length);
            decoded.write(overlong < 0 ? octet : overlong);
            i += overlong < 0 ? 2 : 3 * length - 1;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /**
     * An ASCII character in more bytes than its one, which a lax decoder takes for it.
     *
     * @param length how many bytes it has by the first of them
     * @return -1 when there is none at the place
     */
    private static int overlong(byte[] bytes, int at, int first, int length) {
        if (length < 2 || length > 6) {
            return -1;
        }
        int character = first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            int next = escape(bytes, at + 3 * i);
            if (next < 0x80 || next > 0xBF) {
                return -1;
            }
            character = character << 6 | (next & 0x3F);
        }
        return character < 0x80 ? character : -1;
    }

    /** @return -1 when there is none at the place */
    private static int escape(byte[] bytes, int at) {
        if (at + 2 >= bytes.length || bytes[at] != '%') {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
