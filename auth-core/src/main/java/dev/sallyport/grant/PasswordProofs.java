package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.Attempt;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.SecondFactors;
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
    private static final List<String> BOTH = List.of("pwd", SecondFactorPolicy.METHOD);

    private final UserDirectory directory;
    private final LoginAttempts attempts;
    private final SecondFactors secondFactors;
    private final InstantSource clock;
    private final AuditSink audit;

    public PasswordProofs(
            UserDirectory directory,
            LoginAttempts attempts,
            SecondFactors secondFactors,
            InstantSource clock,
            AuditSink audit) {
        this.directory = directory;
        this.attempts = attempts;
        this.secondFactors = secondFactors;
        this.clock = clock;
        this.audit = audit;
    }

    /** A right password of an account with a second factor, and no code, is a proof that lacks it. */
    Outcome<PasswordProof> prove(PasswordLogin login) {
        LoginOrigin origin = login.origin();
        User user = directory.findByLogin(login.username()).orElse(null);
        String account = LoginAttempts.account(user, login.username());
        Attempt attempt = attempts.begin(account, origin.address(), origin.deviceCookie());
        // Asked in every case: a locked or disabled account must cost the same as a wrong password.
        boolean matches = directory.passwordMatches(user, login.password());
        if (user == null || !matches || attempt.locked() || !user.enabled()) {
            recordFailure(user, login.username(), origin, attempt.locked());
            return Outcome.refused(Refusal.invalidCredentials());
        }
        boolean needsCode = secondFactors.isOn(user.id());
        String code = login.code();
        if (needsCode && code == null) {
            // Not yet a success: the failures before it still count.
            return Outcome.done(new PasswordProof(user, PASSWORD, true, null));
        }
        if (needsCode && code != null && !secondFactors.accept(user.id(), code, actor(user, origin))) {
            recordFailure(user, login.username(), origin, false);
            return Outcome.refused(Refusal.invalidCredentials());
        }
        attempt.succeeded();
        return Outcome.done(new PasswordProof(
                user, needsCode ? BOTH : PASSWORD, false, attempt.knownDevice() ? null : attempts.newDevice(account)));
    }

    /** The second step of somebody whose password was right a moment ago. */
    Outcome<PasswordProof> complete(User user, String code, LoginOrigin origin) {
        if (!user.enabled() || !secondFactors.accept(user.id(), code, actor(user, origin))) {
            recordFailure(user, user.login(), origin, false);
            return Outcome.refused(Refusal.invalidCredentials());
        }
        String account = LoginAttempts.account(user, user.login());
        attempts.forget(account, origin.address(), origin.deviceCookie());
        return Outcome.done(new PasswordProof(user, BOTH, false, attempts.newDevice(account)));
    }

    /** Somebody who is logged in shows their password again; a wrong one counts as a failed login. */
    Outcome<User> confirm(User user, Secret password, LoginOrigin origin) {
        String account = LoginAttempts.account(user, user.login());
        Attempt attempt = attempts.begin(account, origin.address(), origin.deviceCookie());
        if (!directory.passwordMatches(user, password) || attempt.locked()) {
            recordFailure(user, user.login(), origin, attempt.locked());
            return Outcome.refused(Refusal.invalidCredentials());
        }
        attempt.succeeded();
        return Outcome.done(user);
    }

    private static Actor actor(User user, LoginOrigin origin) {
        return new Actor(user.id(), origin.address());
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

    private void recordFailure(@Nullable User user, String typed, LoginOrigin origin, boolean locked) {
        AuditEvent.Type type = locked ? AuditEvent.Type.LOGIN_LOCKED : AuditEvent.Type.LOGIN_FAILED;
        Actor nobody = new Actor(null, origin.address());
        Map<String, String> details = user == null ? Map.of("login_hash", attempts.pseudonym(typed)) : Map.of();
        audit.record(nobody.event(clock.instant(), type, user == null ? null : user.id(), null, details));
    }
}
