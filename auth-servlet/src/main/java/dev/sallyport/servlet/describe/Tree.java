package dev.sallyport.servlet.describe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of a document, with their members in order. */
final class Tree {
    private Tree() {}

    /** @param namesAndValues in turn */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
