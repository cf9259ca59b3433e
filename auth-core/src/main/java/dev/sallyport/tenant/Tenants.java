package dev.sallyport.tenant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.Change;
import dev.sallyport.environment.Environment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tenants as a whole, for code that the application trusts. A disabled tenant stops everything of it: logins, sessions, tokens and keys of its
 * people, its service accounts, its own keys, and its clients; at once on this node, and on the others when they learn of it. Nothing is
 * revoked: what was not ended meanwhile works again once the tenant is enabled. Safe for use by many threads.
 *
 * <p>Every method throws {@link dev.sallyport.change.StoreException} when the store fails.
 */
public final class Tenants {
    private static final int MAX_LENGTH = 200;

    private final TenantStore store;
    private final Environment environment;

    Tenants(TenantStore store, Environment environment) {
        this.store = store;
        this.environment = environment;
    }

    /**
     * Stops everything of the tenant. Disabling it again changes nothing.
     *
     * @throws IllegalArgumentException when it has no character, or more than 200
     */
    public void disable(String tenant, Actor by) {
        set(tenant, environment.clock().instant(), AuditEvent.Type.TENANT_DISABLED, by);
    }

    /** Lets everything of the tenant work again that was not ended meanwhile. */
    public void enable(String tenant, Actor by) {
        set(tenant, null, AuditEvent.Type.TENANT_ENABLED, by);
    }

    private void set(String tenant, @Nullable Instant at, AuditEvent.Type type, Actor by) {
        if (tenant.isEmpty() || tenant.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A tenant has 1 to " + MAX_LENGTH + " characters, this one has " + tenant.length());
        }
        String subject = OwnerIds.ofTenant(tenant);
        boolean unused = environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(subject);
            boolean changes = store.disabledAt(tenant).isPresent() == (at == null);
            if (changes) {
                store.setDisabled(tenant, at);
                transaction.changed(Change.owner(subject));
                environment
                        .audit()
                        .record(by.event(environment.clock().instant(), type, subject, null, Map.of("tenant", tenant)));
            }
            return changes;
        });
    }

    /** @param tenant null for none, which nobody can disable */
    public boolean isDisabled(@Nullable String tenant) {
        return tenant != null
                && tenant.length() <= MAX_LENGTH
                && store.disabledAt(tenant).isPresent();
    }
}
