package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.user.User;
import java.util.Objects;

/**
 * Says whether a login stands for all that its owner is: the one question that is asked before anything a login could hand on,
 * change or widen. Keys, the password, the second factor and other sessions all outlast the login, and belong to the whole
 * person; a login that was given less than they have must not reach the rest through them. Safe for use by many threads.
 *
 * <p>See decision 0019.
 */
public final class FullLogin {
    private final UserRights userRights;

    public FullLogin(UserRights userRights) {
        this.userRights = userRights;
    }

    /**
     * Tells whether a person's own login, within a session, has every scope and every role that they have now, roles that grant no
     * scope or are declared nowhere too, their tenant, and the second factor that a role of theirs needs.
     *
     * @throws dev.sallyport.change.StoreException when the owner cannot be looked up
     */
    public boolean is(Caller caller) {
        return isPerson(caller)
                && userRights
                        .findActive(caller.id())
                        .filter(owner -> holdsAll(caller, owner))
                        .isPresent();
    }

    /** The same for somebody whom a read just found: their present state, and nobody else's. */
    public boolean holdsAll(Caller caller, User owner) {
        Rights all = userRights.rightsOf(owner, null);
        return isPerson(caller)
                && caller.scopes().containsAll(all.scopes())
                && caller.roles().containsAll(all.roles())
                && Objects.equals(caller.tenant(), owner.tenant())
                && !lacksSecondFactor(caller, owner);
    }

    /** Tells whether a role of the owner's needs a second factor that the login does not have, so that it has no rights. */
    public boolean lacksSecondFactor(Caller caller, User owner) {
        return userRights.lacksSecondFactor(owner, caller.amr());
    }

    private static boolean isPerson(Caller caller) {
        return caller.kind() == CallerKind.USER && caller.sessionId() != null && caller.credentialId() == null;
    }
}
