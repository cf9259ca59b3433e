package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Writes changes of second factors together with their audit events. Safe for use by many threads. */
final class FactorChanges {
    private final Transactions transactions;
    private final InstantSource clock;
    private final AuditSink audit;

    FactorChanges(Environment environment) {
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** A change of the owner, its record and what goes with it in one transaction, where the change takes place. */
    boolean changed(Actor by, AuditEvent.Type type, String ownerId, BooleanSupplier change, Runnable together) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            boolean changed = recorded(by, type, ownerId, change);
            if (changed) {
                transaction.changed(Change.owner(ownerId));
                together.run();
            }
            return changed;
        });
    }

    /** Something that is no change of the owner, and its record. */
    boolean recorded(Actor by, AuditEvent.Type type, String ownerId, BooleanSupplier change) {
        return transactions.inTransaction(transaction -> {
            boolean changed = change.getAsBoolean();
            if (changed) {
                audit.record(by.event(clock.instant(), type, ownerId, null, Map.of()));
            }
            return changed;
        });
    }
}
