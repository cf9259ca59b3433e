package dev.sallyport.client;

import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that is to be made. Immutable.
 *
 * @param type the name of a declared {@link ClientType}
 * @param name for people, 1 to 100 characters
 * @param tenant null when it belongs to none
 * @param scopes null for those of its type
 * @param grants the OAuth 2.0 grants it may use, of those of its type; null for all of them
 */
public record ClientRequest(
        String type,
        String name,
        @Nullable String tenant,
        @Nullable ScopeSet scopes,
        @Nullable Set<String> grants) {

    public ClientRequest {
        grants = grants == null ? null : Set.copyOf(grants);
    }

    public static ClientRequest of(String type, String name) {
        String none = null;
        ScopeSet all = null;
        Set<String> grantsOfType = null;
        return new ClientRequest(type, name, none, all, grantsOfType);
    }

    public ClientRequest withTenant(String value) {
        return new ClientRequest(type, name, value, scopes, grants);
    }

    public ClientRequest withScopes(ScopeSet value) {
        return new ClientRequest(type, name, tenant, value, grants);
    }

    /** Fewer than its type has; none at all for a client that the token endpoint is not for. */
    public ClientRequest withGrants(String... names) {
        return new ClientRequest(type, name, tenant, scopes, Set.copyOf(List.of(names)));
    }
}
