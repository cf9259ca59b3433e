package dev.sallyport.manage;

import dev.sallyport.authenticate.RoleGrants;
import dev.sallyport.caller.Caller;
import dev.sallyport.manage.ManagerRights.Manager;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.scope.Scope;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import dev.sallyport.tenant.ServiceAccounts;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Actions of managers on the service accounts of their tenant, with {@code service-accounts:manage}. An account of another tenant does not
 * exist here. No action gives an account a role that the login of its manager does not hold. Safe for use by many threads.
 */
@CheckReturnValue
public final class TenantAccounts {
    private static final Scope NEEDED = TenantKeyPolicy.MANAGE_ACCOUNTS;

    private final ManagerRights rights;
    private final RoleGrants grants;
    private final TenantOwners owners;
    private final ServiceAccounts accounts;

    TenantAccounts(ManagerRights rights, RoleGrants grants, TenantOwners owners, ServiceAccounts accounts) {
        this.rights = rights;
        this.grants = grants;
        this.owners = owners;
        this.accounts = accounts;
    }

    /**
     * Lists a page of accounts, newest first. Refused by field when the cursor belongs to another query.
     *
     * @param after null for the beginning
     * @param limit 1 to 200
     */
    public Outcome<Page<ServiceAccount>> list(Caller caller, @Nullable PageCursor after, int limit) {
        return rights.reading(
                caller,
                List.of(NEEDED),
                manager -> accounts.list(new ServiceAccountQuery(manager.tenant(), after, limit)));
    }

    public Outcome<ServiceAccount> get(Caller caller, String id) {
        return rights.reading(caller, List.of(NEEDED), manager -> visible(manager, id));
    }

    /** Creates an enabled account. Refused by field, and under {@code roles} when the manager does not hold them. */
    public Outcome<ServiceAccount> create(Caller caller, String name, Set<String> roles, String address) {
        return rights.changing(
                caller,
                NEEDED,
                (manager, transaction) -> grants.refuseRoles(manager.caller(), Set.of(), roles)
                        .<Outcome<ServiceAccount>>map(Outcome::refused)
                        .orElseGet(() -> accounts.create(manager.tenant(), name, roles, manager.at(address))));
    }

    /**
     * Changes name, roles or state of an account; the function gets what it is now, and may run more than once. Refused by field, and under
     * {@code roles} when the change gives what the manager does not hold: a disabled account that is enabled gets all of its roles.
     */
    public Outcome<ServiceAccount> update(
            Caller caller, String id, UnaryOperator<ServiceAccount> change, String address) {
        return changing(
                caller,
                id,
                (manager, account) -> accounts.updateIfAllowed(
                        id, before -> allowed(manager, before, change.apply(before)), manager.at(address)));
    }

    private Outcome<ServiceAccount> allowed(Manager manager, ServiceAccount before, ServiceAccount after) {
        Set<String> inForce = before.enabled() ? before.roles() : Set.of();
        Set<String> wanted = after.enabled() ? after.roles() : minus(after.roles(), before.roles());
        return grants.refuseRoles(manager.caller(), inForce, wanted)
                .<Outcome<ServiceAccount>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(after));
    }

    private static Set<String> minus(Set<String> roles, Set<String> others) {
        return roles.stream().filter(role -> !others.contains(role)).collect(Collectors.toUnmodifiableSet());
    }

    /** Deletes an account, and revokes its keys in the same transaction. */
    public Outcome<ServiceAccount> delete(Caller caller, String id, String address) {
        return changing(caller, id, (manager, account) -> accounts.delete(id, manager.at(address)));
    }

    private Outcome<ServiceAccount> changing(
            Caller caller, String id, BiFunction<Manager, ServiceAccount, Outcome<ServiceAccount>> work) {
        return rights.changing(
                caller,
                NEEDED,
                (manager, transaction) -> visible(manager, id).flatMap(account -> work.apply(manager, account)));
    }

    private Outcome<ServiceAccount> visible(Manager manager, String id) {
        return owners.account(manager, id)
                .<Outcome<ServiceAccount>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }
}
