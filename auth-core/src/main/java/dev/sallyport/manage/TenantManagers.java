package dev.sallyport.manage;

import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.environment.Environment;
import dev.sallyport.tenant.TenantKeyPolicy;

/**
 * Actions of the managers of a tenant, each of which checks the rights of its manager: a person who logged in, belongs to a tenant, and holds
 * one of the scopes of {@link TenantKeyPolicy}. A person without a tenant finds nothing here. Safe for use by many threads.
 */
public final class TenantManagers {
    private final TenantKeyPolicy policy;
    private final TenantKeys keys;
    private final TenantAccounts accounts;

    private TenantManagers(TenantKeyPolicy policy, TenantKeys keys, TenantAccounts accounts) {
        this.policy = policy;
        this.keys = keys;
        this.accounts = accounts;
    }

    public static TenantManagers open(
            TenantKeyPolicy policy, Features features, AuthenticationServices authentication, Environment environment) {
        ManagerRights rights = new ManagerRights(authentication.presentPerson(), environment.transactions());
        KeyGrants grants = new KeyGrants(features.roles());
        TenantOwners owners =
                new TenantOwners(features.tenants(), features.users().directory());
        return new TenantManagers(
                policy,
                new TenantKeys(rights, grants, owners, features.apiKeys().keys()),
                new TenantAccounts(
                        rights, grants.roleGrants(), owners, features.tenants().accounts()));
    }

    /** The settings. */
    public TenantKeyPolicy policy() {
        return policy;
    }

    /** Actions on the API keys of the tenant, its service accounts and its people. */
    public TenantKeys apiKeys() {
        return keys;
    }

    /** Actions on the service accounts of the tenant. */
    public TenantAccounts serviceAccounts() {
        return accounts;
    }
}
