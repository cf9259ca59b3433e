package dev.sallyport.servlet.parameters;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The texts of the context parameters, by name without the prefix. Immutable. */
final class ParameterTexts {
    static final String PREFIX = "sallyport.";
    static final String DATA_SOURCE = "dataSource";

    private final Map<String, String> values;

    ParameterTexts(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** @return null when it is not there */
    @Nullable
    String find(String name) {
        return values.get(name);
    }

    Set<Map.Entry<String, String>> all() {
        return values.entrySet();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    static IllegalStateException wrong(String name, String fault, @Nullable Throwable cause) {
        return new IllegalStateException("The context parameter " + PREFIX + name + " " + fault, cause);
    }
}
