package dev.sallyport;

import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The application's roles, some of which {@code tenantKeys(…)} gives the scopes of managers. Without state. */
final class ManagerRoles {
    private static final ScopeSet SCOPES =
            ScopeSet.copyOf(TenantKeyPolicy.scopes().keySet());

    private ManagerRoles() {}

    /**
     * @param policy null when {@code tenantKeys(…)} is off
     * @throws IllegalStateException when the policy names a role that is not declared; the message says what to do
     */
    static List<Role> in(List<Role> roles, @Nullable TenantKeyPolicy policy) {
        if (policy == null) {
            return List.copyOf(roles);
        }
        Set<String> declared = roles.stream().map(Role::name).collect(Collectors.toSet());
        requireDeclared(policy.roles(), declared, "withRoles(…)");
        requireDeclared(policy.managers(), declared, "managedBy(…)");
        return roles.stream()
                .map(role -> policy.managers().contains(role.name())
                        ? new Role(role.name(), role.scopes().union(SCOPES))
                        : role)
                .toList();
    }

    private static void requireDeclared(Set<String> named, Set<String> declared, String where) {
        named.stream()
                .sorted()
                .filter(name -> !declared.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException("tenantKeys(…) names the role \"" + name + "\" in " + where
                            + ", which is not declared: add it with roles(…), or take it out");
                });
    }
}
