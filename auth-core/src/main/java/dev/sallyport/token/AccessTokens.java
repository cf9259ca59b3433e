package dev.sallyport.token;

import dev.sallyport.caller.Outcome;
import dev.sallyport.secret.Vault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Issues and verifies access tokens (RFC 9068). Safe for use by many threads. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class AccessTokens {
    public AccessTokens(TokenPolicy policy, SigningKeys keys, Vault vault, InstantSource time, SecureRandom random) {}

    /** Signs a new token with the current key. */
    public IssuedToken issue(TokenClaims claims) {
        throw new UnsupportedOperationException();
    }

    /** The token's claims, or INVALID_TOKEN, or TOKEN_EXPIRED. */
    public Outcome<VerifiedToken> verify(String compact) {
        throw new UnsupportedOperationException();
    }

    /** A text from which {@link #again} makes the same token; the token must belong to a session. */
    public String remember(IssuedToken token) {
        throw new UnsupportedOperationException();
    }

    /** The same token, byte for byte; empty when it has expired or its key is gone. */
    public Optional<IssuedToken> again(String remembered, String sessionId) {
        throw new UnsupportedOperationException();
    }
}
