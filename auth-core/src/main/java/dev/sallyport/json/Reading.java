package dev.sallyport.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** The reading of one text. For one thread. */
final class Reading {
    private final JsonParser parser;
    private final int maxValues;
    private final Scalars scalars;
    private final boolean hasEscapes;
    private int values;

    /** @param hasEscapes whether the text has any; without one it has no half of a surrogate pair either */
    Reading(JsonParser parser, int maxValues, Scalars scalars, boolean hasEscapes) {
        this.parser = parser;
        this.maxValues = maxValues;
        this.scalars = scalars;
        this.hasEscapes = hasEscapes;
    }

    Map<String, Object> document() throws MalformedJsonException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedJsonException("must be a JSON object");
        }
        Map<String, Object> object = object();
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("has more after its JSON object, at " + at(parser.currentTokenLocation()));
        }
        return object;
    }

    private Map<String, Object> object() throws MalformedJsonException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String next = parser.nextName(); next != null; next = parser.nextName()) {
            String name = string(next);
            TokenStreamLocation second = members.containsKey(name) ? parser.currentTokenLocation() : null;
            parser.nextToken();
            members.put(name, value());
            if (second != null) {
                throw new MalformedJsonException("has a member twice in one object, at " + at(second));
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array() throws MalformedJsonException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return Collections.unmodifiableList(items);
    }

    private Object value() throws MalformedJsonException {
        if (++values > maxValues) {
            throw new MalformedJsonException("has more than " + maxValues + " values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string(parser.getString());
            case VALUE_NUMBER_INT -> scalars.whole(parser);
            case VALUE_NUMBER_FLOAT -> scalars.decimal(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> scalars.nothing();
            default -> throw new IllegalStateException("No JSON value starts with " + parser.currentToken());
        };
    }

    private String string(String text) throws MalformedJsonException {
        return hasEscapes ? scalars.escaped(text) : text;
    }

    static String at(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
