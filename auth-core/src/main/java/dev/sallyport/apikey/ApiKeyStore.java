package dev.sallyport.apikey;

import dev.sallyport.page.Page;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where API keys are kept. Safe for use by many threads; every method throws {@link dev.sallyport.change.StoreException} when
 * the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface ApiKeyStore {
    /**
     * @return false when the id or the digest is there already; the transaction goes on, nothing was written
     */
    boolean insert(ApiKey key, SecretDigest digest);

    Optional<ApiKey> findById(String id);

    /** One look-up in a unique index. */
    Optional<ApiKey> findByDigest(SecretDigest digest);

    /** All keys of the owner, of every audience, revoked and expired ones too, newest first. */
    List<ApiKey> findByOwner(String ownerId);

    /**
     * What lives of the owner's keys of one application, dead ones too, newest first: asked for while the owner's other changes
     * wait, so it should read nothing else.
     */
    default List<ApiKey.State> statesByOwner(String ownerId, String audience) {
        return findByOwner(ownerId).stream()
                .filter(key -> key.audience().equals(audience))
                .map(ApiKey.State::of)
                .toList();
    }

    /**
     * Reads a page of the keys that match the query, in its order ({@link KeyQuery#placeOf}), by an index, never by a scan of all keys.
     * It may end early when few of the rows that it reads match.
     *
     * @param now the time at which a key counts as expired
     * @throws IllegalArgumentException when no audience is named, or the cursor belongs to another query
     */
    Page<ApiKey> list(KeyQuery query, Instant now);

    /** Sets the tenant of a person's keys, in every application, without changing their versions. */
    void setTenant(String ownerId, @Nullable String tenant);

    /**
     * Replaces the row if it still has {@code key.version() - 1}; everything but id, owner, creator, audience,
     * tenant and {@code lastUsedAt} is written.
     *
     * @return false when it has another version by now, or is gone
     */
    boolean update(ApiKey key);

    /**
     * Replaces the row if it still has {@code key.version() - 1}, its owner included; creator, audience, tenant and {@code lastUsedAt} stay.
     *
     * @return false when it has another version by now, or is gone
     */
    boolean transfer(ApiKey key);

    /**
     * Number of keys of one application that belong to the tenant or its service accounts and are neither revoked nor expired.
     *
     * @param now the time at which a key counts as expired
     */
    int countShared(String tenant, String audience, Instant now);

    /** Removes what is left of a dead key. @return false when there is none of that id */
    boolean delete(String id);

    /** Removes at most {@code max} that were revoked, or expired, before the instant; returns how many. */
    int deleteDead(Instant before, int max);

    /**
     * Sets when each key was last used, never back in time. Unknown ids are passed over.
     *
     * @return the ids of those that had never been used; of any number of callers, on whatever node, one is told of each
     */
    List<String> markUsed(Map<String, Instant> lastUsedById);
}
