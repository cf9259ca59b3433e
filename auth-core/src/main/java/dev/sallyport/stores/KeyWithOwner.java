package dev.sallyport.stores;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.user.User;
import org.jspecify.annotations.Nullable;

/**
 * An API key and its owner, as one read found them. Immutable.
 *
 * @param owner null when these stores have no user of that id
 */
public record KeyWithOwner(ApiKey key, @Nullable User owner) {}
