package dev.sallyport.servlet.guard.path;

/**
 * The path of a request as it came over the wire. Containers, proxies and frameworks read some spellings differently; a guard
 * that sees one meaning and a resource that sees another is a way around it, so such spellings are refused.
 */
public final class RawPath {
    /** Printable ASCII that RFC 3986, section 3.3 does not let stand in a path, and the parameters of a segment. */
    static final String FORBIDDEN = "\"#<>?[\\]^`{|};";

    private static final String SESSION_ID = ";jsessionid=";

    private RawPath() {}

    /**
     * Tells whether someone could read the path differently from the container: path parameters, empty and dot segments, a slash,
     * backslash, dot, semicolon or control character behind a percent sign, a malformed escape, escaped bytes that are no UTF-8
     * (RFC 3629), and characters that RFC 3986 does not allow in a path.
     *
     * @param path what {@code getRequestURI} answers: not decoded, without the query
     */
    public static boolean isAmbiguous(String path) {
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
                int length = escapes(path, i);
                if (length == 0) {
                    return true;
                }
                i += length - 1;
            } else if (c <= ' ' || c >= 0x7F || FORBIDDEN.indexOf(c) >= 0) {
                return true;
            }
        }
        return isDots(path, segment, path.length());
    }

    /** Tells whether there are escapes of escapes, or of characters outside ASCII, which Unicode may write in more than one way. */
    public static boolean hasOtherSpellings(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            int octet = octet(path, i);
            if (octet == '%' || octet >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /**
     * Without the parameter that containers write into links for browsers without cookies: at the end, the only one there is, and
     * of characters that session ids have. Any other path stays as it is.
     */
    public static String withoutSessionId(String path) {
        int at = path.indexOf(';');
        if (at < 0 || !path.startsWith(SESSION_ID, at)) {
            return path;
        }
        int from = at + SESSION_ID.length();
        boolean isId = from < path.length()
                && path.chars()
                        .skip(from)
                        .allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || "._!-".indexOf(c) >= 0));
        return isId ? path.substring(0, at) : path;
    }

    private static boolean isDots(String path, int from, int to) {
        int length = to - from;
        return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    }

    /** @return how long the escapes of one character are that begin here; 0 when they are ambiguous */
    private static int escapes(String path, int percent) {
        int octet = octet(path, percent);
        if (octet >= 0x80) {
            return Utf8Escapes.length(path, percent, octet);
        }
        boolean plain = octet >= 0x20 && octet != 0x7F && octet != '/' && octet != '\\' && octet != '.' && octet != ';';
        return plain ? 3 : 0;
    }

    /** @return what is escaped here; -1 when there is no escape */
    public static int octet(String path, int percent) {
        if (percent + 2 >= path.length() || path.charAt(percent) != '%') {
            return -1;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
