package dev.sallyport;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyOwner;
import dev.sallyport.apikey.KeyOwners;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantServices;
import dev.sallyport.user.User;
import dev.sallyport.user.UserServices;
import java.util.Optional;
import java.util.Set;

/**
 * Owners of API keys, wherever they are kept: people in the directory, service accounts in the stores, tenants by their names. The kind
 * decides where an owner is looked for, never the spelling of the id. Safe for use by many threads.
 */
record OwnersOfKeys(UserServices users, TenantServices tenants, RoleCatalog roles) implements KeyOwners {
    @Override
    public Optional<KeyOwner> find(ApiKey.Owner owner) {
        return switch (owner.kind()) {
            case USER -> person(owner.id());
            case SERVICE -> tenants.accounts().find(owner.id()).map(this::account);
            case TENANT -> tenant(owner.id());
        };
    }

    /** Changes of a foreign directory take no lock of ours, so it would be asked in vain. */
    @Override
    public Optional<KeyOwner> findLocked(ApiKey.Owner owner, KeyOwner before) {
        boolean isForeign = owner.kind() == ApiKey.OwnerKind.USER && users.foreign() != null;
        return isForeign ? Optional.of(before) : find(owner);
    }

    /** A directory that compares without regard to case must not let one id pass for another. */
    private Optional<KeyOwner> person(String id) {
        return users.directory()
                .findById(id)
                .filter(user -> user.id().equals(id))
                .map(this::person);
    }

    private KeyOwner person(User user) {
        return new KeyOwner(roles.scopesOfKey(user.roles()), user.tenant());
    }

    private KeyOwner account(ServiceAccount account) {
        return new KeyOwner(roles.scopesOfKey(account.roles()), account.tenant());
    }

    /** A tenant has what {@code tenantKeys(…)} allows; without it nothing is a tenant. */
    private Optional<KeyOwner> tenant(String id) {
        return OwnerIds.tenantOf(id)
                .flatMap(tenant -> Optional.ofNullable(tenants.policy())
                        .map(policy -> new KeyOwner(roles.scopesOfKey(Set.copyOf(policy.roles())), tenant)));
    }
}
