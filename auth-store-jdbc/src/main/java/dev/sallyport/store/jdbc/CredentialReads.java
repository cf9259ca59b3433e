package dev.sallyport.store.jdbc;

import dev.sallyport.secret.SecretDigest;
import dev.sallyport.stores.Stores;
import java.util.Optional;

/** What a credential rests on, each in one statement that looks up one row a table, by unique indexes only. */
final class CredentialReads {
    private static final String KEY = "SELECT k.*, " + UserTable.JOINED + " FROM sallyport_api_key k"
            + " LEFT JOIN sallyport_user u ON u.id = k.owner_id"
            + " WHERE k.digest = :digest";

    private static final String SESSION = "SELECT s.*, " + UserTable.JOINED + ", " + ApiKeyRow.JOINED
            + " FROM sallyport_session s"
            + " LEFT JOIN sallyport_user u ON u.id = s.owner_id"
            + " LEFT JOIN sallyport_api_key k ON k.id = s.credential_id"
            + " WHERE s.id = :id";

    private final JdbcTransactions transactions;

    CredentialReads(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    Optional<Stores.KeyWithOwner> findKey(SecretDigest digest) {
        return transactions.read(handle -> handle.createQuery(KEY)
                .bind("digest", digest.hex())
                .map((row, context) -> new Stores.KeyWithOwner(ApiKeyRow.read(row), UserTable.readJoined(row)))
                .findOne());
    }

    Optional<Stores.SessionWithOwner> findSession(String id) {
        if (!transactions.canHold(id)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery(SESSION)
                .bind("id", id)
                .map((row, context) -> new Stores.SessionWithOwner(
                        SessionRow.read(row), UserTable.readJoined(row), ApiKeyRow.readJoined(row)))
                .findOne());
    }
}
