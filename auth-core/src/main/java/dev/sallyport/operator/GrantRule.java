package dev.sallyport.operator;

import dev.sallyport.authenticate.RoleGrants;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.user.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps operators from granting, or gaining, more than they hold: they grant only scopes of their own login, and cannot change a person
 * who holds more, since a new e-mail or a ticket for a password opens that account. Safe for use by many threads.
 *
 * <p>See decision 0148.
 */
final class GrantRule {
    private final RoleGrants roleGrants;
    private final UserRights userRights;

    GrantRule(RoleCatalog roles, UserRights userRights) {
        this.roleGrants = new RoleGrants(roles);
        this.userRights = userRights;
    }

    /** Refuses new roles that grant more than the operator holds. */
    Optional<Refusal> refuseRoles(Operator operator, Set<String> before, Set<String> after) {
        return roleGrants.refuseRoles(operator.caller(), before, after);
    }

    /** Refuses attributes that are new: they may name a plan or anything else of the application, which no tenant gives itself. */
    Optional<Refusal> refuseAttributes(Operator operator, Map<String, String> before, Map<String, String> after) {
        return operator.isOfAll() || before.equals(after)
                ? Optional.empty()
                : Optional.of(Refusal.invalid(List.of(
                        new FieldError("attributes", "not_held", "Only an operator of all tenants sets attributes."))));
    }

    /** Refuses to act on a person who holds more than the operator. */
    Optional<Refusal> refuseStronger(Operator operator, User user) {
        boolean isWithin = operator.holds(userRights.rightsOf(user, null).scopes())
                && roleGrants.mayGive(operator.caller(), user.roles());
        return isWithin
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Cause.FORBIDDEN,
                        "This person holds more than you do: ask somebody who holds as much."));
    }

    /**
     * Refuses scopes that are beyond the operator's.
     *
     * @param scopes null for all scopes of the owner, now and later
     */
    Optional<Refusal> refuseScopes(Operator operator, @Nullable ScopeSet scopes) {
        return scopes != null && operator.holds(scopes)
                ? Optional.empty()
                : Optional.of(Refusal.invalid(
                        List.of(new FieldError("scopes", "not_held", "Name scopes that you hold yourself."))));
    }

    /**
     * Refuses to give a key scopes beyond the operator's. It keeps those that it has.
     *
     * @param before null for all scopes of its owner
     * @param after likewise
     */
    Optional<Refusal> refuseWiderKey(Operator operator, @Nullable ScopeSet before, @Nullable ScopeSet after) {
        if (before == null || Objects.equals(before, after)) {
            return Optional.empty();
        }
        return refuseScopes(operator, after == null ? null : after.filter(scope -> !before.contains(scope)));
    }
}
