package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.authenticate.Rights;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person who has shown who they are gets: a session and the tokens that rest on it. Safe for use by many threads. */
public final class SessionGrants {
    private final Owners owners;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final LoginPolicy policy;
    private final String clientId;
    private final InstantSource clock;
    private final AuditSink audit;

    /** @param clientId what stands as {@code client_id} in a token that no client asked for (RFC 9068 demands one) */
    public SessionGrants(
            Owners owners,
            Sessions sessions,
            AccessTokens tokens,
            LoginPolicy policy,
            String clientId,
            InstantSource clock,
            AuditSink audit) {
        this.owners = owners;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policy = policy;
        this.clientId = clientId;
        this.clock = clock;
        this.audit = audit;
    }

    /** @param scopes what the token shall have at the most; null for all that the user has */
    Login open(PasswordProof proof, @Nullable ScopeSet scopes, LoginOrigin origin) {
        Instant now = clock.instant();
        Rights rights = owners.rightsOf(proof.user(), scopes);
        String userId = proof.user().id();
        String sessionId = sessions.newId();
        IssuedToken token = tokens.issue(new TokenClaims(
                userId,
                clientId,
                CallerKind.USER,
                proof.user().tenant(),
                rights.scopes(),
                rights.roles(),
                sessionId,
                null,
                now,
                proof.amr(),
                Map.of(),
                policy.lifetime()));
        sessions.open(new Session(
                sessionId,
                userId,
                null,
                null,
                proof.amr(),
                now,
                now,
                token.expiresAt(),
                origin.address(),
                origin.userAgent(),
                null));
        audit.record(new Actor(userId, origin.address())
                .event(
                        now,
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        userId,
                        sessionId,
                        Map.of("method", String.join("+", proof.amr()))));
        return new Login(
                token.token(),
                token.expiresAt(),
                Duration.between(token.issuedAt(), token.expiresAt()),
                token.scopes(),
                sessionId,
                proof.newDevice() == null ? null : Secret.of(proof.newDevice()),
                null,
                proof.user());
    }
}
