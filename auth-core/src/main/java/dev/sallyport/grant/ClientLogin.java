package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client asks for a token. Immutable.
 *
 * @param type which type the client must be of; null for any
 * @param scopes the most that the token shall have; null for all that the client has
 * @param lifetime 1 second to the type's maximum; null for the type's own
 * @param claims what the token shall say of the end user, by the names of {@link dev.sallyport.client.ClientType#claims}: texts,
 *     and for {@code params} a map of what a token can hold
 */
public record ClientLogin(
        @Nullable String type,
        String clientId,
        Secret secret,
        @Nullable ScopeSet scopes,
        @Nullable Duration lifetime,
        Map<String, Object> claims,
        LoginOrigin origin) {
    public ClientLogin {
        // Not Map.copyOf: its tables probe linearly, and nobody knows yet who chose the names.
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** With nothing asked for that is not so anyway. */
    public static ClientLogin of(String clientId, Secret secret, LoginOrigin origin) {
        return new ClientLogin(null, clientId, secret, null, null, Map.of(), origin);
    }
}
