package dev.sallyport.memory;

import dev.sallyport.account.VerifiedEmailStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verified addresses by user. */
final class MemoryVerifiedEmails implements VerifiedEmailStore {
    private final MemoryTransactions transactions;
    private final Table<String, String> table;

    MemoryVerifiedEmails(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public void put(String userId, String address, Instant verifiedAt) {
        transactions.write(() -> {
            table.set(userId, address);
            return true;
        });
    }

    @Override
    public Optional<String> find(String userId) {
        return table.read(rows -> Optional.ofNullable(rows.get(userId)));
    }

    @Override
    public void delete(String userId) {
        transactions.write(() -> {
            table.set(userId, null);
            return true;
        });
    }
}
