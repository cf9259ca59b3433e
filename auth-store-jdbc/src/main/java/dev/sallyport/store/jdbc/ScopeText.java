package dev.sallyport.store.jdbc;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/** A column of scopes: null is "all of the owner's", an empty text is "none". */
final class ScopeText {
    private ScopeText() {}

    static @Nullable String of(@Nullable ScopeSet scopes) {
        return scopes == null ? null : scopes.toString();
    }

    static @Nullable ScopeSet read(@Nullable String text) {
        return text == null ? null : ScopeSet.parseUnion(text);
    }
}
