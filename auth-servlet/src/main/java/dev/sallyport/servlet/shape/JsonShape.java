package dev.sallyport.servlet.shape;

import java.util.Map;
import java.util.Optional;

/** The shape of a JSON value; {@link Shape} makes them. Implementations are immutable. */
public interface JsonShape {
    /** The JSON Schema of it, as plain maps and lists. */
    Map<String, Object> schema(OpenApiVersion version);

    /** A value of this shape, for documents. */
    Object example();

    /**
     * Compares a value as {@link dev.sallyport.json.JsonReader#asWritten} reads it.
     *
     * @param at names the value in the message
     * @return empty when it has this shape; else the first difference, without the value
     */
    Optional<String> difference(String at, Object value);

    /** The same shape, or null. */
    JsonShape orNull();
}
