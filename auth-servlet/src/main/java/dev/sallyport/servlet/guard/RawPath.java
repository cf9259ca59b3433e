package dev.sallyport.servlet.guard;

/**
 * The path of a request as it came over the wire. Containers, proxies and frameworks read some spellings differently; a guard
 * that sees one meaning and a resource that sees another is a way around it, so such spellings are refused.
 */
final class RawPath {
    /** Printable ASCII that RFC 3986, section 3.3 does not let stand in a path, and the parameters of a segment. */
    private static final String FORBIDDEN = "\"#<>?[\\]^`{|};";

    private RawPath() {}

    /**
     * Whether someone could read the path differently from the container: path parameters, empty and dot segments, a slash,
     * backslash, dot, semicolon or control character behind a percent sign, a malformed escape, bytes that are no UTF-8, and
     * characters that RFC 3986 does not allow in a path.
     *
     * @param path what {@code getRequestURI} answers: not decoded, without the query
     */
    static boolean isAmbiguous(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return true;
        }
        int segment = 1;
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/') {
                if (i == segment || isDots(path, segment, i)) {
                    return true;
                }
                segment = i + 1;
            } else if (c == '%') {
                if (isAmbiguousEscape(path, i)) {
                    return true;
                }
                i += 2;
            } else if (c <= ' ' || c >= 0x7F || FORBIDDEN.indexOf(c) >= 0) {
                return true;
            }
        }
        return isDots(path, segment, path.length());
    }

    private static boolean isDots(String path, int from, int to) {
        int length = to - from;
        return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    }

    private static boolean isAmbiguousEscape(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return true;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        if (high < 0 || low < 0) {
            return true;
        }
        int octet = high << 4 | low;
        return octet < 0x20
                || octet == 0x7F
                || octet == '/'
                || octet == '\\'
                || octet == '.'
                || octet == ';'
                // These never occur in UTF-8 (RFC 3629): overlong spellings of ASCII start with the first two.
                || octet == 0xC0
                || octet == 0xC1
                || octet >= 0xF5;
    }
}
