package dev.sallyport.token;

import java.time.Instant;
import java.util.Optional;

/**
 * What to end of a genuine access token of this application that is not over. No proof of a caller: its time may not have come.
 * Only {@link AccessTokens#endable} makes one. Immutable.
 */
public final class EndableToken {
    private final VerifiedToken token;

    private EndableToken(VerifiedToken token) {
        this.token = token;
    }

    static EndableToken of(VerifiedToken token) {
        return new EndableToken(token);
    }

    /** The token's own id. */
    public String jti() {
        return token.jti();
    }

    /** Id of the owner. */
    public String subject() {
        return token.subject();
    }

    /** The session it belongs to. */
    public Optional<String> sessionId() {
        return token.sessionId();
    }

    Instant expiresAt() {
        return token.expiresAt();
    }

    @Override
    public String toString() {
        return "EndableToken[jti=" + jti() + ", subject=" + subject() + ", expiresAt=" + expiresAt() + "]";
    }
}
