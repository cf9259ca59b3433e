package dev.sallyport.store.jdbc;

import dev.sallyport.token.RevokedTokenStore;
import java.time.Instant;

/** {@code sallyport_revoked_token}. */
final class RevokedTokenTable implements RevokedTokenStore {
    private static final ExpiredRows<String> EXPIRED = ExpiredRows.of("sallyport_revoked_token", "jti", "expires_at");

    private final JdbcTransactions transactions;

    RevokedTokenTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(String jti, Instant expiresAt) {
        return transactions.writeUnlessDuplicate(handle ->
                handle.createUpdate("INSERT INTO sallyport_revoked_token (jti, expires_at) VALUES (:jti, :expiresAt)")
                                .bind("jti", jti)
                                .bind("expiresAt", Micros.of(expiresAt))
                                .execute()
                        == 1);
    }

    @Override
    public boolean contains(String jti) {
        return transactions.canHold(jti)
                && transactions.read(
                        handle -> handle.createQuery("SELECT 1 FROM sallyport_revoked_token WHERE jti = :jti")
                                .bind("jti", jti)
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(handle -> EXPIRED.delete(handle, before, max));
    }
}
