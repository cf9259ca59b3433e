package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.TenantServices;
import dev.sallyport.user.User;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The owner on whose rights an API key rests, as a user: a person, a service account, or a tenant with the roles of {@code tenantKeys(…)}. The
 * kind of the owner decides where it is looked for, never the spelling of its id. Safe for use by many threads.
 *
 * <p>See decision 0149.
 */
final class KeyHolders {
    private static final String NO_LOGIN = "";

    private final UserRights userRights;
    private final TenantServices tenants;

    KeyHolders(UserRights userRights, TenantServices tenants) {
        this.userRights = userRights;
        this.tenants = tenants;
    }

    /**
     * Finds an owner who may act: empty when there is none, or it or its tenant is disabled.
     *
     * @param person reads the person of the key's owner id
     */
    Optional<User> find(ApiKey.Owner owner, Supplier<Optional<User>> person) {
        return switch (owner.kind()) {
            case USER -> userRights.active(owner.id(), person.get());
            case SERVICE ->
                userRights.active(
                        owner.id(),
                        tenants.accounts()
                                .find(owner.id())
                                .map(account -> of(owner, account.tenant(), account.roles())
                                        .withEnabled(account.enabled())));
            case TENANT ->
                userRights.active(
                        owner.id(),
                        OwnerIds.tenantOf(owner.id())
                                .flatMap(tenant -> Optional.ofNullable(tenants.policy())
                                        .map(policy -> of(owner, tenant, policy.roles()))));
        };
    }

    private static User of(ApiKey.Owner owner, String tenant, Set<String> roles) {
        return User.of(owner.id(), NO_LOGIN).withTenant(tenant).withRoles(roles);
    }

    /** Rights of a key of that holder. The key of a tenant has the scopes that it names, and no role. */
    Rights rightsOf(User holder, ApiKey key) {
        if (key.ownerKind() != ApiKey.OwnerKind.TENANT) {
            return userRights.rightsOfKey(holder, key.scopes());
        }
        ScopeSet named = Objects.requireNonNullElse(key.scopes(), ScopeSet.none());
        return new Rights(userRights.rightsOfKey(holder, named).scopes(), Set.of());
    }

    /** Kind of a caller by a key: a person's own, or one behind which there is no person. */
    static CallerKind kindOf(ApiKey key) {
        return key.ownerKind() == ApiKey.OwnerKind.USER ? CallerKind.API_KEY : CallerKind.SERVICE;
    }
}
