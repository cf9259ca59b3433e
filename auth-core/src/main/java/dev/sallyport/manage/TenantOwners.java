package dev.sallyport.manage;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.manage.KeyGrants.Bounds;
import dev.sallyport.manage.ManagerRights.Manager;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantServices;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The owners of keys of a tenant: the tenant itself, its service accounts, its people. Safe for use by many threads. */
final class TenantOwners {
    private final TenantServices tenants;
    private final UserDirectory directory;

    TenantOwners(TenantServices tenants, UserDirectory directory) {
        this.tenants = tenants;
        this.directory = directory;
    }

    /** An owner as it is now. Immutable. */
    record Named(ApiKey.Owner owner, String name, Bounds bounds) {}

    /** Finds the person by the exact id, even in a directory that ignores case, if they belong to the tenant now. */
    Optional<User> person(Manager manager, String id) {
        return directory
                .findById(id)
                .filter(user -> user.id().equals(id) && manager.tenant().equals(user.tenant()));
    }

    Optional<ServiceAccount> account(Manager manager, String id) {
        return tenants.accounts().find(id).filter(account -> manager.tenant().equals(account.tenant()));
    }

    /** An owner to whom a manager gives keys; refused under {@code owner} for a person and for any other text. */
    Outcome<Named> forKeys(Manager manager, String word) {
        Optional<Named> found = word.equals(TenantKeys.TENANT)
                ? Optional.of(tenant(manager))
                : account(manager, word).map(TenantOwners::named);
        return found.<Outcome<Named>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.invalid(List.of(new FieldError(
                        "owner",
                        "unknown",
                        "Name a service account of the tenant by its id, or \"" + TenantKeys.TENANT + "\".")))));
    }

    /** The owner of a key; empty when it belongs to another tenant, or is gone. */
    Optional<Named> of(Manager manager, ApiKey key) {
        return switch (key.ownerKind()) {
            case USER -> person(manager, key.ownerId()).map(TenantOwners::named);
            case SERVICE -> account(manager, key.ownerId()).map(TenantOwners::named);
            case TENANT ->
                Optional.of(tenant(manager)).filter(named -> named.owner().equals(key.owner()));
        };
    }

    /** Tells whether a key whose owner is gone was of the tenant, which then only may look at it and revoke it. */
    boolean isLeftTo(Manager manager, ApiKey key) {
        boolean isGone = switch (key.ownerKind()) {
            case USER ->
                directory
                        .findById(key.ownerId())
                        .filter(user -> user.id().equals(key.ownerId()))
                        .isEmpty();
            case SERVICE -> tenants.accounts().find(key.ownerId()).isEmpty();
            case TENANT -> false;
        };
        return isGone && manager.tenant().equals(key.tenant());
    }

    private Named tenant(Manager manager) {
        Set<String> roles = Objects.requireNonNull(tenants.policy()).roles();
        return new Named(ApiKey.Owner.tenant(manager.tenant()), manager.tenant(), new Bounds(roles, false));
    }

    private static Named named(ServiceAccount account) {
        return new Named(ApiKey.Owner.serviceAccount(account.id()), account.name(), new Bounds(account.roles(), true));
    }

    private static Named named(User user) {
        return new Named(
                ApiKey.Owner.user(user.id()),
                Objects.requireNonNullElse(user.name(), user.login()),
                new Bounds(user.roles(), true));
    }
}
