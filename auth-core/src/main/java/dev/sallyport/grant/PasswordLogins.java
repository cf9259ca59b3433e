package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.authenticate.Rights;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.user.Attempt;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs in with a password. Safe for use by many threads. */
public final class PasswordLogins {
    private static final Logger LOG = System.getLogger(PasswordLogins.class.getName());
    private static final List<String> PASSWORD = List.of("pwd");

    private final UserDirectory directory;
    private final Owners owners;
    private final LoginAttempts attempts;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final LoginPolicy policy;
    private final String clientId;
    private final InstantSource clock;
    private final AuditSink audit;

    /** @param clientId what stands as {@code client_id} in a token that no client asked for (RFC 9068 demands one) */
    public PasswordLogins(
            UserDirectory directory,
            Owners owners,
            LoginAttempts attempts,
            Sessions sessions,
            AccessTokens tokens,
            LoginPolicy policy,
            String clientId,
            InstantSource clock,
            AuditSink audit) {
        this.directory = directory;
        this.owners = owners;
        this.attempts = attempts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policy = policy;
        this.clientId = clientId;
        this.clock = clock;
        this.audit = audit;
    }

    Outcome<Login> login(PasswordLogin login) {
        LoginOrigin origin = login.origin();
        User user = directory.findByLogin(login.username()).orElse(null);
        String account = LoginAttempts.account(user, login.username());
        Attempt attempt = attempts.begin(account, origin.address(), origin.deviceCookie());
        // Asked in every case: a locked or disabled account must cost the same as a wrong password.
        boolean matches = directory.passwordMatches(user, login.password());
        if (user == null || !matches || attempt.locked() || !user.enabled()) {
            recordFailure(user, login, attempt.locked());
            return Outcome.refused(Refusal.invalidCredentials());
        }
        attempt.succeeded();
        Login opened = open(user, login, attempt.knownDevice() ? null : attempts.newDevice(account));
        tellDirectory(user, login.password());
        return Outcome.done(opened);
    }

    /** Only now: what a directory does with a right password would otherwise tell it from a wrong one on a locked account. */
    private void tellDirectory(User user, Secret password) {
        try {
            directory.passwordAccepted(user, password);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The user directory failed after a login that went through; the next one tells it again",
                    e);
        }
    }

    private Login open(User user, PasswordLogin login, @Nullable String newDevice) {
        Instant now = clock.instant();
        Rights rights = owners.rightsOf(user, login.scopes());
        String sessionId = sessions.newId();
        IssuedToken token = tokens.issue(new TokenClaims(
                user.id(),
                clientId,
                CallerKind.USER,
                user.tenant(),
                rights.scopes(),
                rights.roles(),
                sessionId,
                null,
                now,
                PASSWORD,
                Map.of(),
                policy.lifetime()));
        sessions.open(new Session(
                sessionId,
                user.id(),
                null,
                null,
                PASSWORD,
                now,
                now,
                token.expiresAt(),
                login.origin().address(),
                login.origin().userAgent(),
                null));
        Actor actor = new Actor(user.id(), login.origin().address());
        audit.record(actor.event(now, AuditEvent.Type.LOGIN_SUCCEEDED, user.id(), sessionId, Map.of("method", "pwd")));
        return new Login(
                token.token(),
                token.expiresAt(),
                Duration.between(token.issuedAt(), token.expiresAt()),
                token.scopes(),
                sessionId,
                newDevice == null ? null : Secret.of(newDevice));
    }

    private void recordFailure(@Nullable User user, PasswordLogin login, boolean locked) {
        AuditEvent.Type type = locked ? AuditEvent.Type.LOGIN_LOCKED : AuditEvent.Type.LOGIN_FAILED;
        Actor nobody = new Actor(null, login.origin().address());
        Map<String, String> details =
                user == null ? Map.of("login_hash", attempts.pseudonym(login.username())) : Map.of();
        audit.record(nobody.event(clock.instant(), type, user == null ? null : user.id(), null, details));
    }
}
