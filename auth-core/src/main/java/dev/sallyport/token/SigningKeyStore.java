package dev.sallyport.token;

import java.util.List;

/**
 * Where signing keys are kept, sealed. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface SigningKeyStore {
    /** All, oldest first. There are few: one per rotation period whose tokens may still live. */
    List<StoredSigningKey> findAll();

    /** @return false when the {@code kid} or the period is there already; the transaction goes on, nothing was written */
    boolean insert(StoredSigningKey key);

    /** @return false when there is none of that id */
    boolean delete(String kid);
}
