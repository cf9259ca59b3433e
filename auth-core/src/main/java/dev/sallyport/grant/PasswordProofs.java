package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.Attempt;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a login comes from the person it names, and counts those that do not. What the login then opens is no
 * business of this class. Safe for use by many threads.
 */
public final class PasswordProofs {
    private static final Logger LOG = System.getLogger(PasswordProofs.class.getName());
    private static final List<String> PASSWORD = List.of("pwd");

    private final UserDirectory directory;
    private final LoginAttempts attempts;
    private final InstantSource clock;
    private final AuditSink audit;

    public PasswordProofs(UserDirectory directory, LoginAttempts attempts, InstantSource clock, AuditSink audit) {
        this.directory = directory;
        this.attempts = attempts;
        this.clock = clock;
        this.audit = audit;
    }

    Outcome<PasswordProof> prove(PasswordLogin login) {
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
        return Outcome.done(
                new PasswordProof(user, PASSWORD, attempt.knownDevice() ? null : attempts.newDevice(account)));
    }

    /**
     * Tells the directory of a right password, such as for a stronger hash. After the login is complete: it would otherwise tell
     * a right password from a wrong one on a locked account.
     */
    void accepted(PasswordProof proof, Secret password) {
        try {
            directory.passwordAccepted(proof.user(), password);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The user directory failed after a login that went through; the next one tells it again",
                    e);
        }
    }

    private void recordFailure(@Nullable User user, PasswordLogin login, boolean locked) {
        AuditEvent.Type type = locked ? AuditEvent.Type.LOGIN_LOCKED : AuditEvent.Type.LOGIN_FAILED;
        Actor nobody = new Actor(null, login.origin().address());
        Map<String, String> details =
                user == null ? Map.of("login_hash", attempts.pseudonym(login.username())) : Map.of();
        audit.record(nobody.event(clock.instant(), type, user == null ? null : user.id(), null, details));
    }
}
