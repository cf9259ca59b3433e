package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is the person themselves who changes how they log in: within a session of theirs, never by a key or anything made
 * from one, and with their password or a recent login. Safe for use by many threads.
 */
public final class PersonCheck {
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final Owners owners;
    private final Confirmations confirmations;
    private final Sessions sessions;
    private final InstantSource clock;

    public PersonCheck(Owners owners, Confirmations confirmations, Sessions sessions, InstantSource clock) {
        this.owners = owners;
        this.confirmations = confirmations;
        this.sessions = sessions;
        this.clock = clock;
    }

    Outcome<User> of(Caller caller) {
        if (caller.kind() != CallerKind.USER || caller.sessionId() == null) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.FORBIDDEN, "This is for a person who logged in, not for a key."));
        }
        return owners.findActive(caller.id())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.invalidToken()));
    }

    /** With their password, or within ten minutes of the login. */
    Outcome<User> fresh(Caller caller, @Nullable Secret password, LoginOrigin origin) {
        if (password != null) {
            return withPassword(caller, password, origin);
        }
        return of(caller)
                .flatMap(user -> clock.instant().isBefore(caller.authTime().plus(RECENT))
                        ? Outcome.done(user)
                        : Outcome.refused(Refusal.of(
                                Refusal.Cause.REAUTHENTICATION_REQUIRED,
                                "This needs the current password, or a login less than ten minutes old.")));
    }

    /** A wrong password counts as a failed login. */
    Outcome<User> withPassword(Caller caller, Secret password, LoginOrigin origin) {
        return of(caller).flatMap(user -> confirmations.confirm(caller, user, password, origin));
    }

    /** All but the present one, in every application that has the same users. Those of the person's keys go on, as the keys do. */
    void endOtherSessions(Caller caller, LoginOrigin origin) {
        sessions.endOthers(
                caller.id(),
                caller.sessionId(),
                AuditEvent.Type.SESSION_ENDED,
                new Actor(caller.id(), origin.address()));
    }
}
