package dev.sallyport.store.jdbc;

import dev.sallyport.page.Page;
import dev.sallyport.secret.Sealed;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionQuery;
import dev.sallyport.session.SessionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_session}. */
final class SessionTable implements SessionStore {
    private static final String INSERT = """
            INSERT INTO sallyport_session (id, owner_id, credential_id, label, amr, auth_time, created_at, expires_at,
                address, user_agent, reusable_token, audience)
            VALUES (:id, :ownerId, :credentialId, :label, :amr, :authTime, :createdAt, :expiresAt,
                :address, :userAgent, :reusableToken, :audience)
            """;

    private static final String EXTEND = """
            UPDATE sallyport_session SET expires_at = :expiresAt, reusable_token = :reusableToken WHERE id = :id
            """;

    private static final String WHOLE = "SELECT * FROM sallyport_session WHERE ";

    /** A list of one application shows no token, and a thousand sealed ones are a megabyte. */
    private static final String SHOWN = """
            id, owner_id, credential_id, label, amr, auth_time, created_at, expires_at, address, user_agent,
                NULL AS reusable_token, audience""";

    private static final String LISTED = "SELECT " + SHOWN + " FROM sallyport_session WHERE ";

    private static final String STATES = "SELECT id, owner_id, amr, expires_at FROM sallyport_session WHERE ";

    private static final ExpiredRows<String> EXPIRED = ExpiredRows.of("sallyport_session", "id", "expires_at");

    /** As many as any policy allows. */
    private static final int MAX_IDS = 10_000;

    private final JdbcTransactions transactions;

    SessionTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(Session session) {
        transactions.write(handle -> handle.createUpdate(INSERT)
                .bind("id", session.id())
                .bind("ownerId", session.ownerId())
                .bind("credentialId", session.credentialId())
                .bind("label", SessionRow.storedLabel(session.label()))
                .bind("amr", Lines.of(session.amr()))
                .bind("authTime", Micros.of(session.authTime()))
                .bind("createdAt", Micros.of(session.createdAt()))
                .bind("expiresAt", Micros.of(session.expiresAt()))
                .bind("address", session.address())
                .bind("userAgent", session.userAgent())
                .bind("reusableToken", Sealed.textOf(session.reusableToken()))
                .bind("audience", session.audience())
                .execute());
    }

