package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import org.jspecify.annotations.Nullable;

/** A person changes their own password. Safe for use by many threads. */
@CheckReturnValue
public final class OwnPassword {
    private final @Nullable Users users;
    private final StepUp person;
    private final ApiKeys keys;
    private final OwnerWatch watch;

    /** @param users null when the application keeps its users itself: nothing can be changed then */
    OwnPassword(@Nullable Users users, StepUp person, ApiKeys keys, OwnerWatch watch) {
        this.users = users;
        this.person = person;
        this.keys = keys;
        this.watch = watch;
    }

    /**
     * The present session stays; the person's others end with the change, and logins with the old password that are under way
     * open none. It takes a login with all that the person has. The faults of the new password are told under {@code password}.
     */
    public Outcome<User> change(Caller caller, Secret current, Secret next, LoginOrigin origin) {
        return change(caller, current, next, origin, false);
    }

    /**
     * The same.
     *
     * @param revokeKeys whether the person's API keys of this application end with the change, and what rests on them: for those
     *     that somebody else made who knew the old password
     */
    public Outcome<User> change(Caller caller, Secret current, Secret next, LoginOrigin origin, boolean revokeKeys) {
        Users kept = users;
        if (kept == null) {
            return Outcome.refused(Refusal.notFound());
        }
        OwnerWatch.Moment since = watch.now();
        Actor by = new Actor(caller.id(), origin.address().text());
        return person.whole(caller)
                .flatMap(user -> person.withPassword(caller, user, current, origin))
                .flatMap(user -> watch.orComeAgain(() -> kept.setPassword(user.id(), next, by, () -> {
                    watch.requireUnchanged(since, user.id());
                    person.endOtherSessions(caller, origin);
                    if (revokeKeys) {
                        keys.revokeAll(user.id(), "password changed", by);
                    }
                })));
    }
}
