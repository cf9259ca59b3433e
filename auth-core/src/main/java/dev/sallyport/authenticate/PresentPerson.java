package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import java.util.List;
import java.util.Optional;

/**
 * Reads the person behind a request anew, for acts that reach beyond what is their own: whoever was demoted, moved or disabled while their
 * request was under way does nothing more. Safe for use by many threads.
 */
public final class PresentPerson {
    private final Sessions sessions;
    private final UserRights userRights;

    public PresentPerson(Sessions sessions, UserRights userRights) {
        this.sessions = sessions;
        this.userRights = userRights;
    }

    /** The caller with what they have now, and no more than they came with; refused as an invalid token when their session ended. */
    @CheckReturnValue
    public Outcome<Caller> of(Caller caller) {
        Session session = sessions.find(String.valueOf(caller.sessionId())).orElse(null);
        User user = userRights.findActive(caller.id()).orElse(null);
        if (session == null || user == null || !session.ownerId().equals(user.id())) {
            return Outcome.refused(Refusal.invalidToken());
        }
        List<String> amr = caller.amr().stream().filter(session.amr()::contains).toList();
        Rights now = userRights.rightsOf(user, null, amr).intersect(caller.scopes(), caller.roles());
        return Outcome.done(Caller.builder(user.id(), CallerKind.USER, caller.authTime())
                .tenant(user.tenant())
                .rights(now.scopes(), now.roles())
                .session(session.id())
                .amr(amr)
                .build());
    }

    /**
     * Refuses keys and clients, whatever their scopes.
     *
     * @param detail one sentence for the caller
     */
    public static Optional<Refusal> refuseOthers(Caller caller, String detail) {
        boolean isPerson =
                caller.kind() == CallerKind.USER && caller.sessionId() != null && caller.credentialId() == null;
        return isPerson ? Optional.empty() : Optional.of(Refusal.of(Refusal.Cause.FORBIDDEN, detail));
    }
}
