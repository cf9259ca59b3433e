package dev.sallyport.client;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a client that are to change. Immutable.
 *
 * @param name for people, 1 to 100 characters; null to keep it
 * @param scopes the most that its tokens have; null to keep them
 */
public record ClientUpdate(@Nullable String name, @Nullable ScopeSet scopes) {
    /** Keeps everything. */
    public static ClientUpdate nothing() {
        return new ClientUpdate(null, null);
    }

    public ClientUpdate withName(String value) {
        return new ClientUpdate(value, scopes);
    }

    public ClientUpdate withScopes(ScopeSet value) {
        return new ClientUpdate(name, value);
    }

    Client applyTo(Client client) {
        return client.renamed(name == null ? client.name() : name, scopes == null ? client.scopes() : scopes);
    }
}
