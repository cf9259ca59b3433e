package dev.sallyport.apikey;

import java.util.Optional;

/** Finds the owners of keys. Safe for use by many threads. */
@FunctionalInterface
interface KeyOwners {
    /**
     * The owner as they are now; empty when there is none of that id.
     *
     * @throws dev.sallyport.change.StoreException when that cannot be found out; then no key is made
     */
    Optional<KeyOwner> find(String ownerId);
}
