package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.RoleCatalog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps callers from giving roles that their own login does not hold, with all that the roles grant. Safe for use by many threads.
 *
 * <p>See decision 0148.
 */
public final class RoleGrants {
    private final RoleCatalog roles;

    public RoleGrants(RoleCatalog roles) {
        this.roles = roles;
    }

    /** Tells whether the caller may give all of these roles. */
    public boolean mayGive(Caller granter, Collection<String> names) {
        return names.stream().allMatch(role -> mayGive(granter, role));
    }

    /** A role counts by its name too, which rules of the application may ask for: who gives it bears it. */
    private boolean mayGive(Caller granter, String role) {
        return granter.roles().contains(role) && granter.scopes().containsAll(roles.scopesOf(Set.of(role)));
    }

    /** Refuses new roles that grant more than the caller holds. */
    public Optional<Refusal> refuseRoles(Caller granter, Set<String> before, Set<String> after) {
        Set<String> given = new HashSet<>(after);
        given.removeAll(before);
        Set<String> beyond = new TreeSet<>();
        for (String role : given) {
            if (!mayGive(granter, role)) {
                beyond.add(role);
            }
        }
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.invalid(
                        List.of(new FieldError("roles", "not_held", "You do not have: " + beyond + "."))));
    }
}
