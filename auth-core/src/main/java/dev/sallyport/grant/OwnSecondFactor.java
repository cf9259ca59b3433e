package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CheckReturnValue;
import dev.sallyport.caller.FieldError;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person may do with their own second factor. Safe for use by many threads. */
@CheckReturnValue
public final class OwnSecondFactor {
    private final SecondFactors factors;
    private final PersonCheck person;

    public OwnSecondFactor(SecondFactors factors, PersonCheck person) {
        this.factors = factors;
        this.person = person;
    }

    /**
     * Begins an enrolment. It needs the current password or a login less than ten minutes old.
     *
     * @param password null when none came
     */
    public Outcome<NewSecondFactor> enrol(Caller caller, @Nullable Secret password, LoginOrigin origin) {
        return person.fresh(caller, password, origin).flatMap(factors::enrol);
    }

    /**
     * Ends an enrolment; the person's other sessions, opened without the factor, end with it.
     *
     * @return the recovery codes
     */
    public Outcome<List<Secret>> confirm(Caller caller, String code, LoginOrigin origin) {
        return person.of(caller).flatMap(user -> {
            Outcome<List<Secret>> confirmed = factors.confirm(user.id(), code, actor(caller, origin));
            if (confirmed instanceof Outcome.Done) {
                person.endOtherSessions(caller, origin);
            }
            return confirmed;
        });
    }

    /** Removes the factor; both the password and a code are needed, and the person's other sessions end. */
    public Outcome<User> disable(Caller caller, Secret password, String code, LoginOrigin origin) {
        return person.withPassword(caller, password, origin).flatMap(user -> {
            if (!factors.accept(user.id(), code, actor(caller, origin))) {
                return Outcome.refused(Refusal.invalid(
                        List.of(new FieldError("code", "invalid", "The code is wrong, or was used already."))));
            }
            factors.disable(user.id(), actor(caller, origin));
            person.endOtherSessions(caller, origin);
            return Outcome.done(user);
        });
    }

    private static Actor actor(Caller caller, LoginOrigin origin) {
        return new Actor(caller.id(), origin.address());
    }
}
