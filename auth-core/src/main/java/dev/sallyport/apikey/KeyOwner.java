package dev.sallyport.apikey;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/**
 * An owner of keys, as they are now. Immutable.
 *
 * @param scopes all that they have
 * @param tenant null when they belong to none
 */
public record KeyOwner(ScopeSet scopes, @Nullable String tenant) {}
