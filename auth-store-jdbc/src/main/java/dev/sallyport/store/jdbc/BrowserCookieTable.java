package dev.sallyport.store.jdbc;

import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookieStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code sallyport_browser_cookie}; a foreign key takes rows away with their sessions. */
final class BrowserCookieTable implements BrowserCookieStore {
    private static final String INSERT = """
            INSERT INTO sallyport_browser_cookie (digest, owner_id, session_id, idle_until, expires_at, audience)
            VALUES (:digest, :ownerId, :sessionId, :idleUntil, :expiresAt, :audience)
            """;

    private static final String DELETE_PENDING = """
            DELETE FROM sallyport_browser_cookie WHERE digest IN (SELECT digest FROM (
                SELECT digest FROM sallyport_browser_cookie WHERE owner_id = :ownerId AND session_id IS NULL
                    AND audience = :audience
                ORDER BY expires_at DESC LIMIT 1000 OFFSET :keep) AS surplus)
            """;

    private static final ExpiredRows<String> EXPIRED =
            ExpiredRows.of("sallyport_browser_cookie", "digest", "idle_until");

    private final JdbcTransactions transactions;

    BrowserCookieTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(BrowserCookie cookie) {
        transactions.write(handle -> handle.createUpdate(INSERT)
                .bind("digest", cookie.digest().hex())
                .bind("ownerId", cookie.ownerId())
                .bind("sessionId", cookie.sessionId())
                .bind("idleUntil", Micros.of(cookie.idleUntil()))
                .bind("expiresAt", Micros.of(cookie.expiresAt()))
                .bind("audience", cookie.audience())
                .execute());
    }

    @Override
    public Optional<BrowserCookie> find(SecretDigest digest) {
        return transactions.read(
                handle -> handle.createQuery("SELECT * FROM sallyport_browser_cookie WHERE digest = :digest")
                        .bind("digest", digest.hex())
                        .map((row, context) -> read(row))
                        .findOne());
    }

    @Override
    public boolean touch(SecretDigest digest, Instant idleUntil) {
        return transactions.write(handle -> handle.createUpdate(
                                "UPDATE sallyport_browser_cookie SET idle_until = :idleUntil WHERE digest = :digest")
                        .bind("digest", digest.hex())
                        .bind("idleUntil", Micros.of(idleUntil))
                        .execute()
                == 1);
    }

    @Override
    public boolean delete(SecretDigest digest) {
        return transactions.write(
                handle -> handle.createUpdate("DELETE FROM sallyport_browser_cookie WHERE digest = :digest")
                                .bind("digest", digest.hex())
                                .execute()
                        == 1);
    }

    @Override
    public void deletePending(String ownerId, String audience, int keep) {
        transactions.write(handle -> handle.createUpdate(DELETE_PENDING)
                .bind("ownerId", ownerId)
                .bind("audience", audience)
                .bind("keep", keep)
                .execute());
    }

    @Override
    public void deleteAllPending(String ownerId) {
        if (transactions.canHold(ownerId)) {
            transactions.write(handle -> handle.createUpdate(
                            "DELETE FROM sallyport_browser_cookie WHERE owner_id = :ownerId AND session_id IS NULL")
                    .bind("ownerId", ownerId)
                    .execute());
        }
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(handle -> EXPIRED.delete(handle, before, max));
    }

    private static BrowserCookie read(ResultSet row) throws SQLException {
        return new BrowserCookie(
                SecretDigest.ofHex(row.getString("digest")),
                row.getString("owner_id"),
                row.getString("session_id"),
                Micros.read(row, "idle_until"),
                Micros.read(row, "expires_at"),
                row.getString("audience"));
    }
}
