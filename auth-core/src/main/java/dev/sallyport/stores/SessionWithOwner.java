package dev.sallyport.stores;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.session.Session;
import dev.sallyport.user.User;
import org.jspecify.annotations.Nullable;

/**
 * A session, its owner and the API key that opened it, as one read found them. Immutable.
 *
 * @param owner null when these stores have no user of that id
 * @param key null when no key opened it, or that key is gone
 */
public record SessionWithOwner(
        Session session, @Nullable User owner, @Nullable ApiKey key) {}
