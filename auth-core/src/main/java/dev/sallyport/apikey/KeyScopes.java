package dev.sallyport.apikey;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes a key can be given: such as there are, and as its owner has. A key never can do more than its owner, so more would
 * wait in it unseen until the owner gets it. Immutable.
 */
final class KeyScopes {
    private final ScopeCatalog catalog;
    private final KeyOwners owners;

    private KeyScopes(ScopeCatalog catalog, KeyOwners owners) {
        this.catalog = catalog;
        this.owners = owners;
    }

    /** Those of the catalogue; nothing is known of owners. */
    static KeyScopes of(ScopeCatalog catalog) {
        KeyOwner anybody = new KeyOwner(ScopeSet.copyOf(catalog.entries().keySet()), null);
        return new KeyScopes(catalog, owner -> Optional.of(anybody));
    }

    /** Those of the catalogue that the owner has, who must exist. */
    static KeyScopes of(ScopeCatalog catalog, KeyOwners owners) {
        return new KeyScopes(catalog, owners);
    }

    ScopeCatalog catalog() {
        return catalog;
    }

    /** Null when there is none. */
    @Nullable
    KeyOwner owner(ApiKey.Owner owner) {
        return owners.find(owner).orElse(null);
    }

    /** Tells whether the owner, whose lock is held, still is in the tenant that was read before. */
    boolean isStillIn(ApiKey.Owner owner, KeyOwner before) {
        return owners.findLocked(owner, before)
                .filter(now -> Objects.equals(now.tenant(), before.tenant()))
                .isPresent();
    }

    /**
     * The faults of a key of that owner with these scopes.
     *
     * @param owner null when there is none
     * @param scopes null for all of the owner's
     */
    List<FieldError> errors(@Nullable KeyOwner owner, @Nullable ScopeSet scopes) {
        return owner == null
                ? List.of(new FieldError("owner", "unknown", "There is no owner of that id: create the user first."))
                : errors(owner.scopes(), scopes);
    }

    private List<FieldError> errors(ScopeSet held, @Nullable ScopeSet scopes) {
        ScopeSet missing = scopes == null
                ? ScopeSet.none()
                : ScopeSet.copyOf(scopes.stream()
                        // What there is not at all is reported as such.
                        .filter(scope -> catalog.knows(scope) && !isHeld(scope, held))
                        .toList());
        return missing.isEmpty()
                ? List.of()
                : List.of(new FieldError("scopes", "not_held", "The owner does not have: " + missing + "."));
    }

    /** A wildcard stands for what the owner has of it, which must be something. */
    private static boolean isHeld(Scope scope, ScopeSet held) {
        return held.contains(scope) || (scope.isWildcard() && held.stream().anyMatch(scope::covers));
    }
}
