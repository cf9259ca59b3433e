package dev.sallyport.memory;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.page.Page;
import dev.sallyport.page.Place;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys by id, digest and owner. */
final class MemoryApiKeys implements ApiKeyStore {
    private record Row(ApiKey key, SecretDigest digest) {}

    private static final Index<Row> BY_DIGEST = row -> List.of(row.digest());
    private static final Index<Row> BY_OWNER = row -> List.of(row.key().ownerId());
    private static final Comparator<ApiKey> NEWEST_FIRST =
            Comparator.comparing(ApiKey::createdAt).reversed().thenComparing(ApiKey::id);

    private final MemoryTransactions transactions;
    private final Table<String, Row> table;

    MemoryApiKeys(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of(BY_DIGEST, BY_OWNER));
    }

    @Override
    public boolean insert(ApiKey key, SecretDigest digest) {
        return transactions.write(() -> {
            if (table.read(rows -> rows.get(key.id()) != null || rows.has(BY_DIGEST, digest))) {
                return false;
            }
            table.set(key.id(), new Row(key, digest));
            return true;
        });
    }

    @Override
    public Optional<ApiKey> findById(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id)).map(Row::key));
    }

    @Override
    public Optional<ApiKey> findByDigest(SecretDigest digest) {
        return table.read(rows -> rows.find(BY_DIGEST, digest).findFirst().map(Row::key));
    }

    @Override
    public List<ApiKey> findByOwner(String ownerId) {
        return table.read(rows ->
                rows.find(BY_OWNER, ownerId).map(Row::key).sorted(NEWEST_FIRST).toList());
    }

    @Override
    public Page<ApiKey> list(KeyQuery query, Instant now) {
        query.requireAudience();
        Comparator<Place> order = query.orders().get(0).isBackwards() ? Place.ORDER.reversed() : Place.ORDER;
        return table.read(rows -> Pages.of(
                rows.all().stream().map(Row::key),
                key -> query.placeOf(key, now),
                order,
                query.list(),
                query.after(),
                query.limit()));
    }

    @Override
    public void setTenant(String ownerId, @Nullable String tenant) {
        transactions.write(() -> {
            List<Row> owned = table.read(rows -> rows.find(BY_OWNER, ownerId)
                    .filter(row -> row.key().ownerKind() == ApiKey.OwnerKind.USER)
                    .toList());
            owned.forEach(row -> table.set(row.key().id(), new Row(ofTenant(row.key(), tenant), row.digest())));
            return true;
        });
    }

    private static ApiKey ofTenant(ApiKey key, @Nullable String tenant) {
        return key.toBuilder().owned(key.ownerKind(), key.createdBy(), tenant).build();
    }

    @Override
    public boolean update(ApiKey key) {
        return transactions.write(() -> {
            Row row = row(key.id());
            if (row == null || row.key().version() != key.version() - 1) {
                return false;
            }
            ApiKey kept = row.key();
            table.set(key.id(), new Row(withOriginAndLastUse(key, kept, kept.lastUsedAt()), row.digest()));
            return true;
        });
    }

    @Override
    public boolean transfer(ApiKey key) {
        return transactions.write(() -> {
            Row row = row(key.id());
            if (row == null || row.key().version() != key.version() - 1) {
                return false;
            }
            ApiKey kept = ApiKey.builder(key.id(), key.ownerId(), row.key().audience(), key.name(), key.createdAt())
                    .owned(key.ownerKind(), row.key().createdBy(), row.key().tenant())
                    .build();
            table.set(
                    key.id(), new Row(withOriginAndLastUse(key, kept, row.key().lastUsedAt()), row.digest()));
            return true;
        });
    }

    @Override
    public int countShared(String tenant, String audience, Instant now) {
        return table.read(rows -> (int) rows.all().stream()
                .map(Row::key)
                .filter(key -> tenant.equals(key.tenant())
                        && key.ownerKind() != ApiKey.OwnerKind.USER
                        && key.audience().equals(audience)
                        && key.revokedAt() == null
                        && !key.isExpiredAt(now))
                .count());
    }

    @Override
    public boolean delete(String id) {
        return transactions.write(() -> {
            if (row(id) == null) {
                return false;
            }
            table.set(id, null);
            return true;
        });
    }

    @Override
    public int deleteDead(Instant before, int max) {
        return transactions.write(() -> {
            List<String> dead = table.read(rows -> rows.all().stream()
                    .map(Row::key)
                    .filter(key -> isBefore(key.revokedAt(), before) || isBefore(key.expiresAt(), before))
                    .limit(max)
                    .map(ApiKey::id)
                    .toList());
            dead.forEach(id -> table.set(id, null));
            return dead.size();
        });
    }

    private static boolean isBefore(@Nullable Instant end, Instant instant) {
        return end != null && end.isBefore(instant);
    }

    @Override
    public List<String> markUsed(Map<String, Instant> lastUsedById) {
        return transactions.write(() -> {
            List<String> first = new ArrayList<>();
            lastUsedById.forEach((id, at) -> {
                if (markUsed(id, at)) {
                    first.add(id);
                }
            });
            return first;
        });
    }

    private boolean markUsed(String id, Instant at) {
        Row row = row(id);
        if (row == null) {
            return false;
        }
        Instant before = row.key().lastUsedAt();
        if (before == null || before.isBefore(at)) {
            table.set(id, new Row(withOriginAndLastUse(row.key(), row.key(), at), row.digest()));
        }
        return before == null;
    }

    private @Nullable Row row(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id))).orElse(null);
    }

    private static ApiKey withOriginAndLastUse(ApiKey key, ApiKey origin, @Nullable Instant lastUsedAt) {
        return ApiKey.builder(key.id(), origin.ownerId(), origin.audience(), key.name(), key.createdAt())
                .owned(origin.ownerKind(), origin.createdBy(), origin.tenant())
                .description(key.description())
                .scopes(key.scopes())
                .rateLimit(key.rateLimit())
                .expiresAt(key.expiresAt())
                .lastUsedAt(lastUsedAt)
                .disabledAt(key.disabledAt())
                .revoked(key.revokedAt(), key.revokedReason())
                .replaces(key.replaces())
                .version(key.version())
                .build();
    }
}
