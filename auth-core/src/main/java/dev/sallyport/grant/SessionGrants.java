package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.Rights;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionServices;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.TokenServices;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person who has shown who they are gets: a session and the tokens that rest on it. Safe for use by many threads. */
final class SessionGrants {
    private final UserRights userRights;
    private final Sessions sessions;
    private final RefreshFamilies families;
    private final AccessTokens tokens;
    private final LoginPolicy policy;
    private final String clientId;
    private final OwnerWatch watch;
    private final InstantSource clock;
    private final AuditSink audit;

    SessionGrants(
            UserRights userRights,
            SessionServices sessions,
            TokenServices tokens,
            LoginPolicy policy,
            OwnerWatch watch,
            Environment environment) {
        this.userRights = userRights;
        this.sessions = sessions.sessions();
        this.families = sessions.families();
        this.tokens = tokens.accessTokens();
        this.policy = policy;
        // What stands as client_id in a token that no client asked for (RFC 9068 demands one).
        this.clientId = tokens.policy().issuer();
        this.watch = watch;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** To be asked before the proof is looked at. */
    OwnerWatch.Moment begin() {
        return watch.now();
    }

    /**
     * Opens nothing, and asks to come again, when the user changed since the login began.
     *
     * @param scopes what the tokens shall have at most; null for all that the user has
     */
    Outcome<Login> open(OwnerWatch.Moment begun, PasswordProof proof, @Nullable ScopeSet scopes, LoginOrigin origin) {
        Instant now = clock.instant();
        User user = proof.user();
        String sessionId = sessions.newId();
        IssuedToken token = issue(user, scopes, sessionId, now, proof.amr(), policy.lifetime());
        boolean refreshes = families.policy().gives();
        Session session = Session.of(
                        sessionId,
                        user.id(),
                        now,
                        refreshes ? now.plus(families.policy().lifetime()) : token.expiresAt())
                .withOrigin(origin.address().text(), origin.userAgent())
                .withAmr(proof.amr());
        return watch.ifUnchanged(begun, user, () -> Outcome.done(write(session, scopes)))
                .map(refreshToken -> {
                    record(session);
                    return login(token, sessionId, proof.newDevice(), refreshToken.orElse(null), user);
                });
    }

    /** Its refresh token, if it gets one. */
    private Optional<Secret> write(Session session, @Nullable ScopeSet scopes) {
        if (families.policy().gives()) {
            return Optional.of(families.open(session, scopes));
        }
        sessions.open(session);
        return Optional.empty();
    }

    private void record(Session session) {
        Map<String, String> method = Map.of("method", String.join("+", session.amr()));
        audit.record(new Actor(session.ownerId(), session.address())
                .event(session.createdAt(), AuditEvent.Type.LOGIN_SUCCEEDED, session.ownerId(), session.id(), method));
    }

    /**
     * The next access token of a session.
     *
     * @param scopes what the session was given at most; null for all that the user has
     */
    IssuedToken next(Session session, User user, @Nullable ScopeSet scopes) {
        Duration left = Duration.ofSeconds(Math.max(
                1, Duration.between(clock.instant(), session.expiresAt()).toSeconds()));
        Duration lifetime = left.compareTo(policy.lifetime()) < 0 ? left : policy.lifetime();
        return issue(user, scopes, session.id(), session.authTime(), session.amr(), lifetime);
    }

    /**
     * What a token has that is issued now.
     *
     * @param scopes what it shall have at most; null for all that the user has
     */
    Rights rights(User user, @Nullable ScopeSet scopes, List<String> amr) {
        return userRights.rightsOf(user, scopes, amr);
    }

    private IssuedToken issue(
            User user,
            @Nullable ScopeSet scopes,
            String sessionId,
            Instant authTime,
            List<String> amr,
            Duration lifetime) {
        Rights rights = rights(user, scopes, amr);
        return tokens.issue(TokenClaims.builder(user.id(), clientId, CallerKind.USER, authTime)
                .tenant(user.tenant())
                .rights(rights.scopes(), rights.roles())
                .session(sessionId)
                .amr(amr)
                .build(lifetime));
    }

    static Login login(
            IssuedToken token, String sessionId, @Nullable Secret device, @Nullable Secret refreshToken, User user) {
        return new Login(
                token.token(),
                token.expiresAt(),
                Duration.between(token.issuedAt(), token.expiresAt()),
                token.scopes(),
                sessionId,
                device,
                refreshToken,
                user);
    }
}
