package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.Attempt;
import dev.sallyport.user.HashingBusyException;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.LoginPlaces;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import dev.sallyport.user.UserServices;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody who is logged in shows their password again. Safe for use by many threads.
 *
 * <p>Attempts count for the session, and for the account over all of its sessions, in slots that no stranger reaches: nobody who
 * guesses at logins keeps an owner from changing the password. Who the caller is needs no hiding, so one whose attempts are used
 * up costs no hash.
 */
final class Confirmations {
    private final UserDirectory directory;
    private final LoginAttempts attempts;
    private final LoginPlaces places;
    private final LoginLimits limits;
    private final InstantSource clock;
    private final AuditSink audit;

    Confirmations(UserServices users, LoginLimits limits, Environment environment) {
        this.directory = users.directory();
        // In slots of their own, so that they never lock a login.
        this.attempts = users.attempts().ofConfirmations();
        this.places = users.places();
        this.limits = limits;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    Outcome<User> confirm(Caller caller, User user, Secret password, LoginOrigin origin) {
        String account = LoginAttempts.account(user, user.login());
        String session = Objects.requireNonNullElse(caller.sessionId(), "");
        return limits.byCaller(caller, () -> {
            if (attempts.closedFor(account, ClientAddress.of(session)).isPresent()) {
                return Outcome.refused(Refusal.invalidCredentials());
            }
            LoginPlaces.Turn turn = new LoginPlaces.Turn(
                    LoginPlaces.Lane.CONFIRMATION,
                    account,
                    "confirmation|" + account,
                    origin.address().widest());
            return limits.byAddress(
                    origin, () -> places.run(turn, () -> look(account, session, user, password, origin)));
        });
    }

    private Outcome<User> look(String account, String session, User user, Secret password, LoginOrigin origin) {
        Attempt attempt = attempts.begin(account, ClientAddress.of(session), null);
        if (attempt.locked() || !matches(attempt, user, password)) {
            AuditEvent.Type type = attempt.locked() ? AuditEvent.Type.LOGIN_LOCKED : AuditEvent.Type.LOGIN_FAILED;
            audit.record(
                    new Actor(null, origin.address().text()).event(clock.instant(), type, user.id(), null, Map.of()));
            return Outcome.refused(Refusal.invalidCredentials());
        }
        attempt.succeeded();
        return Outcome.done(user);
    }

    private boolean matches(Attempt attempt, User user, Secret password) {
        try {
            return directory.passwordMatches(user, password);
        } catch (StoreException | HashingBusyException e) {
            attempt.takeBack();
            throw e;
        }
    }
}
