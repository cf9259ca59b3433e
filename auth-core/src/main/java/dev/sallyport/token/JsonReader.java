package dev.sallyport.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object (RFC 8259) as tokens need it: well-formed UTF-8, no member twice at any depth, no {@code null}, no
 * number that a {@code Long} or a finite {@code Double} cannot hold, no half surrogate pair, nothing after the object, and
 * bounded depth and size. For one thread and one text.
 *
 * <p>A JSON library would do this in more code than this class has and bring a dependency; the helper of the JOSE library
 * takes nested duplicates.
 */
final class JsonReader {
    private static final char REPLACEMENT = 0xFFFD;

    private final String text;
    private int at;
    private int values;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @return texts, {@code Boolean}, {@code Long}, {@code Double}, and unmodifiable maps and lists of these */
    static Map<String, Object> readObject(byte[] utf8) throws MalformedTokenException {
        JsonReader reader = new JsonReader(decode(utf8));
        reader.skipSpace();
        reader.expect('{');
        Map<String, Object> object = reader.object(1);
        reader.skipSpace();
        if (reader.at != reader.text.length()) {
            throw new MalformedTokenException("text after the JSON object");
        }
        return object;
    }

    private static String decode(byte[] utf8) throws MalformedTokenException {
        String quick = new String(utf8, StandardCharsets.UTF_8);
        if (quick.indexOf(REPLACEMENT) < 0) {
            return quick;
        }
        // Either the text has that character itself, or it stands for bytes that are not UTF-8.
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTokenException("JSON that is not UTF-8");
        }
    }

    private Map<String, Object> object(int depth) throws MalformedTokenException {
        checkDepth(depth);
        Map<String, Object> members = new LinkedHashMap<>();
        skipSpace();
        if (take('}')) {
            return Map.of();
        }
        do {
            skipSpace();
            expect('"');
            String name = string();
            skipSpace();
            expect(':');
            if (members.put(name, value(depth)) != null) {
                throw new MalformedTokenException("a JSON member twice");
            }
            skipSpace();
        } while (take(','));
        expect('}');
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array(int depth) throws MalformedTokenException {
        checkDepth(depth);
        List<Object> elements = new ArrayList<>();
        skipSpace();
        if (take(']')) {
            return List.of();
        }
        do {
            elements.add(value(depth));
            skipSpace();
        } while (take(','));
        expect(']');
        return Collections.unmodifiableList(elements);
    }

    private Object value(int depth) throws MalformedTokenException {
        if (++values > TokenLimits.MAX_VALUES) {
            throw new MalformedTokenException("more than " + TokenLimits.MAX_VALUES + " JSON values");
        }
        skipSpace();
        char c = next();
        return switch (c) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> {
                at--;
                yield number();
            }
        };
    }

    private static void checkDepth(int depth) throws MalformedTokenException {
        if (depth > TokenLimits.MAX_DEPTH) {
            throw new MalformedTokenException("JSON deeper than " + TokenLimits.MAX_DEPTH);
        }
    }

    private Object word(String word, Object value) throws MalformedTokenException {
        if (!text.startsWith(word, at - 1)) {
            throw new MalformedTokenException("not a JSON value");
        }
        at += word.length() - 1;
        return value;
    }

    /** From behind the opening quote to behind the closing one. */
    private String string() throws MalformedTokenException {
        int start = at;
        while (true) {
            char c = next();
            if (c == '"') {
                return text.substring(start, at - 1);
            }
            if (c == '\\') {
                at--;
                return stringWithEscapes(start);
            }
            checkPrintable(c);
        }
    }

    private String stringWithEscapes(int start) throws MalformedTokenException {
        StringBuilder out = new StringBuilder(64).append(text, start, at);
        while (true) {
            char c = next();
            if (c == '"') {
                break;
            }
            checkPrintable(c);
            out.append(c == '\\' ? escape() : c);
        }
        for (int i = 0; i < out.length(); i++) {
            if (Character.isSurrogate(out.charAt(i))) {
                // A whole pair reads as one supplementary code point; what is still a surrogate then is half of one.
                if (Character.isSupplementaryCodePoint(out.codePointAt(i))) {
                    i++;
                } else {
                    throw new MalformedTokenException("half a surrogate pair in a JSON text");
                }
            }
        }
        return out.toString();
    }

    private char escape() throws MalformedTokenException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw new MalformedTokenException("a JSON escape that is none");
        };
    }

    private char codeUnit() throws MalformedTokenException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            // Character.digit alone would take the digits of other scripts, too.
            int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
            if (value < 0) {
                throw new MalformedTokenException("a JSON escape that is none");
            }
            unit = unit << 4 | value;
        }
        return (char) unit;
    }

    private Object number() throws MalformedTokenException {
        int start = at;
        take('-');
        int first = at;
        digits();
        if (text.charAt(first) == '0' && at - first > 1) {
            throw new MalformedTokenException("a JSON number with a leading zero");
        }
        boolean whole = true;
        if (take('.')) {
            whole = false;
            digits();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        String number = text.substring(start, at);
        try {
            if (whole) {
                return Long.valueOf(number);
            }
            Double decimal = Double.valueOf(number);
            if (decimal.isInfinite()) {
                throw new MalformedTokenException("a JSON number too large");
            }
            return decimal;
        } catch (NumberFormatException e) {
            throw new MalformedTokenException("a JSON number too large");
        }
    }

    private void digits() throws MalformedTokenException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new MalformedTokenException("not a JSON value");
        }
    }

    private static void checkPrintable(char c) throws MalformedTokenException {
        if (c < ' ') {
            throw new MalformedTokenException("a control character in a JSON text");
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char next() throws MalformedTokenException {
        if (at == text.length()) {
            throw new MalformedTokenException("JSON cut short");
        }
        return text.charAt(at++);
    }

    /** Steps over the character if it is next. */
    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws MalformedTokenException {
        if (next() != c) {
            throw new MalformedTokenException("JSON without the expected " + c);
        }
    }
}
