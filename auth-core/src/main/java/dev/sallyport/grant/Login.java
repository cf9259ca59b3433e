package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login that succeeded. Immutable; printing it shows no token.
 *
 * @param expiresIn what is left of the token's life, in whole seconds
 * @param sessionId ours, never the client's label
 * @param newDeviceCookie for the client to keep, as a {@link Secret}; null when it has one or needs none
 * @param refreshToken gets the next access token; null when the login opened none
 * @param user who logged in; null when it was no person
 */
public record Login(
        Secret accessToken,
        Instant expiresAt,
        Duration expiresIn,
        ScopeSet scopes,
        String sessionId,
        @Nullable Secret newDeviceCookie,
        @Nullable Secret refreshToken,
        @Nullable User user) {

    /** The login of a program: no device, no refresh token and no user of the directory. */
    static Login ofProgram(
            Secret accessToken, Instant expiresAt, Duration expiresIn, ScopeSet scopes, String sessionId) {
        Secret none = null;
        User nobody = null;
        return new Login(accessToken, expiresAt, expiresIn, scopes, sessionId, none, none, nobody);
    }
}
