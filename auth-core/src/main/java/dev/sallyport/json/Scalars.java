package dev.sallyport.json;

import dev.sallyport.text.Characters;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;

/** The Java values that single JSON values become. Immutable. */
enum Scalars {
    AS_WRITTEN {
        @Override
        Object whole(JsonParser parser) {
            return new JsonNumber(parser.getString(), true);
        }

        @Override
        Object decimal(String digits) {
            return new JsonNumber(digits, false);
        }

        @Override
        Object nothing() {
            return NULL;
        }

        @Override
        String escaped(String text) {
            return text;
        }
    },

    PLAIN {
        @Override
        Object whole(JsonParser parser) throws MalformedJsonException {
            try {
                return parser.getLongValue();
            } catch (InputCoercionException e) {
                throw new MalformedJsonException("has a number that is too large");
            }
        }

        @Override
        Object decimal(String digits) throws MalformedJsonException {
            Double decimal = Double.valueOf(digits);
            if (decimal.isInfinite()) {
                throw new MalformedJsonException("has a number that is too large");
            }
            return decimal;
        }

        @Override
        Object nothing() throws MalformedJsonException {
            throw new MalformedJsonException("has a null");
        }

        @Override
        String escaped(String text) throws MalformedJsonException {
            if (Characters.hasHalfPair(text)) {
                throw new MalformedJsonException("has half a surrogate pair");
            }
            return text;
        }
    };

    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    abstract Object whole(JsonParser parser) throws MalformedJsonException;

    abstract Object decimal(String digits) throws MalformedJsonException;

    abstract Object nothing() throws MalformedJsonException;

    /** A string or name of a text that has escapes, which may stand for halves of surrogate pairs. */
    abstract String escaped(String text) throws MalformedJsonException;
}
