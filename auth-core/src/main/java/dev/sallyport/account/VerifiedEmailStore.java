package dev.sallyport.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps which address a user showed to be theirs. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface VerifiedEmailStore {
    /** Takes the place of the address that the user verified before. */
    void put(String userId, String address, Instant verifiedAt);

    /** The address that the user verified last, whatever their address is by now. */
    Optional<String> find(String userId);

    /** Forgets it; nothing happens when there is none. */
    void delete(String userId);
}
