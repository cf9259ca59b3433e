package dev.sallyport.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads bytes as one JSON object (RFC 8259), and nothing that two readers could understand differently: no member twice at any
 * depth, no byte order mark, no encoding but UTF-8, nothing after the object, bounded depth and size. Safe for use by many
 * threads.
 *
 * <p>Strings become {@code String}, {@code true} and {@code false} {@code Boolean}, arrays unmodifiable lists and objects
 * unmodifiable maps in the order of their members.
 */
public final class JsonReader {
    /** Stands for {@code null}, which the collections here cannot hold. */
    public static final Object NULL = Scalars.NULL;

    private static final char REPLACEMENT = 0xFFFD;
    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private final JsonLimits limits;
    private final Scalars scalars;
    private final JsonFactory factory;

    private JsonReader(JsonLimits limits, Scalars scalars) {
        this.limits = limits;
        this.scalars = scalars;
        this.factory = JsonFactory.builder()
                // Otherwise names that strangers choose would be kept from one text to the next.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxNameLength(limits.maxName())
                        .maxStringLength(limits.maxString())
                        .maxNumberLength(limits.maxNumber())
                        .build())
                .build();
    }

    /** A reader for code that checks each member: numbers become {@link JsonNumber}, {@code null} {@link #NULL}. */
    public static JsonReader asWritten(JsonLimits limits) {
        return new JsonReader(limits, Scalars.AS_WRITTEN);
    }

    /**
     * A reader of plain Java values: whole numbers become {@code Long}, others a finite {@code Double}. It refuses {@code null},
     * other numbers, and half a surrogate pair.
     */
    public static JsonReader plain(JsonLimits limits) {
        return new JsonReader(limits, Scalars.PLAIN);
    }

    /** @throws MalformedJsonException when the bytes are anything else */
    public Map<String, Object> readObject(byte[] utf8) throws MalformedJsonException {
        String text = decode(utf8);
        if (text.isBlank()) {
            throw new MalformedJsonException("is empty; a JSON object is expected");
        }
        if (text.charAt(0) == BYTE_ORDER_MARK) {
            throw new MalformedJsonException("starts with a byte order mark; send plain UTF-8");
        }
        boolean hasEscapes = text.indexOf('\\') >= 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return read(parser, hasEscapes);
        }
    }

    private Map<String, Object> read(JsonParser parser, boolean hasEscapes) throws MalformedJsonException {
        try {
            return new Reading(parser, limits.maxValues(), scalars, hasEscapes).document();
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException("is nested deeper than " + limits.maxDepth()
                    + " levels or has too long a text or number, at " + Reading.at(parser.currentLocation()));
        } catch (JacksonException e) {
            // Not every exception knows where it was thrown.
            throw new MalformedJsonException("is not valid JSON, at "
                    + Reading.at(e.getLocation() == null ? parser.currentLocation() : e.getLocation()));
        }
    }

    private static String decode(byte[] utf8) throws MalformedJsonException {
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
            throw new MalformedJsonException("is not UTF-8");
        }
    }
}
