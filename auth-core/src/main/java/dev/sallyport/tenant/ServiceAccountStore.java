package dev.sallyport.tenant;

import dev.sallyport.page.Page;
import java.util.Optional;

/**
 * Storage of service accounts. Safe for use by many threads; every method throws {@link dev.sallyport.change.StoreException} when the
 * backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface ServiceAccountStore {
    /** @throws dev.sallyport.change.StoreException when the id is there already, too */
    void insert(ServiceAccount account);

    /** One look-up in a unique index. */
    Optional<ServiceAccount> findById(String id);

    /**
     * Replaces name, roles and state if the row still has {@code account.version() - 1}.
     *
     * @return false when it has another version by now, or is gone
     */
    boolean update(ServiceAccount account);

    /** @return false when there is none of that id */
    boolean delete(String id);

    /**
     * Reads a page of the accounts of one tenant, newest first, by an index.
     *
     * @throws IllegalArgumentException when the cursor belongs to another query
     */
    Page<ServiceAccount> list(ServiceAccountQuery query);

    /** Number of accounts of the tenant. */
    int count(String tenant);
}
