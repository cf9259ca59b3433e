package dev.sallyport.store.jdbc;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/**
 * A column of scopes, in which nothing rests on the difference between NULL and the empty text: some databases do not make it. The
 * words are no scopes, since those have no quotes; what says nothing grants nothing.
 */
final class ScopeText {
    /** All of the owner's. */
    static final String ALL = "\"all\"";

    static final String NONE = "\"none\"";

    private ScopeText() {}

    static String of(@Nullable ScopeSet scopes) {
        if (scopes == null) {
            return ALL;
        }
        return scopes.isEmpty() ? NONE : scopes.toString();
    }

    static @Nullable ScopeSet read(@Nullable String text) {
        if (ALL.equals(text)) {
            return null;
        }
        return text == null || text.equals(NONE) ? ScopeSet.none() : ScopeSet.parseUnion(text);
    }
}
