package dev.sallyport.apikey;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one application in a store that several may share: those of the others do not exist here. Keeps an owner's list
 * bounded. Safe for use by many threads.
 */
final class AudienceKeys {
    /** The most live keys of a tenant and its service accounts together. */
    static final int MAX_PER_TENANT = 1_000;

    private final ApiKeyStore store;
    private final String audience;
    private final int maxPerOwner;

    AudienceKeys(ApiKeyStore store, String audience, int maxPerOwner) {
        this.store = store;
        this.audience = audience;
        this.maxPerOwner = maxPerOwner;
    }

    ApiKeyStore store() {
        return store;
    }

    String audience() {
        return audience;
    }

    boolean isOurs(ApiKey key) {
        return key.audience().equals(audience);
    }

    Optional<ApiKey> find(String id) {
        return store.findById(id).filter(this::isOurs);
    }

    /** The key when it is that owner's. */
    Optional<ApiKey> findOf(ApiKey.Owner owner, String id) {
        return find(id).filter(key -> key.owner().equals(owner));
    }

    Optional<ApiKey> findByDigest(SecretDigest digest) {
        return store.findByDigest(digest).filter(this::isOurs);
    }

    List<ApiKey> list(ApiKey.Owner owner) {
        return store.findByOwner(owner.id()).stream()
                .filter(key -> isOurs(key) && key.owner().equals(owner))
                .toList();
    }

    Page<ApiKey> list(KeyQuery query, Instant now) {
        return store.list(query, now);
    }

    List<ApiKey.State> unrevoked(ApiKey.Owner owner) {
        return store.statesByOwner(owner.id(), audience).stream()
                .filter(key -> key.revokedAt() == null)
                .toList();
    }

    /**
     * Counts the live keys of an owner whose lock is held, and drops the oldest dead ones.
     *
     * @param tenant the owner's; null when it belongs to none
     * @return whether there is room for one more
     */
    boolean makeRoom(ApiKey.Owner owner, @Nullable String tenant, Instant now) {
        List<ApiKey.State> keys = store.statesByOwner(owner.id(), audience);
        List<ApiKey.State> dead =
                keys.stream().filter(key -> !key.isLiveAt(now)).toList();
        dead.stream().skip(maxPerOwner).forEach(key -> store.delete(key.id()));
        return keys.size() - dead.size() < maxPerOwner
                && (owner.kind() == ApiKey.OwnerKind.USER
                        || tenant == null
                        || store.countShared(tenant, audience, now) < MAX_PER_TENANT);
    }

    boolean hasShared(String tenant, Instant now) {
        return store.countShared(tenant, audience, now) > 0;
    }

    /** The names of the owner's live keys, but for that of one. */
    List<String> otherNames(String ownerId, String id, Instant now) {
        return store.statesByOwner(ownerId, audience).stream()
                .filter(key -> key.isLiveAt(now) && !key.id().equals(id))
                .map(ApiKey.State::name)
                .toList();
    }

    /** Number of live keys of the owner. */
    int countLive(String ownerId, Instant now) {
        return (int) store.statesByOwner(ownerId, audience).stream()
                .filter(key -> key.isLiveAt(now))
                .count();
    }

    Refusal tooMany() {
        return Refusal.invalid(List.of(new FieldError(
                "name",
                "too_many",
                "There are " + maxPerOwner + " live keys of this owner already, or " + MAX_PER_TENANT
                        + " of its tenant; revoke one that is not needed.")));
    }
}
