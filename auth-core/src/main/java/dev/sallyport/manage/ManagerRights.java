package dev.sallyport.manage;

import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.PresentPerson;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds out whether a caller is a manager: a person in a session of their own, who belongs to a tenant and holds a scope of managers. The session
 * and the person are read anew for each act, and for a change while no other manager of the tenant changes anything. Safe for use by many
 * threads.
 */
final class ManagerRights {
    private final PresentPerson persons;
    private final Transactions transactions;

    ManagerRights(PresentPerson persons, Transactions transactions) {
        this.persons = persons;
        this.transactions = transactions;
    }

    /** A caller who was verified to be a manager of that tenant. Immutable. */
    record Manager(Caller caller, String tenant) {
        Actor at(String address) {
            return new Actor(caller.id(), address);
        }

        boolean holds(ScopeSet scopes) {
            return caller.scopes().containsAll(scopes);
        }
    }

    /**
     * Runs the work for somebody who holds one of the scopes.
     *
     * @param any the least of them first, which a refusal names
     */
    <T> Outcome<T> reading(Caller caller, List<Scope> any, Function<Manager, Outcome<T>> work) {
        return manager(caller, any)
                .flatMap(seen -> persons.of(seen.caller()))
                .flatMap(present -> manager(present, any))
                .flatMap(work);
    }

    /** Runs the work for somebody who holds the scope, in a transaction of which it is a part. */
    <T> Outcome<T> changing(Caller caller, Scope needed, BiFunction<Manager, Transaction, Outcome<T>> work) {
        // Before the lock is taken: it is not for whoever could do nothing with it.
        return manager(caller, List.of(needed))
                .flatMap(seen -> transactions.inTransaction(transaction -> {
                    transaction.lockOwner(OwnerIds.ofTenant(seen.tenant()));
                    return persons.of(caller)
                            .flatMap(present -> manager(present, List.of(needed)))
                            .flatMap(manager -> manager.tenant().equals(seen.tenant())
                                    ? work.apply(manager, transaction)
                                    : Outcome.refused(Refusal.notFound()));
                }));
    }

    private static Outcome<Manager> manager(Caller caller, List<Scope> any) {
        Optional<Refusal> refusal =
                PresentPerson.refuseOthers(caller, "Keys of a tenant are managed by a person who logged in.");
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        String tenant = caller.tenant();
        if (tenant == null) {
            return Outcome.refused(Refusal.notFound());
        }
        return any.stream().anyMatch(caller.scopes()::contains)
                ? Outcome.done(new Manager(caller, tenant))
                : Outcome.refused(
                        Refusal.insufficientScope(ScopeSet.of(any.get(0).value())));
    }
}
