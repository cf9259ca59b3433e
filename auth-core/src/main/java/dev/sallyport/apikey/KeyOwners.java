package dev.sallyport.apikey;

import dev.sallyport.scope.ScopeSet;
import java.util.Optional;

/** What is known of those whom keys belong to. Safe for use by many threads. */
@FunctionalInterface
interface KeyOwners {
    /**
     * The scopes that the owner has now; empty when there is no owner of that id.
     *
     * @throws dev.sallyport.change.StoreException when that cannot be found out; then no key is made
     */
    Optional<ScopeSet> scopesOf(String ownerId);
}
