package dev.sallyport.client;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes the clients of one application: each with its audit event, and with a change that stops what was verified before. Safe for
 * use by many threads.
 */
final class ClientWrites {
    private final ClientStore store;
    private final String audience;
    private final Transactions transactions;
    private final InstantSource clock;
    private final AuditSink audit;

    ClientWrites(ClientStore store, String audience, Environment environment) {
        this.store = store;
        this.audience = audience;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** One of this application, whatever its state. */
    Optional<Client> find(String id) {
        return store.find(id).filter(client -> audience.equals(client.audience()));
    }

    void insert(Client client, Actor by) {
        transactions.inTransaction(transaction -> {
            store.insert(client);
            record(by, AuditEvent.Type.CLIENT_CREATED, client.id());
            return client;
        });
    }

    /** @return refused as not found when there is none; what changes nothing writes nothing */
    Outcome<Client> change(String id, AuditEvent.Type type, Actor by, UnaryOperator<Client> change) {
        Optional<Client> changed = transactions.inTransaction(transaction -> {
            transaction.lockOwner(id);
            return find(id).flatMap(current -> {
                Client client = change.apply(current);
                return client.equals(current) || update(client, type, by, transaction)
                        ? Optional.of(client)
                        : Optional.empty();
            });
        });
        return changed.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private boolean update(Client client, AuditEvent.Type type, Actor by, Transaction transaction) {
        transaction.changed(Change.owner(client.id()));
        boolean written = store.update(client);
        if (written) {
            record(by, type, client.id());
        }
        return written;
    }

    Outcome<Client> delete(String id, Actor by) {
        Optional<Client> found = transactions.inTransaction(transaction -> {
            transaction.lockOwner(id);
            Optional<Client> client = find(id);
            if (client.isPresent() && store.delete(id)) {
                transaction.changed(Change.owner(id));
                record(by, AuditEvent.Type.CLIENT_DELETED, id);
            }
            return client;
        });
        return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private void record(Actor by, AuditEvent.Type type, String id) {
        audit.record(by.event(clock.instant(), type, id, null, Map.of()));
    }
}
