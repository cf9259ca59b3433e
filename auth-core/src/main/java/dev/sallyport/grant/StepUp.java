package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.FullLogin;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Finds out whether it is the person themselves who changes how they log in: within a session of theirs that has all that they
 * have, never by a key or anything made from one, and with their password. Safe for use by many threads.
 *
 * <p>See decision 0074.
 */
final class StepUp {
    private final UserRights userRights;
    private final FullLogin fullLogin;
    private final Confirmations confirmations;
    private final Sessions sessions;

    StepUp(UserRights userRights, FullLogin fullLogin, Confirmations confirmations, Sessions sessions) {
        this.userRights = userRights;
        this.fullLogin = fullLogin;
        this.confirmations = confirmations;
        this.sessions = sessions;
    }

    /** Somebody whose login is theirs as a whole. */
    Outcome<User> whole(Caller caller) {
        return person(caller, user -> fullLogin.holdsAll(caller, user));
    }

    /** The same, or somebody whose login has nothing, because it lacks the second factor that a role of theirs needs. */
    Outcome<User> wholeOrLackingFactor(Caller caller) {
        return person(caller, user -> fullLogin.holdsAll(caller, user) || fullLogin.lacksSecondFactor(caller, user));
    }

    boolean lacksFactor(Caller caller, User user) {
        return fullLogin.lacksSecondFactor(caller, user);
    }

    private Outcome<User> person(Caller caller, Predicate<User> condition) {
        if (caller.kind() != CallerKind.USER || caller.sessionId() == null) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.FORBIDDEN, "This is for a person who logged in, not for a key."));
        }
        return userRights
                .findActive(caller.id())
                .map(user -> condition.test(user) ? Outcome.done(user) : StepUp.<User>tooNarrow())
                .orElseGet(() -> Outcome.refused(Refusal.invalidToken()));
    }

    private static <T> Outcome<T> tooNarrow() {
        return Outcome.refused(Refusal.of(
                Refusal.Cause.FORBIDDEN,
                "This login has less than you have: log in with all of your scopes, and with your second factor."));
    }

    /** Their password as well. A wrong one counts in the budget of the session, and locks no login. */
    Outcome<User> withPassword(Caller caller, User user, Secret password, LoginOrigin origin) {
        return confirmations.confirm(caller, user, password, origin);
    }

    /** Only of a caller who was found to be a person. */
    static String sessionOf(Caller caller) {
        return Objects.requireNonNull(caller.sessionId());
    }

    /** All but the present one, in every application that has the same users. Those of the person's keys go on, as the keys do. */
    void endOtherSessions(Caller caller, LoginOrigin origin) {
        sessions.endOthers(
                caller.id(),
                caller.sessionId(),
                AuditEvent.Type.SESSION_ENDED,
                new Actor(caller.id(), origin.address().text()));
    }
}
