package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.page.Page;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_api_key}. */
final class ApiKeyTable implements ApiKeyStore {
    private static final String INSERT = """
            INSERT INTO sallyport_api_key (id, digest, owner_id, owner_kind, created_by, tenant, audience, name, name_key,
                description, scopes, rate_limit, created_at, expires_at, last_used_at, disabled_at, revoked_at,
                revoked_reason, replaces, version)
            VALUES (:id, :digest, :ownerId, :ownerKind, :createdBy, :tenant, :audience, :name, :nameKey,
                :description, :scopes, :rateLimit, :createdAt, :expiresAt, :lastUsedAt, :disabledAt, :revokedAt,
                :revokedReason, :replaces, :version)
            """;

    private static final String UPDATE = """
            UPDATE sallyport_api_key SET name = :name, name_key = :nameKey, description = :description,
                scopes = :scopes, rate_limit = :rateLimit, created_at = :createdAt, expires_at = :expiresAt, disabled_at = :disabledAt,
                revoked_at = :revokedAt, revoked_reason = :revokedReason, replaces = :replaces, version = :version
            WHERE id = :id AND version = :version - 1
            """;

    private static final String TRANSFER = """
            UPDATE sallyport_api_key SET owner_id = :ownerId, owner_kind = :ownerKind WHERE id = :id
            """;

    private static final String COUNT_SHARED = """
            SELECT COUNT(*) FROM sallyport_api_key WHERE tenant = :tenant AND owner_kind IN ('SERVICE', 'TENANT')
                AND audience = :audience AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """;

    private static final String STATES = """
            SELECT id, name, expires_at, revoked_at FROM sallyport_api_key WHERE owner_id = :ownerId AND audience = :audience
            ORDER BY created_at DESC, id
            """;

    private static final String SET_TENANT =
            "UPDATE sallyport_api_key SET tenant = :tenant WHERE owner_id = :ownerId AND owner_kind = :kind";

    private static final String MARK_USED =
            "UPDATE sallyport_api_key SET last_used_at = :at WHERE id = :id AND last_used_at < :at";

    /** Whoever comes second waits for the row and finds it used. */
    private static final String MARK_FIRST_USED =
            "UPDATE sallyport_api_key SET last_used_at = :at WHERE id = :id AND last_used_at IS NULL";

    private static final ExpiredRows<String> REVOKED = ExpiredRows.of("sallyport_api_key", "id", "revoked_at");
    private static final ExpiredRows<String> EXPIRED = ExpiredRows.of("sallyport_api_key", "id", "expires_at");

    private final JdbcTransactions transactions;

    ApiKeyTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(ApiKey key, SecretDigest digest) {
        return transactions.writeUnlessDuplicate(handle -> ApiKeyRow.bind(handle.createUpdate(INSERT), key)
                        .bind("digest", digest.hex())
                        .bind("ownerId", key.ownerId())
                        .bind("ownerKind", key.ownerKind().name())
                        .bind("createdBy", key.createdBy())
                        .bind("tenant", key.tenant())
                        .bind("audience", key.audience())
                        .bind("lastUsedAt", Micros.ofNullable(key.lastUsedAt()))
                        .execute()
                == 1);
    }

    @Override
    public Optional<ApiKey> findById(String id) {
        return find("SELECT * FROM sallyport_api_key WHERE id = :value", id).stream()
                .findFirst();
    }

    @Override
    public Optional<ApiKey> findByDigest(SecretDigest digest) {
        return find("SELECT * FROM sallyport_api_key WHERE digest = :value", digest.hex()).stream()
                .findFirst();
    }

    @Override
    public List<ApiKey> findByOwner(String ownerId) {
        return find("SELECT * FROM sallyport_api_key WHERE owner_id = :value ORDER BY created_at DESC, id", ownerId);
    }

