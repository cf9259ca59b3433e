package dev.sallyport.operator;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import java.util.List;

/** Acts of operators on sessions, which belong to the area of keys. Safe for use by many threads. */
@CheckReturnValue
public final class OperatorSessions {
    private final OperatorRights rights;
    private final OwnerTenants owners;
    private final Sessions sessions;

    OperatorSessions(OperatorRights rights, OwnerTenants owners, Sessions sessions) {
        this.rights = rights;
        this.owners = owners;
        this.sessions = sessions;
    }

    /** Live sessions of a person, those of their keys too, newest first, at most {@link Sessions#MAX_LISTED}. */
    public Outcome<List<Session>> list(Caller caller, String ownerId) {
        return rights.reading(
                caller,
                OperatorArea.KEYS,
                operator -> owners.covers(operator, ownerId)
                        ? Outcome.done(sessions.list(ownerId))
                        : Outcome.refused(Refusal.notFound()));
    }

    /** Ends one session; its tokens are refused from now on. */
    public Outcome<Session> end(Caller caller, String id, String address) {
        return rights.changing(
                caller,
                OperatorArea.KEYS,
                operator -> sessions.find(id)
                        .filter(session -> sessions.isLive(session) && owners.covers(operator, session.ownerId()))
                        .filter(session -> sessions.end(id, operator.at(address)))
                        .<Outcome<Session>>map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(Refusal.notFound())));
    }
}
