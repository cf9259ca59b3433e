package dev.sallyport.servlet.guard.path;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The form in which paths are compared: as a container decodes them, so {@code /größe} and not {@code /gr%C3%B6%C3%9Fe}. Patterns
 * are checked to be of this form, because one of another form would never match, and what it names would stay unprotected.
 */
final class PlainPath {
    private PlainPath() {}

    /**
     * @param setting what the pattern is, for the message
     * @param path that part of the pattern which is a path
     * @throws IllegalArgumentException with the pattern, the fault and what to write
     */
    static void require(String setting, String pattern, String path) {
        String named = setting + " \"" + pattern + "\"";
        if (path.indexOf('%') >= 0) {
            String plain = decoded(path);
            throw new IllegalArgumentException(named
                    + " has an escape and would match nothing, because paths are compared as containers decode them; write "
                    + (isComparable(plain) ? "\"" + pattern.replace(path, plain) + "\"" : "it without \"%\""));
        }
        if (!isPlain(path)) {
            throw new IllegalArgumentException(named
                    + " is no plain path: no empty or dot segments, no space around a segment, nothing invisible, and none of the"
                    + " characters " + String.join(" ", RawPath.FORBIDDEN.split("")));
        }
        if (!isComposed(path)) {
            throw new IllegalArgumentException(
                    named + " is not in Unicode normalization form C; write a letter with its accent"
                            + " as one character, as browsers send it");
        }
    }

    private static boolean isComparable(String path) {
        return path.indexOf('%') < 0 && isPlain(path) && isComposed(path);
    }

    private static boolean isComposed(String path) {
        return Normalizer.isNormalized(path, Normalizer.Form.NFC);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static boolean isPlain(String path) {
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean isEnd = i == segments.length - 1; // "/" is the root, and a path may end in a slash.
            if ((segment.isEmpty() && !isEnd)
                    || segment.equals(".")
                    || segment.equals("..")
                    || !segment.strip().equals(segment)) {
                return false;
            }
        }
        return path.codePoints().allMatch(PlainPath::isPlain);
    }

    /** U+FFFD stands for what is no text. */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR -> character == ' ';
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> character != 0xFFFD && RawPath.FORBIDDEN.indexOf(character) < 0;
        };
    }
}
