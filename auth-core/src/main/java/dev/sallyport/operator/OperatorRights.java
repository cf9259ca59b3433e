package dev.sallyport.operator;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.SecondFactorPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out whether a caller may see or change an area: a person in a session of their own, with the area's scope, a second factor
 * where the policy asks for one, and for a change a fresh login. Safe for use by many threads.
 */
final class OperatorRights {
    /** One change by an operator at a time, so that the last of them cannot remove one another. */
    private static final String LOCK = "operators";

    private final OperatorPolicy policy;
    private final Sessions sessions;
    private final Environment environment;

    OperatorRights(OperatorPolicy policy, Sessions sessions, Environment environment) {
        this.policy = policy;
        this.sessions = sessions;
        this.environment = environment;
    }

    /** Runs the work for somebody who may look. */
    <T> Outcome<T> reading(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        boolean mayRead =
                caller.scopes().contains(area.readScope()) || caller.scopes().contains(area.scope());
        Optional<Refusal> refused = mayRead
                ? refuse(caller)
                : Optional.of(refuseKind(caller)
                        .orElseGet(() -> lacking(area.readScope().value())));
        return refused.<Outcome<T>>map(Outcome::refused).orElseGet(() -> work.apply(new Operator(caller)));
    }

    /** Runs the work for somebody who may change the area, in a transaction in which their session still goes on. */
    <T> Outcome<T> changing(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return mayChange(caller, area)
                .<Outcome<T>>map(Outcome::refused)
                .orElseGet(() -> environment.transactions().inTransaction(transaction -> {
                    transaction.lock(LOCK);
                    return sessions.isIn(caller)
                            ? work.apply(new Operator(caller))
                            : Outcome.refused(Refusal.invalidToken());
                }));
    }

    /** The same for work that runs transactions of its own. */
    <T> Outcome<T> changingInSteps(Caller caller, OperatorArea area, Function<Operator, Outcome<T>> work) {
        return mayChange(caller, area)
                .<Outcome<T>>map(Outcome::refused)
                .orElseGet(() -> sessions.isIn(caller)
                        ? work.apply(new Operator(caller))
                        : Outcome.refused(Refusal.invalidToken()));
    }

    /** Records an act that leaves no other trace, as part of the transaction there is. */
    void record(AuditEvent.Type type, String owner, Actor by) {
        environment.audit().record(by.event(environment.clock().instant(), type, owner, null, Map.of()));
    }

    private Optional<Refusal> mayChange(Caller caller, OperatorArea area) {
        Optional<Refusal> refused = caller.scopes().contains(area.scope())
                ? refuse(caller)
                : Optional.of(
                        refuseKind(caller).orElseGet(() -> lacking(area.scope().value())));
        if (refused.isPresent()) {
            return refused;
        }
        boolean isFresh = !caller.authTime()
                .plus(policy.maxLoginAge())
                .isBefore(environment.clock().instant());
        return isFresh
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Cause.REAUTHENTICATION_REQUIRED,
                        "Log in again: a change by an operator takes a login of the last "
                                + policy.maxLoginAge().toMinutes() + " minutes."));
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

    /** Whatever scopes it has: neither a key nor a client is an operator. */
    private static Optional<Refusal> refuseKind(Caller caller) {
        boolean isPerson =
                caller.kind() == CallerKind.USER && caller.sessionId() != null && caller.credentialId() == null;
        return isPerson
                ? Optional.empty()
                : Optional.of(Refusal.of(Refusal.Cause.FORBIDDEN, "Operators are people who logged in."));
    }

    private static Refusal lacking(String scope) {
        return Refusal.insufficientScope(ScopeSet.of(scope));
    }
}
