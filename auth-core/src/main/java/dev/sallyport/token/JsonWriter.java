package dev.sallyport.token;

import java.util.Collection;
import java.util.Map;

/**
 * Writes a JSON object that {@link JsonReader} reads back alike: whole numbers as {@code Long}, others as {@code Double}. For
 * one thread.
 */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    /** A value that the reader would not take. */
    static final class UnwritableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnwritableException(String message) {
            super(message);
        }
    }

    private final StringBuilder out = new StringBuilder(512).append('{');
    private int values;

    JsonWriter member(String name, Object value) {
        memberName(name);
        value(name, value, 1);
        return this;
    }

    /** @param json a JSON text, number or truth value written before */
    JsonWriter rawMember(String name, String json) {
        count();
        memberName(name);
        out.append(json);
        return this;
    }

    /** Ends the object; afterwards this is used up. */
    String end() {
        return out.append('}').toString();
    }

    /** The text as a JSON value, quotes included. */
    static String quote(String text) {
        JsonWriter writer = new JsonWriter();
        writer.out.setLength(0);
        writer.string("", text);
        return writer.out.toString();
    }

    private void memberName(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        string(name, name);
        out.append(':');
    }

    private void count() {
        if (++values > TokenLimits.MAX_VALUES) {
            throw new UnwritableException("A token holds at most " + TokenLimits.MAX_VALUES + " values");
        }
    }

    private void value(String where, Object value, int depth) {
        count();
        if (value instanceof String text) {
            string(where, text);
        } else if (value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.append(value);
        } else if ((value instanceof Double || value instanceof Float)
                && Double.isFinite(((Number) value).doubleValue())) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(where, map, depth + 1);
        } else if (value instanceof Collection<?> list) {
            array(where, list, depth + 1);
        } else {
            throw new UnwritableException("A token holds texts, truth values, whole numbers of at most 64 bits,"
                    + " finite decimal numbers, lists and maps of these; in \"" + where + "\" there is "
                    + describe(value));
        }
    }

    private void object(String where, Map<?, ?> map, int depth) {
        checkDepth(where, depth);
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new UnwritableException(
                        "In a token names are texts; in \"" + where + "\" there is " + describe(entry.getKey()));
            }
            out.append(separator);
            separator = ",";
            string(where, name);
            out.append(':');
            value(name, entry.getValue(), depth);
        }
        out.append('}');
    }

    private void array(String where, Collection<?> list, int depth) {
        checkDepth(where, depth);
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            separator = ",";
            value(where, element, depth);
        }
        out.append(']');
    }

    private static void checkDepth(String where, int depth) {
        if (depth > TokenLimits.MAX_DEPTH) {
            throw new UnwritableException(
                    "A token is at most " + TokenLimits.MAX_DEPTH + " levels deep, \"" + where + "\" is deeper");
        }
    }

    private void string(String where, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                throw new UnwritableException("In \"" + where + "\" there is half a surrogate pair");
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static String describe(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
