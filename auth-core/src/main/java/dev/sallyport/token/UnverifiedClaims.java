package dev.sallyport.token;

import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says of itself, read and not verified: proof of nothing. For code that knows from elsewhere that the token is genuine,
 * because it has just been recognised or just been made. Immutable.
 */
public final class UnverifiedClaims {
    private final AccessClaims claims;

    UnverifiedClaims(AccessClaims claims) {
        this.claims = claims;
    }

    public String issuer() {
        return claims.issuer();
    }

    public List<String> audience() {
        return claims.audience();
    }

    public String clientId() {
        return claims.clientId();
    }

    /** Empty when the owner belonged to none. */
    public Optional<String> tenant() {
        return Optional.ofNullable(claims.tenant());
    }

    public ScopeSet scopes() {
        return claims.scopes();
    }

    public Set<String> roles() {
        return claims.roles();
    }

    /** The session it belongs to. */
    public Optional<String> sessionId() {
        return Optional.ofNullable(claims.sessionId());
    }

    /** The token's own id. */
    public String jti() {
        return claims.jti();
    }

    public Instant issuedAt() {
        return claims.issuedAt();
    }

    /** The end of the token's own time. */
    public Instant expiresAt() {
        return claims.expiresAt();
    }
}
