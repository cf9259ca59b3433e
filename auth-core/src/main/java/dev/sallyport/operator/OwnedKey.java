package dev.sallyport.operator;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.user.User;
import org.jspecify.annotations.Nullable;

/**
 * An API key and the person it belongs to. Immutable.
 *
 * @param owner null when they are gone
 */
public record OwnedKey(ApiKey key, @Nullable User owner) {}
