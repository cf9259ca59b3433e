package dev.sallyport.memory;

import dev.sallyport.token.RevokedTokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Revoked tokens by id. */
final class MemoryRevokedTokens implements RevokedTokenStore {
    private record Revoked(String jti, Instant expiresAt) {}

    private final MemoryTransactions transactions;
    private final Table<String, Revoked> table;

    MemoryRevokedTokens(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public boolean insert(String jti, Instant expiresAt) {
        return transactions.write(() -> {
            if (contains(jti)) {
                return false;
            }
            table.set(jti, new Revoked(jti, expiresAt));
            return true;
        });
    }

    @Override
    public boolean contains(String jti) {
        return table.read(rows -> Optional.ofNullable(rows.get(jti))).isPresent();
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(() -> {
            List<Revoked> expired = table.read(rows -> rows.all().stream()
                    .filter(revoked -> revoked.expiresAt().isBefore(before))
                    .limit(max)
                    .toList());
            expired.forEach(revoked -> table.set(revoked.jti(), null));
            return expired.size();
        });
    }
}
