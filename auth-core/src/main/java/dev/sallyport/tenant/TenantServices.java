package dev.sallyport.tenant;

import dev.sallyport.environment.Environment;
import java.util.Set;
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
     */
    public static TenantServices open(
            @Nullable TenantKeyPolicy policy,
            Set<String> roles,
            Backends backends,
            AccountBelongings belongings,
            Environment environment) {
        return new TenantServices(
                new Tenants(backends.tenants(), environment),
                new ServiceAccounts(backends.accounts(), new AccountCheck(roles), belongings, environment),
                policy);
    }
}
