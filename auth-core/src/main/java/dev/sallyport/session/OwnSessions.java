package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import java.util.List;

/**
 * What a caller may do with sessions of their own: a person sees and ends all of theirs, a key, or a token that was made from
 * one, those that were opened with that key. Another owner's session does not exist here. Safe for use by many threads.
 */
public final class OwnSessions {
    private final Sessions sessions;

    public OwnSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Live ones, newest first. */
    public Outcome<List<Session>> list(Caller caller) {
        if (caller.kind() == CallerKind.USER) {
            return Outcome.done(sessions.list(caller.id()));
        }
        if (caller.kind() == CallerKind.API_KEY && caller.credentialId() != null) {
            return Outcome.done(sessions.listByCredential(caller.credentialId()));
        }
        return Outcome.refused(Refusal.of(Refusal.Cause.FORBIDDEN, "This kind of caller has no sessions to look at."));
    }

    /** @return how many sessions ended: one; refused when the caller has none of that id */
    public Outcome<Integer> end(Caller caller, String id, String address) {
        return endable(caller)
                .fold(
                        own -> own.stream()
                                .filter(session -> session.id().equals(id))
                                .findFirst()
                                .map(session -> endAll(List.of(session), caller, address))
                                .orElseGet(() -> Outcome.refused(Refusal.notFound())),
                        Outcome::refused);
    }

    /** Ends every session that {@link #list} shows, the caller's own too; returns how many. */
    public Outcome<Integer> endAll(Caller caller, String address) {
        return endable(caller).fold(own -> endAll(own, caller, address), Outcome::refused);
    }

    /** A person ends sessions from within one only. */
    private Outcome<List<Session>> endable(Caller caller) {
        return caller.kind() == CallerKind.USER && caller.sessionId() == null
                ? Outcome.refused(Refusal.of(Refusal.Cause.FORBIDDEN, "Sessions are ended by a person who logged in."))
                : list(caller);
    }

    private Outcome<Integer> endAll(List<Session> own, Caller caller, String address) {
        return Outcome.done(sessions.end(own, AuditEvent.Type.SESSION_ENDED, new Actor(caller.id(), address)));
    }
}
