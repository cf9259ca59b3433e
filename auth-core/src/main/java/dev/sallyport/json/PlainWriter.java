package dev.sallyport.json;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one JSON object of plain Java values, as {@link JsonReader#plain} reads them back, with as few escapes as can be: {@code
 * String} without half of a surrogate pair, {@code Boolean}, whole numbers of at most 64 bits, finite {@code Double} and {@code
 * Float}, and maps and collections of these; also what {@link JsonReader#asWritten} reads, as it was written. For one thread.
 */
public final class PlainWriter {
    private final StringWriter out = new StringWriter(512);
    private final JsonGenerator json = Escapes.generator(Escapes.OF_WELL_FORMED_TEXT, out);

    public PlainWriter() {
        json.writeStartObject();
    }

    /** The object with these members. */
    public static String write(Map<String, ?> members) {
        PlainWriter writer = new PlainWriter();
        members.forEach(writer::member);
        return writer.end();
    }

    /** @throws IllegalArgumentException when the value is of another type */
    public PlainWriter member(String name, Object value) {
        json.writeName(name);
        value(value);
        return this;
    }

    /** Ends the object; afterwards this is used up. */
    public String end() {
        json.writeEndObject();
        json.close();
        return out.toString();
    }

    private void value(Object value) {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (isScalar(value)) {
            json.writeRawValue(value.toString());
        } else if (value instanceof JsonNumber number) {
            json.writeRawValue(number.text());
        } else if (value == JsonReader.NULL) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, member) -> member((String) name, member));
            json.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            items.forEach(this::value);
            json.writeEndArray();
        } else {
            throw new IllegalArgumentException("No plain JSON value: " + value.getClass());
        }
    }

    /** Tells whether the value is a truth value or a number that can be written; its {@code toString} is its JSON. */
    public static boolean isScalar(Object value) {
        return value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || ((value instanceof Double || value instanceof Float)
                        && Double.isFinite(((Number) value).doubleValue()));
    }
}
