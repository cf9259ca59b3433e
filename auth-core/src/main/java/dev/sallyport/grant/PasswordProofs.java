package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.Attempt;
import dev.sallyport.user.HashingBusyException;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.LoginPlaces;
import dev.sallyport.user.LoginSubject;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.User;
import dev.sallyport.user.UserServices;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a login comes from the person it names, and counts those that do not. What the login then opens is no
 * business of this class. Safe for use by many threads.
 */
final class PasswordProofs {
    private static final Logger LOG = System.getLogger(PasswordProofs.class.getName());
    private static final List<String> PASSWORD = List.of("pwd");
    private static final List<String> BOTH = List.of("pwd", SecondFactorPolicy.METHOD);

    private final UserServices users;
    private final UserRights userRights;
    private final LoginAttempts attempts;
    private final LoginPlaces places;
    private final SecondFactors secondFactors;
    private final Spraying spraying;
    private final InstantSource clock;
    private final AuditSink audit;
    private final RareLines busy = new RareLines(LOG);
    private final RareLines failures = new RareLines(LOG);

    PasswordProofs(UserServices users, UserRights userRights, Spraying spraying, Environment environment) {
        this.users = users;
        this.userRights = userRights;
        this.attempts = users.attempts();
        this.places = users.places();
        this.secondFactors = users.secondFactors();
        this.spraying = spraying;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** A right password of an account with a second factor, and no code, is a proof that lacks it. */
    Outcome<PasswordProof> prove(PasswordLogin login) {
        LoginSubject subject = users.loginSubject(login.username());
        Named named = named(subject, login.username());
        return places.run(turn(named, login.origin()), () -> look(named, login));
    }

    /**
     * Whom a login names.
     *
     * @param attempts which know the devices of the present password
     */
    private record Named(LoginSubject subject, String account, LoginAttempts attempts) {
        boolean isKnownDevice(LoginOrigin origin) {
            return attempts.isKnownDevice(account, origin.deviceCookie());
        }
    }

    private Named named(LoginSubject subject, String typed) {
        return new Named(
                subject,
                LoginAttempts.account(subject.user().orElse(null), typed),
                attempts.ofPassword(subject.passwordMark()));
    }

    private static LoginPlaces.Turn turn(Named named, LoginOrigin origin) {
        return new LoginPlaces.Turn(
                named.isKnownDevice(origin) ? LoginPlaces.Lane.KNOWN_DEVICE : LoginPlaces.Lane.LOGIN,
                named.account(),
                named.attempts().budget(named.account(), origin.address(), origin.deviceCookie()),
                origin.address().widest());
    }

    private Outcome<PasswordProof> look(Named named, PasswordLogin login) {
        User user = named.subject().user().orElse(null);
        String account = named.account();
        LoginOrigin origin = login.origin();
        boolean stranger = !named.isKnownDevice(origin);
        Optional<Duration> wait = stranger ? spraying.waitOf(origin) : Optional.empty();
        if (wait.isPresent() && spraying.isOnNode()) {
            countStranger(user, account, origin);
            return Outcome.refused(Refusal.rateLimited(wait.get()));
        }
        boolean hidden = wait.isPresent() && user != null && spraying.isOnTenant(user.tenant());
        Outcome<PasswordProof> outcome = look(named, login, hidden);
        if (stranger
                && outcome instanceof Outcome.Refused<PasswordProof> refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_CREDENTIALS) {
            countStranger(user, account, origin);
        }
        return outcome;
    }

    private void countStranger(@Nullable User user, String account, LoginOrigin origin) {
        spraying.failed(attempts.pseudonym(account), user == null ? null : user.tenant(), origin);
    }

    /** @param closed whether the login fails whatever the password is */
    private Outcome<PasswordProof> look(Named named, PasswordLogin login, boolean closed) {
        LoginSubject subject = named.subject();
        User user = subject.user().orElse(null);
        LoginOrigin origin = login.origin();
        Attempt attempt = named.attempts().begin(named.account(), origin.address(), origin.deviceCookie());
        // Asked in every case: a locked or disabled account must cost the same as a wrong password.
        boolean matches = seen(attempt, () -> subject.passwordMatches(login.password()));
        boolean locked = attempt.locked() || closed;
        if (user == null || !matches || locked || !seen(attempt, () -> userRights.isActive(user))) {
            recordFailure(user, login.username(), origin, locked);
            return Outcome.refused(Refusal.invalidCredentials());
        }
        boolean needsCode = seen(attempt, () -> secondFactors.isOn(user.id()));
        Secret code = login.code();
        if (needsCode && code == null) {
            // Neither a success, since the failures before it still count, nor a guess.
            attempt.takeBack();
            return Outcome.done(new PasswordProof(subject, user, PASSWORD, true, null));
        }
        if (needsCode
                && code != null
                && !seen(attempt, () -> secondFactors.accept(user.id(), code, actor(user, origin)))) {
            recordFailure(user, login.username(), origin, false);
            return Outcome.refused(Refusal.invalidCredentials());
        }
        attempt.succeeded();
        return Outcome.done(new PasswordProof(
                subject,
                user,
                needsCode ? BOTH : PASSWORD,
                false,
                attempt.knownDevice() ? null : named.attempts().newDevice(named.account())));
    }

    /** What nobody could look at is no attempt. */
    private static boolean seen(Attempt attempt, BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (StoreException | HashingBusyException e) {
            attempt.takeBack();
            throw e;
        }
    }

    /** The name by which a user logs in. */
    Optional<String> nameOf(String userId) {
        return users.directory().findById(userId).map(User::login);
    }

    /** How long a look at a password takes at most. */
    Duration longestCheck() {
        try {
            return users.directory().longestCheck();
        } catch (StoreException e) {
            // The last login was decided all the same; the usual grid has to do.
            return Duration.ZERO;
        }
    }

    /** The second step of somebody whose password was right a moment ago. */
    Outcome<PasswordProof> complete(User user, Secret code, LoginOrigin origin) {
        if (!userRights.isActive(user) || !secondFactors.accept(user.id(), code, actor(user, origin))) {
            recordFailure(user, user.login(), origin, false);
            return Outcome.refused(Refusal.invalidCredentials());
        }
        Named named = named(users.loginSubject(user.login()), user.login());
        named.attempts().forget(named.account(), origin.address(), origin.deviceCookie());
        return Outcome.done(
                new PasswordProof(null, user, BOTH, false, named.attempts().newDevice(named.account())));
    }

    private static Actor actor(User user, LoginOrigin origin) {
        return new Actor(user.id(), origin.address().text());
    }

    /**
     * Tells the directory of a right password, such as for a stronger hash. After the login is complete: it would otherwise tell
     * a right password from a wrong one on a locked account.
     */
    void accepted(PasswordProof proof) {
        LoginSubject subject = proof.subject();
        if (subject == null) {
            return;
        }
        try {
            subject.accepted();
        } catch (HashingBusyException e) {
            busy.log(Level.WARNING, "A hash was not renewed. " + e.getMessage());
        } catch (RuntimeException e) {
            failures.log(
                    Level.WARNING,
                    "The user directory failed after a login that went through; the next one tells it again",
                    e);
        }
    }

    private void recordFailure(@Nullable User user, String typed, LoginOrigin origin, boolean locked) {
        AuditEvent.Type type = locked ? AuditEvent.Type.LOGIN_LOCKED : AuditEvent.Type.LOGIN_FAILED;
        Actor nobody = new Actor(null, origin.address().text());
        Map<String, String> details = user == null ? Map.of("login_hash", attempts.pseudonym(typed)) : Map.of();
        audit.record(nobody.event(clock.instant(), type, user == null ? null : user.id(), null, details));
    }
}
