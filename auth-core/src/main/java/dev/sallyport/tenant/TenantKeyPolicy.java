package dev.sallyport.tenant;

import dev.sallyport.scope.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of keys that belong to tenants and service accounts, and of those who manage them. Immutable.
 *
 * @param roles whose scopes limit the keys of every tenant; such a key has no role
 * @param managers names of roles that get all scopes of a manager, in addition to their own
 */
public record TenantKeyPolicy(Set<String> roles, Set<String> managers) {
    /** Scope to see and change the keys of the own tenant. */
    public static final Scope MANAGE_KEYS = new Scope("keys:manage-tenant");

    /** Scope to see the keys of the own tenant. */
    public static final Scope READ_KEYS = new Scope("keys:read-tenant");

    /** Scope to see and change the service accounts of the own tenant. */
    public static final Scope MANAGE_ACCOUNTS = new Scope("service-accounts:manage");

    public TenantKeyPolicy {
        roles = Set.copyOf(roles);
        managers = Set.copyOf(managers);
    }

    /** Limits the keys of every tenant to the scopes of these roles; nobody manages them yet. */
    public static TenantKeyPolicy withRoles(String... roles) {
        return new TenantKeyPolicy(new TreeSet<>(Set.of(roles)), Set.of());
    }

    /** Gives these roles the scopes of a manager. Other roles can name one of the scopes among their own. */
    public TenantKeyPolicy managedBy(String... value) {
        return new TenantKeyPolicy(roles, new TreeSet<>(Set.of(value)));
    }

    /** All scopes of managers, each with a description for people. */
    public static Map<Scope, String> scopes() {
        Map<Scope, String> scopes = new LinkedHashMap<>();
        scopes.put(MANAGE_KEYS, "See and change all API keys of the own tenant");
        scopes.put(READ_KEYS, "See all API keys of the own tenant");
        scopes.put(MANAGE_ACCOUNTS, "See and change the service accounts of the own tenant");
        return scopes;
    }
}
