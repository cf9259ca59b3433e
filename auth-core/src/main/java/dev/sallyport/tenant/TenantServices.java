package dev.sallyport.tenant;

import dev.sallyport.audit.Actor;
import dev.sallyport.environment.Environment;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The services of tenants and service accounts. Safe for use by many threads.
 *
 * @param policy null when {@code tenantKeys(…)} is off
 */
public record TenantServices(
        Tenants tenants, ServiceAccounts accounts, @Nullable TenantKeyPolicy policy) {
    /** Stores of tenants and service accounts. */
    public record Backends(TenantStore tenants, ServiceAccountStore accounts) {}

    /**
     * @param policy null when {@code tenantKeys(…)} is off
     * @param roles names of the roles that an account can have
     * @param endOfKeys revokes the keys of an account in all applications on the stores, inside the transaction that deletes it; tells how many
     */
    public static TenantServices open(
            @Nullable TenantKeyPolicy policy,
            Set<String> roles,
            Backends backends,
            ToIntBiFunction<String, Actor> endOfKeys,
            Environment environment) {
        return new TenantServices(
                new Tenants(backends.tenants(), environment),
                new ServiceAccounts(backends.accounts(), new AccountCheck(roles), endOfKeys, environment),
                policy);
    }
}
