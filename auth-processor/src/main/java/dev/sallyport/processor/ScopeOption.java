package dev.sallyport.processor;

import dev.sallyport.grant.Introspections;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The catalogue of scopes as the compiler is told it. */
final class ScopeOption {
    static final String NAME = "sallyport.scopes";

    private ScopeOption() {}

    /**
     * @param options of the compiler; one without a value has null there
     * @return null when there is no catalogue
     * @throws IllegalArgumentException when it is no list of scopes
     */
    static @Nullable ScopeCatalog read(Map<String, @Nullable String> options) {
        if (!options.containsKey(NAME)) {
            return null;
        }
        String text = Objects.requireNonNullElse(options.get(NAME), "");
        Map<Scope, String> scopes = new LinkedHashMap<>();
        for (String name : text.split(",", -1)) {
            scopes.put(new Scope(name.strip()), "");
        }
        // Every application has it.
        scopes.putIfAbsent(Introspections.SCOPE, "");
        return ScopeCatalog.of(scopes);
    }
}
