package dev.sallyport.tenant;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Storage of disabled tenants. A tenant without a row is enabled. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface TenantStore {
    /** Time at which the tenant was disabled; empty while it is enabled. One look-up in a unique index. */
    Optional<Instant> disabledAt(String tenant);

    /** @param at null enables the tenant */
    void setDisabled(String tenant, @Nullable Instant at);
}
