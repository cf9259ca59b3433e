package dev.sallyport.client;

import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client that is to be made. Immutable.
 *
 * @param type the name of a declared {@link ClientType}
 * @param name for people, 1 to 100 characters
 * @param tenant null when it belongs to none
 * @param scopes null for those of its type
 */
public record ClientRequest(
        String type,
        String name,
        @Nullable String tenant,
        @Nullable ScopeSet scopes) {

    public static ClientRequest of(String type, String name) {
        return new ClientRequest(type, name, null, null);
    }

    public ClientRequest withTenant(String value) {
        return new ClientRequest(type, name, value, scopes);
    }

    public ClientRequest withScopes(ScopeSet value) {
        return new ClientRequest(type, name, tenant, value);
    }
}
