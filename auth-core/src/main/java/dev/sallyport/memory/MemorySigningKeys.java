package dev.sallyport.memory;

import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.token.StoredSigningKey;
import java.util.Comparator;
import java.util.List;

/** Signing keys by {@code kid} and period. */
final class MemorySigningKeys implements SigningKeyStore {
    private static final Index<StoredSigningKey> BY_PERIOD = key -> List.of(key.period());

    private final MemoryTransactions transactions;
    private final Table<String, StoredSigningKey> table;

    MemorySigningKeys(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of(BY_PERIOD));
    }

    Table<String, StoredSigningKey> table() {
        return table;
    }

    @Override
    public List<StoredSigningKey> findAll() {
        return table.read(rows -> rows.all().stream()
                .sorted(Comparator.comparingLong(StoredSigningKey::period))
                .toList());
    }

    @Override
    public boolean insert(StoredSigningKey key) {
        return transactions.write(() -> {
            if (table.read(rows -> rows.get(key.kid()) != null || rows.has(BY_PERIOD, key.period()))) {
                return false;
            }
            table.set(key.kid(), key);
            return true;
        });
    }

    @Override
    public boolean delete(String kid) {
        return transactions.write(() -> {
            boolean present = table.read(rows -> rows.get(kid) != null);
            if (present) {
                table.set(kid, null);
            }
            return present;
        });
    }
}
