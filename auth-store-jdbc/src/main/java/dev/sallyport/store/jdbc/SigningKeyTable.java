package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Sealed;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.SigningKeyStore;
import dev.sallyport.token.StoredSigningKey;
import java.util.List;

/** {@code sallyport_signing_key}. */
final class SigningKeyTable implements SigningKeyStore {
    private static final String INSERT = """
            INSERT INTO sallyport_signing_key (kid, period, algorithm, created_at, active_at, sealed)
            VALUES (:kid, :period, :algorithm, :createdAt, :activeAt, :sealed)
            """;

    private final JdbcTransactions transactions;

    SigningKeyTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<StoredSigningKey> findAll() {
        return transactions.read(handle -> handle.createQuery("SELECT * FROM sallyport_signing_key ORDER BY period")
                .map((row, context) -> new StoredSigningKey(
                        row.getString("kid"),
                        row.getLong("period"),
                        SigningAlgorithm.valueOf(row.getString("algorithm")),
                        Micros.read(row, "created_at"),
                        Micros.read(row, "active_at"),
                        Sealed.of(row.getString("sealed"))))
                .list());
    }

    @Override
    public boolean insert(StoredSigningKey key) {
        return transactions.writeUnlessDuplicate(handle -> handle.createUpdate(INSERT)
                        .bind("kid", key.kid())
                        .bind("period", key.period())
                        .bind("algorithm", key.algorithm().name())
                        .bind("createdAt", Micros.of(key.createdAt()))
                        .bind("activeAt", Micros.of(key.activeAt()))
                        .bind("sealed", key.sealed().text())
                        .execute()
                == 1);
    }

    @Override
    public boolean delete(String kid) {
        return transactions.canHold(kid)
                && transactions.write(
                        handle -> handle.createUpdate("DELETE FROM sallyport_signing_key WHERE kid = :kid")
                                        .bind("kid", kid)
                                        .execute()
                                == 1);
    }
}
