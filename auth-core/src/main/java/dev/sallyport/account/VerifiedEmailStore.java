package dev.sallyport.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the verified e-mail address of each user. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface VerifiedEmailStore {
    /** Stores a verified address, replacing an earlier one. */
    void put(String userId, String address, Instant verifiedAt);

    /** Finds the address that the user verified last, even if their address has changed since. */
    Optional<String> find(String userId);

    /** Removes the verified address; does nothing when there is none. */
    void delete(String userId);
}