    @Override
    public Optional<Session> findById(String id) {
        if (!transactions.canHold(id)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery("SELECT * FROM sallyport_session WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> SessionRow.read(row))
                .findOne());
    }

    @Override
    public Optional<Session> findByLabel(String credentialId, String label) {
        if (!transactions.canHold(credentialId) || !transactions.canHold(label)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery(
                        "SELECT * FROM sallyport_session WHERE credential_id = :credentialId AND label = :label")
                .bind("credentialId", credentialId)
                .bind("label", SessionRow.storedLabel(label))
                .map((row, context) -> SessionRow.read(row))
                .findOne());
    }

    @Override
    public List<Session> findByOwner(String ownerId, int max) {
        return newest("owner_id = :value", ownerId, null, max);
    }

    @Override
    public List<Session> findByOwner(String ownerId, String audience, int max) {
        return newest("owner_id = :value AND audience = :audience", ownerId, audience, max);
    }

    @Override
    public List<Session> findWithoutCredential(String ownerId, int max) {
        return newest("owner_id = :value AND credential_id IS NULL", ownerId, null, max);
    }

    @Override
    public List<Session> findWithoutCredential(String ownerId, String audience, int max) {
        return newest("owner_id = :value AND credential_id IS NULL AND audience = :audience", ownerId, audience, max);
    }

    @Override
    public List<Session> findByCredential(String credentialId, int max) {
        return newest("credential_id = :value", credentialId, null, max);
    }

    @Override
    public List<Session> findByCredential(String credentialId, String audience, int max) {
        return newest("credential_id = :value AND audience = :audience", credentialId, audience, max);
    }

    @Override
    public List<Session.State> statesByOwner(String ownerId, int max) {
        return states("owner_id = :value", ownerId, null, max);
    }

    @Override
    public List<Session.State> statesByOwner(String ownerId, String audience, int max) {
        return states("owner_id = :value AND audience = :audience", ownerId, audience, max);
    }

    @Override
    public List<Session.State> statesWithoutCredential(String ownerId, int max) {
        return states("owner_id = :value AND credential_id IS NULL", ownerId, null, max);
    }

    @Override
    public List<Session.State> statesByCredential(String credentialId, String audience, int max) {
        return states("credential_id = :value AND audience = :audience", credentialId, audience, max);
    }

    @Override
    public List<String> idsWithoutCredential(String ownerId, String audience, int kept) {
        return ids("owner_id = :value AND credential_id IS NULL AND audience = :audience", ownerId, audience, kept);
    }

    @Override
    public List<String> idsByCredential(String credentialId, int kept) {
        return ids("credential_id = :value", credentialId, null, kept);
    }

    /** @param condition as in {@link #newest} */
    private List<String> ids(String condition, String value, @Nullable String audience, int kept) {
        if (!transactions.canHold(value)) {
            return List.of();
        }
        return transactions.read(handle -> {
            Query query = handle.createQuery("SELECT id FROM sallyport_session WHERE " + condition
                            + " ORDER BY created_at DESC, id LIMIT :max OFFSET :kept")
                    .bind("value", value)
                    .bind("max", MAX_IDS)
                    .bind("kept", kept);
            return (audience == null ? query : query.bind("audience", audience))
                    .mapTo(String.class)
                    .list();
        });
    }

    @Override
    public Page<Session> list(SessionQuery query, Instant now) {
        query.requireAudience();
        Lane lane = new Lane(transactions.dialect(), 0, SHOWN, "sallyport_session", "id").byNumber("created_at", true);
        if (query.credential() != null) {
            lane.along("sallyport_session_credential").where("credential_id", "credential", query.credential());
        } else if (query.owner() != null) {
            lane.along("sallyport_session_owner").where("owner_id", "owner", query.owner());
        } else {
            lane.along("sallyport_session_audience").where("audience", "audience", query.audience());
        }
        return new KeysetPages(query.list(), query.after(), query.limit())
                .read(transactions, List.of(lane), SessionRow::read, session -> query.placeOf(session, now));
    }

    @Override
    public boolean extend(Session session) {
        return transactions.write(handle -> handle.createUpdate(EXTEND)
                        .bind("id", session.id())
                        .bind("expiresAt", Micros.of(session.expiresAt()))
                        .bind("reusableToken", Sealed.textOf(session.reusableToken()))
                        .execute()
                == 1);
    }

    @Override
    public boolean setAmr(String id, List<String> amr) {
        return transactions.canHold(id)
                && transactions.write(
                        handle -> handle.createUpdate("UPDATE sallyport_session SET amr = :amr WHERE id = :id")
                                        .bind("id", id)
                                        .bind("amr", Lines.of(amr))
                                        .execute()
                                == 1);
    }

    @Override
    public boolean delete(String id) {
        return transactions.canHold(id)
                && transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_session WHERE id = :id")
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(handle -> EXPIRED.delete(handle, before, max));
    }

    private List<Session> newest(String condition, String value, @Nullable String audience, int max) {
        return newest(condition, value, audience, max, audience == null ? WHOLE : LISTED, SessionRow::read);
    }

    private List<Session.State> states(String condition, String value, @Nullable String audience, int max) {
        return newest(condition, value, audience, max, STATES, SessionRow::readState);
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param condition a constant of this class, in the order of an index that ends in {@code created_at DESC, id} */
    private <T> List<T> newest(
            String condition, String value, @Nullable String audience, int max, String select, Reader<T> reader) {
        if (!transactions.canHold(value)) {
            return List.of();
        }
        return transactions.read(handle -> {
            Query query = handle.createQuery(select + condition + " ORDER BY created_at DESC, id LIMIT :max")
                    .bind("value", value)
                    .bind("max", max);
            return (audience == null ? query : query.bind("audience", audience))
                    .map((row, context) -> reader.read(row))
                    .list();
        });
    }
}
