package dev.sallyport.session;

import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes new sessions, and ends the oldest where an owner or a key has as many as they can have. Safe for use by many threads. */
final class SessionOpening {
    private final AudienceSessions sessions;
    private final SessionStore store;
    private final SessionPolicy policy;
    private final Transactions transactions;

    SessionOpening(AudienceSessions sessions, SessionPolicy policy, Transactions transactions) {
        this.sessions = sessions;
        this.store = sessions.store();
        this.policy = policy;
        this.transactions = transactions;
    }

    void open(Session session) {
        transactions.inTransaction(transaction -> {
            transaction.lockOwner(session.ownerId());
            insert(session.withAudience(sessions.audience()), transaction);
            return session;
        });
    }

    Session openLabelled(String ownerId, String credentialId, String label, Function<Optional<Session>, Session> next) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            Optional<Session> found = store.findByLabel(credentialId, label);
            Optional<Session> live = found.filter(sessions::isLive);
            Session session = next.apply(live).withAudience(sessions.audience());
            if (live.isPresent() && live.get().id().equals(session.id())) {
                if (!live.get().equals(session)) {
                    store.extend(session);
                }
            } else {
                found.ifPresent(old -> delete(old.id(), transaction));
                insert(session, transaction);
            }
            return session;
        });
    }

    private void insert(Session session, Transaction transaction) {
        String credentialId = session.credentialId();
        // Ids alone, and of those that go only: the owner's other logins wait meanwhile. All of these, so that a cap
        // that was
        // lowered holds from the next login on.
        List<String> oldest = credentialId == null
                ? store.idsWithoutCredential(session.ownerId(), sessions.audience(), policy.maxPerOwner() - 1)
                : store.idsByCredential(credentialId, policy.maxPerCredential() - 1);
        oldest.forEach(id -> delete(id, transaction));
        store.insert(session);
    }

    private void delete(String id, Transaction transaction) {
        store.delete(id);
        transaction.changed(Change.session(id));
    }
}
