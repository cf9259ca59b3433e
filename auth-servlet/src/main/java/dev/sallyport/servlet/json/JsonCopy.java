package dev.sallyport.servlet.json;

import dev.sallyport.json.JsonNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed object as plain Java values, up to a size. For one thread. */
final class JsonCopy {
    // 18 digits always fit a long.
    private static final int MAX_DIGITS = 18;

    private int left;

    private JsonCopy(int maxSize) {
        this.left = maxSize;
    }

    /** Empty when it is larger than that, or has a null or a number that Java cannot hold. */
    static Optional<Map<String, Object>> of(Map<?, ?> object, int maxSize) {
        try {
            return Optional.of(new JsonCopy(maxSize).object(object));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> object(Map<?, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put(text((String) name), value(value)));
        return copy;
    }

    private Object value(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof JsonNumber number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> object) {
            spend(2);
            return object(object);
        }
        if (value instanceof List<?> items) {
            spend(2);
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(value(item)));
            return copy;
        }
        if (value instanceof Boolean) {
            spend(5);
            return value;
        }
        throw new IllegalArgumentException("null");
    }

    private Object number(JsonNumber number) {
        spend(number.text().length());
        if (number.isWhole()) {
            if (number.text().length() > MAX_DIGITS) {
                throw new IllegalArgumentException("too many digits");
            }
            return Long.valueOf(number.text());
        }
        double value = Double.parseDouble(number.text());
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not finite");
        }
        return value;
    }

    private String text(String text) {
        spend(text.length() + 2);
        if (!JsonBody.isStorable(text)) {
            throw new IllegalArgumentException("a character that no text may have");
        }
        return text;
    }

    private void spend(int size) {
        left -= size;
        if (left < 0) {
            throw new IllegalArgumentException("too large");
        }
    }
}
