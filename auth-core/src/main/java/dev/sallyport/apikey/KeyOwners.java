package dev.sallyport.apikey;

import java.util.Optional;

/** Finds the owners of keys. Safe for use by many threads. */
public interface KeyOwners {
    /**
     * The owner as they are now; empty when there is none.
     *
     * @throws dev.sallyport.change.StoreException when that cannot be found out; then no key is made
     */
    Optional<KeyOwner> find(ApiKey.Owner owner);

    /**
     * The owner once more, with their lock held: what was read before the lock was taken may have changed.
     *
     * @param before what was read before, which counts where the lock holds nobody up
     */
    default Optional<KeyOwner> findLocked(ApiKey.Owner owner, KeyOwner before) {
        return find(owner);
    }
}
