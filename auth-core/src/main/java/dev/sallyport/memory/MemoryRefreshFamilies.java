package dev.sallyport.memory;

import dev.sallyport.change.StoreException;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.RefreshFamilyStore;
import java.time.Instant;
import java.util.Optional;

/** Refresh families by session. */
final class MemoryRefreshFamilies implements RefreshFamilyStore {
    private final MemoryTransactions transactions;
    private final MemorySessions sessions;
    private final Table<String, RefreshFamily> table;

    MemoryRefreshFamilies(MemoryTransactions transactions, MemorySessions sessions) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.table = sessions.families();
    }

    @Override
    public void insert(RefreshFamily family) {
        transactions.write(() -> {
            if (sessions.findById(family.sessionId()).isEmpty()
                    || findBySession(family.sessionId()).isPresent()) {
                throw new StoreException("That session is not there, or has a refresh family already");
            }
            table.set(family.sessionId(), family);
            return true;
        });
    }

    @Override
    public Optional<RefreshFamily> findBySession(String sessionId) {
        return table.read(rows -> Optional.ofNullable(rows.get(sessionId)));
    }

    @Override
    public boolean advance(String sessionId, long from, Instant graceUntil) {
        return transactions.write(() -> {
            Optional<RefreshFamily> found = findBySession(sessionId).filter(family -> family.generation() == from);
            found.ifPresent(family -> table.set(
                    sessionId,
                    new RefreshFamily(
                            sessionId, family.sealedKey(), family.scopes(), from + 1, graceUntil, family.expiresAt())));
            return found.isPresent();
        });
    }
}
