package dev.sallyport.manage;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.authenticate.RoleGrants;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.manage.ManagerRights.Manager;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps managers from giving a key, or gaining with one, more than their own login holds: by scopes, and by the names of the roles that the key
 * would bear. Safe for use by many threads.
 *
 * <p>See decision 0149.
 */
final class KeyGrants {
    private final RoleCatalog roles;
    private final RoleGrants roleGrants;

    KeyGrants(RoleCatalog roles) {
        this.roles = roles;
        this.roleGrants = new RoleGrants(roles);
    }

    RoleGrants roleGrants() {
        return roleGrants;
    }

    /**
     * Most that a key can have from its owner.
     *
     * @param roles of the owner
     * @param bearsRoles whether a key of the owner has its roles, too
     */
    record Bounds(Set<String> roles, boolean bearsRoles) {}

    /** Scopes that a key of such an owner can have. */
    ScopeSet scopesOf(Bounds owner) {
        return roles.scopesOfKey(owner.roles());
    }

    /** Scopes that a key gets for which none are named: those that the owner has and the manager holds, now and never more. */
    ScopeSet most(Manager manager, Bounds owner) {
        return scopesOf(owner).intersect(manager.caller().scopes());
    }

    /** Refuses a key with these scopes that can do more than the manager. */
    Optional<Refusal> refuse(Manager manager, Bounds owner, @Nullable ScopeSet scopes) {
        if (scopes == null || !manager.holds(scopes)) {
            return Optional.of(notHeld("Name scopes that you hold yourself."));
        }
        ScopeSet given = scopes.intersect(scopesOf(owner));
        Set<String> borne = owner.bearsRoles() ? roles.within(owner.roles(), given) : Set.of();
        return manager.caller().roles().containsAll(borne)
                ? Optional.empty()
                : Optional.of(notHeld("With these scopes the key would have roles that you do not have."));
    }

    /** Refuses a change that gives the key more, or more time, unless the manager holds all that the key then has. */
    Optional<Refusal> refuseChange(Manager manager, Bounds owner, ApiKey before, ApiKey after) {
        return gives(before, after) ? refuse(manager, owner, after.scopes()) : Optional.empty();
    }

    private static boolean gives(ApiKey before, ApiKey after) {
        boolean isEnabled = before.disabledAt() != null && after.disabledAt() == null;
        return isEnabled
                || isLater(before.expiresAt(), after.expiresAt())
                || isWider(before.scopes(), after.scopes())
                || isFaster(before.rateLimit(), after.rateLimit());
    }

    private static boolean isLater(@Nullable Instant before, @Nullable Instant after) {
        return before != null && (after == null || after.isAfter(before));
    }

    private static boolean isWider(@Nullable ScopeSet before, @Nullable ScopeSet after) {
        return before != null && (after == null || !before.containsAll(after));
    }

    /** Another limit may be wider in one way and narrower in another. */
    private static boolean isFaster(@Nullable RateLimit before, @Nullable RateLimit after) {
        return before != null && !before.equals(after);
    }

    private static Refusal notHeld(String message) {
        return Refusal.invalid(List.of(new FieldError("scopes", "not_held", message)));
    }
}
