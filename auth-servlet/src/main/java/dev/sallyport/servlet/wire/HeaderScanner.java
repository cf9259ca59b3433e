package dev.sallyport.servlet.wire;

/** Reads the words of a header value (RFC 9110 §5.6) from left to right. For one thread. */
final class HeaderScanner {
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int at;

    /** The value is not written as its grammar says. */
    static final class MalformedHeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedHeaderException() {
            super("malformed header", null, false, false);
        }
    }

    HeaderScanner(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** {@code OWS = *( SP / HTAB )}. */
    void skipSpace() {
        while (isAt(' ') || isAt('\t')) {
            at++;
        }
    }

    char expect(char c) throws MalformedHeaderException {
        if (!isAt(c)) {
            throw new MalformedHeaderException();
        }
        at++;
        return c;
    }

    /** {@code token = 1*tchar}. */
    String token() throws MalformedHeaderException {
        int from = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw new MalformedHeaderException();
        }
        return text.substring(from, at);
    }

    String tokenOrQuoted() throws MalformedHeaderException {
        return isAt('"') ? quoted() : token();
    }

    /** What stands in a {@code quoted-string}. */
    private String quoted() throws MalformedHeaderException {
        StringBuilder value = new StringBuilder();
        at++;
        while (!isAt('"')) {
            if (isAt('\\')) {
                at++;
            }
            if (isAtEnd() || (text.charAt(at) < ' ' && text.charAt(at) != '\t') || text.charAt(at) == 0x7F) {
                throw new MalformedHeaderException();
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }
}
