package dev.sallyport.token;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token just made, or made again, to be handed to its caller. Immutable; printing it does not show the token.
 *
 * @param issuedAt to the second
 * @param expiresAt refused from this instant on
 * @param jti the token's own id
 * @param sessionId null when it belongs to no session
 */
public record IssuedToken(
        Secret token,
        Instant issuedAt,
        Instant expiresAt,
        String jti,
        ScopeSet scopes,
        @Nullable String sessionId) {}
