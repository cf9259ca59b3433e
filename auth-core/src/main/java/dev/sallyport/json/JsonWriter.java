package dev.sallyport.json;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one JSON object (RFC 8259), member by member in the order of the calls. For one thread. An absent value is written as
 * {@code null}, so that an answer has the same members always.
 */
public final class JsonWriter {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,14}");

    private final StringWriter out = new StringWriter();
    private final JsonGenerator json = Escapes.generator(Escapes.OF_ANY_TEXT, out);

    private JsonWriter() {}

    /** The object whose members {@code members} writes. */
    public static String object(Consumer<JsonWriter> members) {
        JsonWriter writer = new JsonWriter();
        writer.braces(members);
        return writer.end();
    }

    /** A list of objects, each written by {@code members}. */
    public static <T> String list(Collection<T> items, BiConsumer<JsonWriter, T> members) {
        JsonWriter writer = new JsonWriter();
        writer.items(items, item -> writer.braces(each -> members.accept(each, item)));
        return writer.end();
    }

    public JsonWriter text(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
        return this;
    }

    public JsonWriter number(String name, long value) {
        json.writeName(name);
        json.writeNumber(value);
        return this;
    }

    public JsonWriter numberOrNull(String name, @Nullable Long value) {
        return value == null ? text(name, null) : number(name, value);
    }

    /** A list of numbers and nulls. */
    public JsonWriter numbers(String name, Collection<@Nullable Long> values) {
        json.writeName(name);
        json.writeStartArray();
        for (Long value : values) {
            if (value == null) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
        json.writeEndArray();
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
        json.writeName(name);
        braces(members);
        return this;
    }

    public JsonWriter flag(String name, boolean value) {
        json.writeName(name);
        json.writeBoolean(value);
        return this;
    }

    /** As ISO 8601 in UTC, to the millisecond: stores differ in what they keep beyond that. */
    public JsonWriter instant(String name, @Nullable Instant value) {
        return text(
                name,
                value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    public JsonWriter texts(String name, @Nullable Collection<String> values) {
        json.writeName(name);
        if (values == null) {
            json.writeNull();
        } else {
            items(values, json::writeString);
        }
        return this;
    }

    /** A list of objects, each written by {@code members}. */
    public <T> JsonWriter objects(String name, Collection<T> items, BiConsumer<JsonWriter, T> members) {
        json.writeName(name);
        items(items, item -> braces(writer -> members.accept(writer, item)));
        return this;
    }

    private <T> void items(Collection<T> items, Consumer<T> each) {
        json.writeStartArray();
        items.forEach(each);
        json.writeEndArray();
    }

    private void braces(Consumer<JsonWriter> members) {
        json.writeStartObject();
        members.accept(this);
        json.writeEndObject();
    }

    private String end() {
        json.close();
        return out.toString();
    }
}
