package dev.sallyport.session;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All refresh tokens of one session, each the successor of the one before; it lives and ends with that session. Immutable.
 *
 * @param sessionId of the session, and the key of the row
 * @param sealedKey what the tokens are made with, sealed for this row
 * @param scopes what the login was given at the most; null for all of its owner's
 * @param generation of the one token that is not spent, from 1
 * @param graceUntil the token before that one still gets it until here
 * @param expiresAt of the session; no token of the family counts from this instant on
 */
public record RefreshFamily(
        String sessionId,
        Sealed sealedKey,
        @Nullable ScopeSet scopes,
        long generation,
        Instant graceUntil,
        Instant expiresAt) {}
