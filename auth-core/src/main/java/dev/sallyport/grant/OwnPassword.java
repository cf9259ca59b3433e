package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CheckReturnValue;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import org.jspecify.annotations.Nullable;

/** A person changes their own password. Safe for use by many threads. */
@CheckReturnValue
public final class OwnPassword {
    private final @Nullable Users users;
    private final PersonCheck person;

    /** @param users null when the application keeps its users itself: nothing can be changed then */
    public OwnPassword(@Nullable Users users, PersonCheck person) {
        this.users = users;
        this.person = person;
    }

    /** The present session stays, the person's others end. The faults of the new password are told under {@code password}. */
    public Outcome<User> change(Caller caller, Secret current, Secret next, LoginOrigin origin) {
        Users kept = users;
        if (kept == null) {
            return Outcome.refused(Refusal.notFound());
        }
        return person.withPassword(caller, current, origin).flatMap(user -> {
            Outcome<User> changed = kept.setPassword(user.id(), next, new Actor(user.id(), origin.address()));
            if (changed instanceof Outcome.Done) {
                person.endOtherSessions(caller, origin);
            }
            return changed;
        });
    }
}
