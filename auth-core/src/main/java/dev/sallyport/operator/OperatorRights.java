package dev.sallyport.operator;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.PresentPerson;
import dev.sallyport.caller.Caller;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.user.SecondFactorPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a caller may see or change an area: a person in a session of their own, with the area's scope, a second factor
 * where the policy asks for one, and for a change a fresh login. The session and the person are read anew for each act, and for a
 * change under a lock that one operator holds at a time: whoever was demoted, moved or disabled while their request was under way
 * does nothing more. Safe for use by many threads.
 */
final class OperatorRights {
    /** Keeps the last operators from removing one another. */
    private static final String LOCK = "operators";

    private final OperatorPolicy policy;
    private final PresentPerson persons;
    private final Environment environment;

    OperatorRights(OperatorPolicy policy, PresentPerson persons, Environment environment) {
        this.policy = policy;
        this.persons = persons;
        this.environment = environment;
    }

    /** Runs the work if the caller may see the area. */
    <T> Outcome<T> reading(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return mayRead(caller, area)
                .<Outcome<T>>map(Outcome::refused)
                .orElseGet(() -> persons.of(caller)
                        .map(Operator::new)
                        .flatMap(operator -> mayRead(operator.caller(), area)
                                .<Outcome<T>>map(Outcome::refused)
                                .orElseGet(() -> work.apply(operator))));
    }

    /** Runs the work for somebody who may change the area, in a transaction of which it is a part. */
    <T> Outcome<T> changing(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return changing(caller, area, null, work);
    }

    /**
     * The same.
     *
     * @param ownerId of whom nothing changes meanwhile; null for nobody
     */
    <T> Outcome<T> changing(
            Caller caller, OperatorArea area, @Nullable String ownerId, Function<Operator, Outcome<T>> work) {
        // Before the lock is taken: it is not for whoever could do nothing with it.
        return mayChange(caller, area)
                .<Outcome<T>>map(Outcome::refused)
                .orElseGet(() -> environment.transactions().inTransaction(transaction -> {
                    transaction.lock(LOCK);
                    if (ownerId != null) {
                        transaction.lockOwner(ownerId);
                    }
                    return changingNow(caller, area, work);
                }));
    }

    /** Runs work that has transactions of its own, if the caller may change the area. */
    <T> Outcome<T> changingInSteps(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return mayChange(caller, area)
                .<Outcome<T>>map(Outcome::refused)
                .orElseGet(() -> changingNow(caller, area, work));
    }

    private <T> Outcome<T> changingNow(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return persons.of(caller)
                .map(Operator::new)
                .flatMap(operator -> mayChange(operator.caller(), area)
                        .<Outcome<T>>map(Outcome::refused)
                        .orElseGet(() -> work.apply(operator)));
    }

    /** Records an action that leaves no other trace, as part of the current transaction. */
    void record(AuditEvent.Type type, String owner, Actor by) {
        environment.audit().record(by.event(environment.clock().instant(), type, owner, null, Map.of()));
    }

    /** Refuses those who may not look at the area. */
    Optional<Refusal> mayRead(Caller caller, OperatorArea area) {
        return caller.scopes().contains(area.scope()) ? refuse(caller) : refuse(caller, area.readScope());
    }

    private Optional<Refusal> mayChange(Caller caller, OperatorArea area) {
        return refuse(caller, area.scope()).or(() -> isFresh(caller) ? Optional.empty() : Optional.of(stale()));
    }

    private Optional<Refusal> refuse(Caller caller, Scope needed) {
        return refuseKind(caller)
                .or(() -> caller.scopes().contains(needed)
                        ? Optional.empty()
                        : Optional.of(Refusal.insufficientScope(ScopeSet.of(needed.value()))))
                .or(() -> refuse(caller));
    }

    private boolean isFresh(Caller caller) {
        return !caller.authTime()
                .plus(policy.maxLoginAge())
                .isBefore(environment.clock().instant());
    }

    private Refusal stale() {
        return Refusal.of(
                Refusal.Cause.REAUTHENTICATION_REQUIRED,
                "Log in again: a change by an operator takes a login of the last "
                        + policy.maxLoginAge().toMinutes() + " minutes.");
    }

    private Optional<Refusal> refuse(Caller caller) {
        return refuseKind(caller)
                .or(() -> lacksSecondFactor(caller.amr())
                        ? Optional.of(Refusal.of(
                                Refusal.Cause.FORBIDDEN,
                                "Operators log in with a second factor: enrol one, then log in with it."))
                        : Optional.empty());
    }

    private boolean lacksSecondFactor(List<String> amr) {
        return policy.secondFactor() && !amr.contains(SecondFactorPolicy.METHOD);
    }

    private static Optional<Refusal> refuseKind(Caller caller) {
        return PresentPerson.refuseOthers(caller, "Operators are people who logged in.");
    }
}
