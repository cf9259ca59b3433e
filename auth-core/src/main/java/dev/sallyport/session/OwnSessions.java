package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do with sessions of their own: a person sees all of theirs, ends the present one, and ends the others from a
 * login with all that they have; a key, or a token that was made from one, sees and ends those that were opened with that key.
 * Another owner's session does not exist here. Safe for use by many threads.
 */
@CheckReturnValue
public final class OwnSessions {
    private final Sessions sessions;
    private final Predicate<Caller> mayEndOthers;

    /** @param mayEndOthers whether a person may end other sessions than their present one: not from a login with less than all */
    public OwnSessions(Sessions sessions, Predicate<Caller> mayEndOthers) {
        this.sessions = sessions;
        this.mayEndOthers = mayEndOthers;
    }

    /** The newest {@link Sessions#MAX_LISTED}, live ones only, newest first. */
    public Outcome<List<Session>> list(Caller caller) {
        if (caller.kind() == CallerKind.USER) {
            return Outcome.done(sessions.list(caller.id()));
        }
        String key = keyOf(caller);
        return key == null ? Outcome.refused(hasNone()) : Outcome.done(sessions.listByCredential(key));
    }

    /** @return how many sessions ended: one; refused when the caller has none of that id */
    public Outcome<Integer> end(Caller caller, String id, String address) {
        return mayNotEnd(caller, id)
                .<Outcome<Integer>>map(Outcome::refused)
                .orElseGet(() -> sessions.find(id)
                        .filter(session -> isOwn(session, caller))
                        .map(session -> Outcome.done(
                                sessions.end(List.of(session), AuditEvent.Type.SESSION_ENDED, actor(caller, address))))
                        .orElseGet(() -> Outcome.refused(Refusal.notFound())));
    }

    /** Ends every session of the caller's, their present one and those that no list shows included; returns how many. */
    public Outcome<Integer> endAll(Caller caller, String address) {
        return mayNotEnd(caller, null).<Outcome<Integer>>map(Outcome::refused).orElseGet(() -> {
            String key = keyOf(caller);
            Actor by = actor(caller, address);
            return Outcome.done(
                    key == null
                            ? sessions.endByOwner(caller.id(), AuditEvent.Type.SESSION_ENDED, by)
                            : sessions.endByCredential(key, AuditEvent.Type.SESSION_ENDED, by));
        });
    }

    /**
     * A person ends sessions from within one only, and others than that from one that has all that they have.
     *
     * @param id of the session that is to end; null for all
     */
    private Optional<Refusal> mayNotEnd(Caller caller, @Nullable String id) {
        if (caller.kind() != CallerKind.USER) {
            return keyOf(caller) == null ? Optional.of(hasNone()) : Optional.empty();
        }
        String present = caller.sessionId();
        if (present == null) {
            return Optional.of(Refusal.of(Refusal.Cause.FORBIDDEN, "Sessions are ended by a person who logged in."));
        }
        return present.equals(id) || mayEndOthers.test(caller)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Cause.FORBIDDEN,
                        "This login has less than you have, and ends no session but itself: log in with all of your"
                                + " scopes, and with your second factor."));
    }

    private static boolean isOwn(Session session, Caller caller) {
        String key = keyOf(caller);
        return session.ownerId().equals(caller.id()) && (key == null || key.equals(session.credentialId()));
    }

    /** What the caller's sessions were opened with; null when they are all of the person's. */
    private static @Nullable String keyOf(Caller caller) {
        return caller.kind().isKey() ? caller.credentialId() : null;
    }

    private static Actor actor(Caller caller, String address) {
        return new Actor(caller.id(), address);
    }

    private static Refusal hasNone() {
        return Refusal.of(Refusal.Cause.FORBIDDEN, "This kind of caller has no sessions to look at.");
    }
}
