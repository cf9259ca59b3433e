package dev.sallyport.store.jdbc;

import dev.sallyport.account.VerifiedEmailStore;
import java.time.Instant;
import java.util.Optional;

/** {@code sallyport_verified_email}. */
final class VerifiedEmailTable implements VerifiedEmailStore {
    private static final String INSERT = """
            INSERT INTO sallyport_verified_email (user_id, address, verified_at) VALUES (:userId, :address, :verifiedAt)
            """;

    private final JdbcTransactions transactions;

    VerifiedEmailTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(String userId, String address, Instant verifiedAt) {
        transactions.inTransaction(transaction -> {
            delete(userId);
            return transactions.write(handle -> handle.createUpdate(INSERT)
                    .bind("userId", userId)
                    .bind("address", address)
                    .bind("verifiedAt", Micros.of(verifiedAt))
                    .execute());
        });
    }

    @Override
    public Optional<String> find(String userId) {
        return transactions.read(
                handle -> handle.createQuery("SELECT address FROM sallyport_verified_email WHERE user_id = :userId")
                        .bind("userId", userId)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void delete(String userId) {
        transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_verified_email WHERE user_id = :userId")
                .bind("userId", userId)
                .execute());
    }
}
