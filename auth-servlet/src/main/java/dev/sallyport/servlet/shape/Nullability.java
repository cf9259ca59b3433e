package dev.sallyport.servlet.shape;

import java.util.List;
import java.util.Map;

/** Says in a schema that a value may be null. */
final class Nullability {
    private Nullability() {}

    static void put(Map<String, Object> schema, String type, boolean nullable, OpenApiVersion version) {
        if (!nullable) {
            schema.put("type", type);
        } else if (version == OpenApiVersion.OAS_3_1) {
            schema.put("type", List.of(type, "null"));
        } else {
            schema.put("type", type);
            schema.put("nullable", true);
        }
    }
}
