package dev.sallyport.token;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a token whose signature, issuer, audience and times have been found right. Only {@link AccessTokens#verify}
 * makes one, so whoever holds one need not check again; whether session, key and owner still exist is not said. Immutable.
 */
public final class VerifiedToken {
    private final String kid;
    private final AccessClaims claims;

    /** For {@link AccessTokens#verify} alone. */
    VerifiedToken(String kid, AccessClaims claims) {
        this.kid = kid;
        this.claims = claims;
    }

    /** The signing key it was verified with. */
    public String kid() {
        return kid;
    }

    public String issuer() {
        return claims.issuer();
    }

    public List<String> audience() {
        return claims.audience();
    }

    /** Id of the owner. */
    public String subject() {
        return claims.subject();
    }

    public String clientId() {
        return claims.clientId();
    }

    public CallerKind kind() {
        return claims.kind();
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

    /** The API key it was derived from. */
    public Optional<String> credentialId() {
        return Optional.ofNullable(claims.credentialId());
    }

    /** When the owner or the key proved who they are. */
    public Instant authTime() {
        return claims.authTime();
    }

    public List<String> amr() {
        return claims.amr();
    }

    /** What a token request set. Whole numbers are {@code Long}, others {@code Double}, whatever they were when issued. */
    public Map<String, Object> ext() {
        return claims.ext();
    }

    /** The token's own id. */
    public String jti() {
        return claims.jti();
    }

    public Instant issuedAt() {
        return claims.issuedAt();
    }

    /** Refused from this instant on. */
    public Instant expiresAt() {
        return claims.expiresAt();
    }

    @Override
    public String toString() {
        return "VerifiedToken[jti=" + jti() + ", subject=" + subject() + ", expiresAt=" + expiresAt() + "]";
    }
}
