package dev.sallyport.authenticate;

import dev.sallyport.scope.ScopeSet;
import java.util.HashSet;
import java.util.Set;

/** Scopes and roles that hold together. Immutable. */
public record Rights(ScopeSet scopes, Set<String> roles) {
    public Rights {
        roles = Set.copyOf(roles);
    }

    /** What both sides hold. */
    public Rights intersect(ScopeSet otherScopes, Set<String> otherRoles) {
        Set<String> shared = new HashSet<>(roles);
        shared.retainAll(otherRoles);
        return new Rights(scopes.intersect(otherScopes), shared);
    }
}