    @Override
    public List<ApiKey.State> statesByOwner(String ownerId, String audience) {
        if (!transactions.canHold(ownerId)) {
            return List.of();
        }
        return transactions.read(handle -> handle.createQuery(STATES)
                .bind("ownerId", ownerId)
                .bind("audience", audience)
                .map((row, context) -> new ApiKey.State(
                        row.getString("id"),
                        row.getString("name"),
                        Micros.readNullable(row, "expires_at"),
                        Micros.readNullable(row, "revoked_at")))
                .list());
    }

    @Override
    public Page<ApiKey> list(KeyQuery query, Instant now) {
        query.requireAudience();
        return new KeysetPages(query.list(), query.after(), query.limit())
                .read(
                        transactions,
                        KeyLists.lanes(query, now, transactions.dialect()),
                        ApiKeyRow::read,
                        key -> query.placeOf(key, now));
    }

    @Override
    public void setTenant(String ownerId, @Nullable String tenant) {
        transactions.write(handle -> handle.createUpdate(SET_TENANT)
                .bind("ownerId", ownerId)
                .bind("tenant", tenant)
                .bind("kind", ApiKey.OwnerKind.USER.name())
                .execute());
    }

    @Override
    public boolean update(ApiKey key) {
        return transactions.write(
                handle -> ApiKeyRow.bind(handle.createUpdate(UPDATE), key).execute() == 1);
    }

    /** The row is this transaction's once its version is counted up. */
    @Override
    public boolean transfer(ApiKey key) {
        return transactions.inTransaction(transaction -> update(key)
                && transactions.write(handle -> handle.createUpdate(TRANSFER)
                                .bind("id", key.id())
                                .bind("ownerId", key.ownerId())
                                .bind("ownerKind", key.ownerKind().name())
                                .execute()
                        == 1));
    }

    @Override
    public int countShared(String tenant, String audience, Instant now) {
        if (!transactions.canHold(tenant)) {
            return 0;
        }
        return transactions.read(handle -> handle.createQuery(COUNT_SHARED)
                .bind("tenant", tenant)
                .bind("audience", audience)
                .bind("now", Micros.near(now))
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public boolean delete(String id) {
        return transactions.canHold(id)
                && transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_api_key WHERE id = :id")
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    @Override
    public int deleteDead(Instant before, int max) {
        return transactions.write(handle -> {
            int revoked = REVOKED.delete(handle, before, max);
            return revoked + (revoked == max ? 0 : EXPIRED.delete(handle, before, max - revoked));
        });
    }

    @Override
    public List<String> markUsed(Map<String, Instant> lastUsedById) {
        return lastUsedById.isEmpty() ? List.of() : transactions.write(handle -> markUsed(handle, lastUsedById));
    }

    /** In the order of the ids, so that two nodes that mark the same keys do not block each other. */
    private static List<String> markUsed(Handle handle, Map<String, Instant> lastUsedById) {
        PreparedBatch batch = handle.prepareBatch(MARK_USED);
        List<String> ids = List.copyOf(new TreeMap<>(lastUsedById).keySet());
        ids.forEach(id -> batch.bind("id", id)
                .bind("at", Micros.of(Objects.requireNonNull(lastUsedById.get(id))))
                .add());
        int[] marked = batch.execute();
        List<String> first = new ArrayList<>();
        for (int i = 0; i < marked.length; i++) {
            // Not one row, or a driver that does not say: asked singly, which is rare.
            if (marked[i] != 1
                    && handle.createUpdate(MARK_FIRST_USED)
                                    .bind("id", ids.get(i))
                                    .bind("at", Micros.of(Objects.requireNonNull(lastUsedById.get(ids.get(i)))))
                                    .execute()
                            == 1) {
                first.add(ids.get(i));
            }
        }
        return first;
    }

    private List<ApiKey> find(String query, String value) {
        if (!transactions.canHold(value)) {
            return List.of();
        }
        return transactions.read(handle -> handle.createQuery(query)
                .bind("value", value)
                .map((row, context) -> ApiKeyRow.read(row))
                .list());
    }
}
