package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do with their own second factor: from a login with all that they have, or from one that has nothing because
 * it lacks the factor that a role of theirs needs. Wrong codes count in the budget of the session that they came from, and lock
 * no login. Safe for use by many threads.
 */
@CheckReturnValue
public final class OwnSecondFactor {
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final SecondFactors factors;
    private final StepUp person;
    private final OwnerWatch watch;
    private final RefreshFamilies families;
    private final InstantSource clock;

    OwnSecondFactor(
            SecondFactors factors, StepUp person, OwnerWatch watch, RefreshFamilies families, InstantSource clock) {
        this.factors = factors;
        this.person = person;
        this.watch = watch;
        this.families = families;
        this.clock = clock;
    }

    /** Tells whether the caller's logins need a second factor. */
    public boolean isOn(Caller caller) {
        return factors.isOn(caller.id());
    }

    /**
     * Begins an enrolment. It takes the current password, except from a login of the last ten minutes that can do nothing else
     * for want of the factor, and that was not narrowed to be handed to somebody else.
     *
     * @param password null when none came
     */
    public Outcome<NewSecondFactor> enrol(Caller caller, @Nullable Secret password, LoginOrigin origin) {
        return person.wholeOrLackingFactor(caller)
                .flatMap(user -> password != null
                        ? person.withPassword(caller, user, password, origin)
                        : withoutPassword(caller, user))
                .flatMap(factors::enrol);
    }

    private Outcome<User> withoutPassword(Caller caller, User user) {
        return person.lacksFactor(caller, user)
                        && clock.instant().isBefore(caller.authTime().plus(RECENT))
                        && families.isWhole(StepUp.sessionOf(caller))
                ? Outcome.done(user)
                : Outcome.refused(
                        Refusal.of(Refusal.Cause.REAUTHENTICATION_REQUIRED, "This needs the current password."));
    }

    /**
     * Ends an enrolment; the person's other sessions, opened without the factor, end with it.
     *
     * @return the recovery codes
     */
    public Outcome<List<Secret>> confirm(Caller caller, Secret code, LoginOrigin origin) {
        OwnerWatch.Moment since = watch.now();
        return person.wholeOrLackingFactor(caller)
                .flatMap(user -> watch.orComeAgain(() -> factors.confirm(
                        user.id(),
                        StepUp.sessionOf(caller),
                        code,
                        actor(caller, origin),
                        () -> othersEnd(since, caller, origin))));
    }

    /**
     * Removes the factor; both the password and a code are needed. The person's other sessions end, and the present one goes on as
     * if it had been opened without the factor.
     */
    public Outcome<User> disable(Caller caller, Secret password, Secret code, LoginOrigin origin) {
        return withBoth(caller, password, code, origin, since -> user -> {
            factors.disable(user.id(), actor(caller, origin), () -> othersEnd(since, caller, origin));
            return Outcome.done(user);
        });
    }

    /**
     * Makes the recovery codes anew; both the password and a code are needed. The codes of before end.
     *
     * @return the new ones
     */
    public Outcome<List<Secret>> renewRecoveryCodes(Caller caller, Secret password, Secret code, LoginOrigin origin) {
        return withBoth(
                caller,
                password,
                code,
                origin,
                since -> user -> factors.renewRecoveryCodes(
                        user.id(), actor(caller, origin), () -> watch.requireUnchanged(since, user.id())));
    }

    private <T> Outcome<T> withBoth(
            Caller caller,
            Secret password,
            Secret code,
            LoginOrigin origin,
            Function<OwnerWatch.Moment, Function<User, Outcome<T>>> act) {
        OwnerWatch.Moment since = watch.now();
        return person.whole(caller)
                .flatMap(user -> person.withPassword(caller, user, password, origin))
                .flatMap(user -> factors.accept(user.id(), StepUp.sessionOf(caller), code, actor(caller, origin))
                        ? watch.orComeAgain(() -> act.apply(since).apply(user))
                        : Outcome.refused(wrongCode()));
    }

    private void othersEnd(OwnerWatch.Moment since, Caller caller, LoginOrigin origin) {
        watch.requireUnchanged(since, caller.id());
        person.endOtherSessions(caller, origin);
    }

    private static Refusal wrongCode() {
        return Refusal.invalid(List.of(new FieldError("code", "invalid", "The code is wrong, or was used already.")));
    }

    private static Actor actor(Caller caller, LoginOrigin origin) {
        return new Actor(caller.id(), origin.address().text());
    }
}
