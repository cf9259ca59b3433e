package dev.sallyport.servlet.shape;

import dev.sallyport.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a list. Immutable.
 *
 * @param max most items; null for no bound
 */
public record Listing(JsonShape items, @Nullable Integer max, boolean nullable) implements JsonShape {
    @Override
    public Listing orNull() {
        return new Listing(items, max, true);
    }

    @Override
    public Map<String, Object> schema(OpenApiVersion version) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Nullability.put(schema, "array", nullable, version);
        schema.put("items", items.schema(version));
        if (max != null) {
            schema.put("maxItems", max);
        }
        return schema;
    }

    @Override
    public Object example() {
        return List.of(items.example());
    }

    @Override
    public Optional<String> difference(String at, Object value) {
        if (value == JsonReader.NULL && nullable) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            return Optional.of(at + " is no list");
        }
        for (Object item : list) {
            Optional<String> found = items.difference(at + "[]", item);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
