package dev.sallyport.scope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every scope the application knows, with what it grants in words. A scope that is not in here cannot be assigned to a
 * role, a key or a resource. Immutable.
 */
public final class ScopeCatalog {
    private final Map<Scope, String> descriptions;
    private final Set<Scope> forPeople;

    private ScopeCatalog(Map<Scope, String> descriptions, Set<Scope> forPeople) {
        this.descriptions = descriptions;
        this.forPeople = forPeople;
    }

    /** @param descriptions scope to a sentence for people, empty where there is none; kept in this order */
    public static ScopeCatalog of(Map<Scope, String> descriptions) {
        descriptions.keySet().stream().filter(Scope::isWildcard).findFirst().ifPresent(wildcard -> {
            throw new IllegalArgumentException(
                    "The catalogue lists single scopes; " + wildcard + " is a wildcard, list what it covers");
        });
        return new ScopeCatalog(new LinkedHashMap<>(descriptions), Set.of());
    }

    /** Reserves these scopes for people in a copy of the catalogue: no key or client holds them, and no wildcard covers them. */
    public ScopeCatalog forPeopleOnly(Set<Scope> scopes) {
        return new ScopeCatalog(descriptions, Set.copyOf(scopes));
    }

    /** The part of {@code scopes} that is reserved for people. */
    public ScopeSet forPeopleIn(ScopeSet scopes) {
        return forPeople.isEmpty() ? ScopeSet.none() : scopes.filter(this::reachesPeople);
    }

    private boolean reachesPeople(Scope scope) {
        return forPeople.contains(scope)
                || (scope.isWildcard() && forPeople.stream().anyMatch(scope::covers));
    }

    /** The part of {@code scopes} that keys and clients can hold. */
    public ScopeSet withoutThoseForPeople(ScopeSet scopes) {
        return forPeopleIn(scopes).isEmpty() ? scopes : scopes.filter(scope -> !reachesPeople(scope));
    }

    /** Scope to description, in the order of declaration. */
    public Map<Scope, String> entries() {
        return Collections.unmodifiableMap(descriptions);
    }

    /** Tells whether the scope is listed, or is a wildcard that covers a listed one. */
    public boolean knows(Scope scope) {
        return descriptions.containsKey(scope)
                || (scope.isWildcard() && descriptions.keySet().stream().anyMatch(scope::covers));
    }

    /** The part of {@code scopes} that the catalogue does not know; empty when all are known. */
    public ScopeSet unknownIn(ScopeSet scopes) {
        return scopes.filter(scope -> !knows(scope));
    }

    /**
     * @param where what the scopes are being assigned to, for the message: {@code role "viewer"}
     * @throws IllegalArgumentException when a scope is not in the catalogue
     */
    public void require(ScopeSet scopes, String where) {
        ScopeSet wide = forPeopleIn(scopes).filter(Scope::isWildcard);
        if (!wide.isEmpty()) {
            throw new IllegalArgumentException("The wildcard " + wide + " in " + where
                    + " would cover scopes that are reserved: " + forPeople + ". Name the scopes one by one.");
        }
        ScopeSet unknown = unknownIn(scopes);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown scope in " + where + ": " + unknown
                    + ". Declare it with Sallyport.builder().scopes(…); known are: " + descriptions.keySet());
        }
    }
}
