package dev.sallyport.servlet.json;

import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.token.TokenPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Bytes to one JSON object (RFC 8259), and nothing that two readers could understand differently: no member twice at any depth,
 * no byte order mark, no encoding but UTF-8, nothing before or after. What it refuses it names by line and column, never by
 * content.
 *
 * <p>Texts become {@code String}, numbers {@link JsonNumber}, {@code true} and {@code false} {@code Boolean}, {@code null} {@link
 * #NULL}, arrays {@code List} and objects {@code Map}.
 */
final class JsonParsing {
    /** Stands for {@code null}, which the collections here cannot hold. */
    static final Object NULL = new Object();

    private static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = factory(16 * 1024);

    /** For bodies that carry a token of whatever length the settings allow. */
    private static final JsonFactory WITH_TOKENS = factory(TokenPolicy.MAX_LENGTH);

    private static JsonFactory factory(int maxText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(256)
                        .maxStringLength(maxText)
                        .maxNumberLength(64)
                        .build())
                .build();
    }

    /** A number as it is written: turning it into a value is left to who knows the range. */
    record JsonNumber(String text, boolean isWhole) {}

    /** A member that stands twice. */
    private static final class DuplicateMember extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TokenStreamLocation location;

        DuplicateMember(TokenStreamLocation location) {
            super("duplicate member", null, false, false);
            this.location = location;
        }
    }

    private JsonParsing() {}

    static Outcome<Map<String, Object>> parse(byte[] bytes) {
        return parse(bytes, FACTORY);
    }

    static Outcome<Map<String, Object>> parseWithTokens(byte[] bytes) {
        return parse(bytes, WITH_TOKENS);
    }

    private static Outcome<Map<String, Object>> parse(byte[] bytes, JsonFactory factory) {
        Optional<String> text = decode(bytes);
        if (text.isEmpty()) {
            return refused("The body is not UTF-8.");
        }
        if (text.get().isBlank()) {
            return refused("The body is empty; a JSON object is expected.");
        }
        if (text.get().charAt(0) == '\uFEFF') {
            return refused("The body starts with a byte order mark; send plain UTF-8.");
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text.get())) {
            return parse(parser);
        }
    }

    private static Outcome<Map<String, Object>> parse(JsonParser parser) {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refused("The body must be a JSON object.");
            }
            Map<String, Object> object = object(parser);
            return parser.nextToken() == null
                    ? Outcome.done(object)
                    : refused("The body has more after its JSON object, at " + at(parser.currentTokenLocation()) + ".");
        } catch (DuplicateMember e) {
            return refused("The body has a member twice in one object, at " + at(e.location) + ".");
        } catch (StreamConstraintsException e) {
            return refused("The body is nested deeper than " + MAX_DEPTH
                    + " levels or has too long a text or number, at " + at(parser.currentLocation()) + ".");
        } catch (JacksonException e) {
            return refused("The body is not valid JSON, at " + at(whereIn(e, parser)) + ".");
        }
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            TokenStreamLocation location = parser.currentTokenLocation();
            parser.nextToken();
            if (members.putIfAbsent(name, value(parser)) != null) {
                throw new DuplicateMember(location);
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> new JsonNumber(parser.getString(), true);
            case VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString(), false);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            default -> throw new IllegalStateException("No JSON value starts with " + parser.currentToken());
        };
    }

    /** Not every exception knows where it was thrown. */
    private static TokenStreamLocation whereIn(JacksonException e, JsonParser parser) {
        return e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    }

    private static String at(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static <T> Outcome<T> refused(String detail) {
        return Outcome.refused(Refusal.of(Refusal.Cause.INVALID_REQUEST, detail));
    }
}
