package dev.sallyport.scope;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The application's roles by name. Immutable. */
public final class RoleCatalog {
    private final Map<String, Role> roles;
    private final ScopeCatalog catalog;

    private RoleCatalog(Map<String, Role> roles, ScopeCatalog catalog) {
        this.roles = roles;
        this.catalog = catalog;
    }

    /**
     * @throws IllegalArgumentException when a name stands twice, or a role has a scope that {@code scopes} does not know
     */
    public static RoleCatalog of(Collection<Role> roles, ScopeCatalog scopes) {
        Map<String, Role> byName = new LinkedHashMap<>();
        for (Role role : roles) {
            scopes.require(role.scopes(), "role \"" + role.name() + "\"");
            if (byName.put(role.name(), role) != null) {
                throw new IllegalArgumentException("The role \"" + role.name() + "\" is declared twice");
            }
        }
        return new RoleCatalog(byName, scopes);
    }

    public Set<String> names() {
        return Set.copyOf(roles.keySet());
    }

    /**
     * The roles that a credential restricted to {@code scopes} still stands for: those all of whose scopes it has. A role that
     * grants no scope is a mere mark, and a restricted credential does not bear it.
     */
    public Set<String> within(Set<String> names, ScopeSet scopes) {
        return names.stream()
                .filter(name -> roles.containsKey(name)
                        && !scopesOf(Set.of(name)).isEmpty()
                        && scopes.containsAll(scopesOf(Set.of(name))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The scopes of a key of somebody with these roles: as {@link #scopesOf}, without those reserved for people. */
    public ScopeSet scopesOfKey(Set<String> names) {
        return catalog.withoutThoseForPeople(scopesOf(names));
    }

    /** What the named roles grant together; names without a declared role grant nothing. */
    public ScopeSet scopesOf(Set<String> names) {
        return names.stream()
                .map(roles::get)
                .filter(Objects::nonNull)
                .map(Role::scopes)
                .reduce(ScopeSet.none(), ScopeSet::union);
    }
}
