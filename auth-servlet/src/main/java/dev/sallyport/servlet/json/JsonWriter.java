package dev.sallyport.servlet.json;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259), member by member in the order of the calls. For one thread. An absent value is written as
 * {@code null}, so that an answer has the same members always.
 */
public final class JsonWriter {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,14}");

    private final StringBuilder out = new StringBuilder();
    private boolean isFirst = true;

    private JsonWriter() {}

    /** The object whose members {@code members} writes. */
    public static String object(Consumer<JsonWriter> members) {
        JsonWriter writer = new JsonWriter();
        writer.braces(members);
        return writer.out.toString();
    }

    /** A list of objects, each written by {@code members}. */
    public static <T> String list(Collection<T> items, BiConsumer<JsonWriter, T> members) {
        JsonWriter writer = new JsonWriter();
        writer.items(items, item -> writer.braces(each -> members.accept(each, item)));
        return writer.out.toString();
    }

    public JsonWriter text(String name, @Nullable String value) {
        name(name);
        value(value);
        return this;
    }

    public JsonWriter number(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    /**
     * An id: a number when it is a canonical decimal of at most 15 digits, which every reader of JSON keeps whole, else a text.
     */
    public JsonWriter id(String name, @Nullable String value) {
        if (value != null && DECIMAL.matcher(value).matches()) {
            return number(name, Long.parseLong(value));
        }
        return text(name, value);
    }

    /** An object, written by {@code members}. */
    public JsonWriter object(String name, Consumer<JsonWriter> members) {
        name(name);
        braces(members);
        return this;
    }

    public JsonWriter flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** As ISO 8601 in UTC, to the millisecond: stores differ in what they keep beyond that. */
    public JsonWriter instant(String name, @Nullable Instant value) {
        return text(
                name,
                value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    public JsonWriter texts(String name, @Nullable Collection<String> values) {
        name(name);
        if (values == null) {
            out.append("null");
        } else {
            items(values, this::value);
        }
        return this;
    }

    /** A list of objects, each written by {@code members}. */
    public <T> JsonWriter objects(String name, Collection<T> items, BiConsumer<JsonWriter, T> members) {
        name(name);
        items(items, item -> braces(writer -> members.accept(writer, item)));
        return this;
    }

    private <T> void items(Collection<T> items, Consumer<T> each) {
        out.append('[');
        for (Iterator<T> i = items.iterator(); i.hasNext(); ) {
            each.accept(i.next());
            if (i.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void braces(Consumer<JsonWriter> members) {
        out.append('{');
        isFirst = true;
        members.accept(this);
        out.append('}');
        isFirst = false;
    }

    private void name(String name) {
        if (!isFirst) {
            out.append(',');
        }
        isFirst = false;
        value(name);
        out.append(':');
    }

    private void value(@Nullable String text) {
        if (text == null) {
            out.append("null");
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        out.append('"');
    }

    /** Beside what JSON demands, surrogates: half a pair could not be written as UTF-8. */
    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
