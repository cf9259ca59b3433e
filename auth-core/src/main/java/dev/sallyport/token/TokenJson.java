package dev.sallyport.token;

import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.json.PlainWriter;
import dev.sallyport.text.Characters;
import java.util.Collection;
import java.util.Map;

/**
 * A JSON object of a token: written within its bounds, so that {@link #read} takes it and reads it back
 * alike, whole numbers as {@code Long}, others as {@code Double}. For one thread.
 */
final class TokenJson {
    /** Maximum depth of nesting, including the outermost object. */
    static final int MAX_DEPTH = 16;

    /** Maximum number of members and elements. */
    static final int MAX_VALUES = 1024;

    private static final JsonReader READER = JsonReader.plain(new JsonLimits(
            MAX_DEPTH, TokenPolicy.MAX_LENGTH, TokenPolicy.MAX_LENGTH, TokenPolicy.MAX_LENGTH, MAX_VALUES));

    /** A value that the reader would not take. */
    static final class UnwritableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnwritableException(String message) {
            super(message);
        }
    }

    private final PlainWriter json = new PlainWriter();
    private int values;

    /** @return strings, {@code Boolean}, {@code Long}, {@code Double}, and unmodifiable maps and lists of these */
    static Map<String, Object> read(byte[] utf8) throws MalformedTokenException {
        try {
            return READER.readObject(utf8);
        } catch (MalformedJsonException e) {
            throw new MalformedTokenException("its JSON " + e.getMessage());
        }
    }

    TokenJson member(String name, Object value) {
        checkString(name, name);
        check(name, value, 1);
        json.member(name, value);
        return this;
    }

    /** Ends the object; afterwards this is used up. */
    String end() {
        return json.end();
    }

    private void check(String where, Object value, int depth) {
        if (++values > MAX_VALUES) {
            throw new UnwritableException("A token holds at most " + MAX_VALUES + " values");
        }
        if (value instanceof String text) {
            checkString(where, text);
        } else if (value instanceof Map<?, ?> map) {
            checkDepth(where, depth + 1);
            map.forEach((name, member) -> check(nameIn(where, name), member, depth + 1));
        } else if (value instanceof Collection<?> list) {
            checkDepth(where, depth + 1);
            list.forEach(element -> check(where, element, depth + 1));
        } else if (!PlainWriter.isScalar(value)) {
            throw new UnwritableException("A token holds texts, truth values, whole numbers of at most 64 bits,"
                    + " finite decimal numbers, lists and maps of these; in \"" + where + "\" there is "
                    + describe(value));
        }
    }

    private static String nameIn(String where, Object key) {
        if (!(key instanceof String name)) {
            throw new UnwritableException("In a token names are texts; in \"" + where + "\" there is " + describe(key));
        }
        checkString(where, name);
        return name;
    }

    private static void checkDepth(String where, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnwritableException(
                    "A token is at most " + MAX_DEPTH + " levels deep, \"" + where + "\" is deeper");
        }
    }

    private static void checkString(String where, String text) {
        if (Characters.hasHalfPair(text)) {
            throw new UnwritableException("In \"" + where + "\" there is half a surrogate pair");
        }
    }

    private static String describe(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
