package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.authenticate.CredentialKinds;
import dev.sallyport.caller.Caller;
import dev.sallyport.environment.Environment;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.VaultException;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.text.Characters;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.UnverifiedClaims;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Logs in with an API key. The same key and label get the same token, as the rules of the session API say, as long as enough of
 * its life is left and the key may still do the same. Safe for use by many threads.
 */
final class KeyLogins {
    private static final int MAX_LABEL = 128;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final RareLines unreadable = new RareLines(System.getLogger(KeyLogins.class.getName()));
    private final CredentialKinds credentialKinds;
    private final Authenticator authenticator;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final LoginPolicy policy;
    private final InstantSource clock;
    private final AuditSink audit;

    KeyLogins(
            AuthenticationServices authentication,
            Sessions sessions,
            AccessTokens tokens,
            LoginPolicy policy,
            Environment environment) {
        this.credentialKinds = authentication.credentialKinds();
        this.authenticator = authentication.authenticator();
        this.sessions = sessions;
        this.tokens = tokens;
        this.policy = policy;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    Outcome<Login> login(KeyLogin login) {
        String label = login.label();
        if (label != null && !isLabel(label)) {
            return Outcome.refused(Refusal.invalid(List.of(new FieldError(
                    "session_id",
                    "invalid",
                    "A session id has 1 to " + MAX_LABEL + " characters and no control characters."))));
        }
        AuthenticationResult answer = authenticator.authenticate(
                credentialKinds.inHeader(login.apiKey()), login.origin().address());
        if (answer instanceof AuthenticationResult.Refused refused) {
            return Outcome.refused(asLoginRefusal(refused.refusal(), login));
        }
        Caller caller = ((AuthenticationResult.Accepted) answer).caller();
        Instant now = clock.instant();
        if (caller.expiresAt() != null
                && Duration.between(now, caller.expiresAt()).toSeconds() < 1) {
            return Outcome.refused(asLoginRefusal(Refusal.tokenExpired(), login));
        }
        if (!caller.kind().isKey() || caller.sessionId() != null || caller.credentialId() == null) {
            return Outcome.refused(asLoginRefusal(Refusal.invalidToken(), login));
        }
        return open(caller, caller.credentialId(), login);
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty() && label.length() <= MAX_LABEL && Characters.arePrintable(label);
    }

    /** At a login every bad credential gets the same answer. */
    private Refusal asLoginRefusal(Refusal refusal, KeyLogin login) {
        return switch (refusal.cause()) {
            case RATE_LIMITED, UNAVAILABLE -> refusal;
            default -> {
                Actor nobody = new Actor(null, login.origin().address().text());
                audit.record(nobody.event(
                        clock.instant(), AuditEvent.Type.LOGIN_FAILED, null, null, Map.of("method", "api_key")));
                yield Refusal.invalidCredentials();
            }
        };
    }

    private Outcome<Login> open(Caller key, String keyId, KeyLogin login) {
        // Empty, so that the store's uniqueness counts for the unnamed session too.
        String label = Objects.requireNonNullElse(login.label(), "");
        IssuedTokens issued = new IssuedTokens();
        Session session = sessions.openLabelled(key.id(), keyId, label, live -> {
            issued.token = live.flatMap(existing -> reusable(existing, key));
            issued.isNew = issued.token.isEmpty();
            return issued.token.isPresent() ? live.orElseThrow() : next(live, key, keyId, label, login, issued);
        });
        IssuedToken token = issued.token.orElseThrow();
        Actor actor = new Actor(key.id(), login.origin().address().text());
        audit.record(actor.event(
                clock.instant(), AuditEvent.Type.LOGIN_SUCCEEDED, key.id(), session.id(), Map.of("api_key", keyId)));
        return Outcome.done(Login.ofProgram(
                token.token(), token.expiresAt(), issued.left(token, clock.instant()), token.scopes(), session.id()));
    }

    /** The token that the last, committed run of the transaction settled on. */
    private static final class IssuedTokens {
        private Optional<IssuedToken> token = Optional.empty();
        private boolean isNew;

        /** The remaining lifetime in whole seconds, as tokens count; a new token has its whole lifetime, however long the login took. */
        Duration left(IssuedToken of, Instant now) {
            return Duration.between(isNew ? of.issuedAt() : now.truncatedTo(ChronoUnit.SECONDS), of.expiresAt());
        }
    }

    private Optional<IssuedToken> reusable(Session session, Caller key) {
        if (session.reusableToken() == null) {
            return Optional.empty();
        }
        Instant enough = clock.instant().plus(policy.minimumReuse());
        return again(session.reusableToken(), session.id())
                .filter(token -> !token.expiresAt().isBefore(enough))
                .filter(token -> key.expiresAt() == null || !token.expiresAt().isAfter(key.expiresAt()))
                .filter(token -> saysWhatIsTrueNow(token, key));
    }

    private Optional<IssuedToken> again(Sealed remembered, String sessionId) {
        try {
            return tokens.again(remembered, sessionId);
        } catch (VaultException e) {
            unreadable.log(Level.WARNING, "A token cannot be made again, a new one takes its place", e);
            return Optional.empty();
        }
    }

    private boolean saysWhatIsTrueNow(IssuedToken token, Caller key) {
        UnverifiedClaims claims = tokens.read(token.token());
        return claims.scopes().equals(key.scopes())
                && claims.roles().equals(key.roles())
                && claims.tenant().equals(Optional.ofNullable(key.tenant()));
    }

    private Session next(
            Optional<Session> live, Caller key, String keyId, String label, KeyLogin login, IssuedTokens issued) {
        Instant now = clock.instant();
        String sessionId = live.map(Session::id).orElseGet(sessions::newId);
        IssuedToken token = tokens.issue(TokenClaims.builder(key.id(), keyId, key.kind(), now)
                .tenant(key.tenant())
                .rights(key.scopes(), key.roles())
                .session(sessionId)
                .credential(keyId)
                .amr(key.amr())
                .build(lifetime(key, now)));
        issued.token = Optional.of(token);
        Sealed remembered = tokens.remember(token);
        return live.map(session -> session.extended(later(session.expiresAt(), token.expiresAt()), remembered))
                .orElseGet(() -> Session.of(sessionId, key.id(), now, token.expiresAt())
                        .withCredential(keyId, label)
                        .withOrigin(
                                login.origin().address().text(), login.origin().userAgent())
                        .withAmr(key.amr())
                        .withReusableToken(remembered));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A token never outlives its key; in the key's last second, what is refused with the key says so. */
    private Duration lifetime(Caller key, Instant now) {
        if (key.expiresAt() == null) {
            return policy.lifetime();
        }
        Duration left =
                Duration.ofSeconds(Duration.between(now, key.expiresAt()).toSeconds());
        Duration some = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return some.compareTo(policy.lifetime()) < 0 ? some : policy.lifetime();
    }
}
