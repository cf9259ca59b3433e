package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token is to be exchanged. Immutable.
 *
 * @param scopes what the access token shall have, never more than the login was given (RFC 6749 §6); null for all of that
 * @param client who brings the token; null for whoever holds it, which is enough
 */
public record RefreshRequest(
        Secret refreshToken,
        @Nullable ScopeSet scopes,
        @Nullable PresentedClient client,
        LoginOrigin origin) {

    /** By its holder, for all that the login was given. */
    public static RefreshRequest of(Secret refreshToken, LoginOrigin origin) {
        return new RefreshRequest(refreshToken, null, null, origin);
    }
}
