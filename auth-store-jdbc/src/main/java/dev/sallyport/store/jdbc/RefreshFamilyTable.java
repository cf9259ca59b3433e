package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Sealed;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.RefreshFamilyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code sallyport_refresh_family}; a foreign key takes its rows away with their sessions. */
final class RefreshFamilyTable implements RefreshFamilyStore {
    private static final String INSERT = """
            INSERT INTO sallyport_refresh_family (session_id, sealed_key, scopes, generation, grace_until, expires_at)
            VALUES (:sessionId, :sealedKey, :scopes, :generation, :graceUntil, :expiresAt)
            """;

    /** The condition makes one winner: the others wait for the row, and find another generation in it. */
    private static final String ADVANCE = """
            UPDATE sallyport_refresh_family SET generation = generation + 1, grace_until = :graceUntil
            WHERE session_id = :sessionId AND generation = :generation
            """;

    private final JdbcTransactions transactions;

    RefreshFamilyTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(RefreshFamily family) {
        transactions.write(handle -> handle.createUpdate(INSERT)
                .bind("sessionId", family.sessionId())
                .bind("sealedKey", family.sealedKey().text())
                .bind("scopes", ScopeText.of(family.scopes()))
                .bind("generation", family.generation())
                .bind("graceUntil", Micros.of(family.graceUntil()))
                .bind("expiresAt", Micros.of(family.expiresAt()))
                .execute());
    }

    @Override
    public Optional<RefreshFamily> findBySession(String sessionId) {
        if (!transactions.canHold(sessionId)) {
            return Optional.empty();
        }
        return transactions.read(
                handle -> handle.createQuery("SELECT * FROM sallyport_refresh_family WHERE session_id = :sessionId")
                        .bind("sessionId", sessionId)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    @Override
    public boolean advance(String sessionId, long from, Instant graceUntil) {
        return transactions.canHold(sessionId)
                && transactions.write(handle -> handle.createUpdate(ADVANCE)
                                .bind("sessionId", sessionId)
                                .bind("generation", from)
                                .bind("graceUntil", Micros.of(graceUntil))
                                .execute()
                        == 1);
    }

    private static RefreshFamily read(ResultSet row) throws SQLException {
        return new RefreshFamily(
                row.getString("session_id"),
                Sealed.of(row.getString("sealed_key")),
                ScopeText.read(row.getString("scopes")),
                row.getLong("generation"),
                Micros.read(row, "grace_until"),
                Micros.read(row, "expires_at"));
    }
}
