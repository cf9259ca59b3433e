package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Ends sessions, with an audit event and a change for each: some, or all in bounded batches. Safe for use by many threads. */
final class SessionEnds {
    private final SessionStore store;
    private final Transactions transactions;
    private final InstantSource clock;
    private final AuditSink audit;

    SessionEnds(SessionStore store, Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** @return how many of them were still there */
    int end(List<Session.State> sessions, AuditEvent.Type why, Actor by) {
        return transactions.inTransaction(transaction -> {
            int ended = 0;
            for (Session.State session : sessions) {
                if (store.delete(session.id())) {
                    transaction.changed(Change.session(session.id()));
                    audit.record(by.event(clock.instant(), why, session.ownerId(), session.id(), Map.of()));
                    ended++;
                }
            }
            return ended;
        });
    }

    /**
     * Ends all of them, {@link Sessions#MAX_LISTED} in a transaction.
     *
     * @param newest up to {@link Sessions#MAX_LISTED}, all of which are to end: fewer than that are taken for the last
     * @param before what else belongs to each transaction
     */
    int endAll(Supplier<List<Session.State>> newest, Consumer<Transaction> before, AuditEvent.Type why, Actor by) {
        int ended = 0;
        Batch batch;
        do {
            batch = transactions.inTransaction(transaction -> {
                before.accept(transaction);
                return endNewest(newest.get(), why, by);
            });
            ended += batch.ended();
        } while (batch.isFull());
        return ended;
    }

    private record Batch(int ended, boolean isFull) {}

    private Batch endNewest(List<Session.State> newest, AuditEvent.Type why, Actor by) {
        Instant now = clock.instant();
        Map<Boolean, List<Session.State>> byLife =
                newest.stream().collect(Collectors.partitioningBy(session -> !session.isExpiredAt(now)));
        int ended = end(byLife.getOrDefault(true, List.of()), why, by);
        // Nothing to report, but out of the way of the next batch.
        byLife.getOrDefault(false, List.of()).forEach(expired -> store.delete(expired.id()));
        return new Batch(ended, newest.size() == Sessions.MAX_LISTED);
    }
}
