package dev.sallyport.access;

import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resource demands of its caller. Immutable.
 *
 * @param demand how open the resource is
 * @param allOf scopes that must all be held
 * @param anyOf scopes of which one must be held; empty asks for none
 * @param rolesAnyOf roles of which one must be held; empty asks for none
 * @param tenantVariable the variable of the path that must name the caller's tenant; null for none
 * @param limits how often it may be called
 */
public record AccessRule(
        Demand demand,
        ScopeSet allOf,
        ScopeSet anyOf,
        Set<String> rolesAnyOf,
        @Nullable String tenantVariable,
        List<Limit> limits) {

    /** How open a resource is. */
    public enum Demand {
        /** Anyone may call it, with a valid credential or none; a bad credential is still refused. */
        OPEN,
        /** A valid credential is needed, and whatever else the rule says. The default. */
        CALLER,
        /** Nobody may call it. */
        CLOSED
    }

    /**
     * A rate limit of the rule.
     *
     * @param group the name under which requests are counted: on every node the same, and of no other limit
     * @param shown what callers see as its name
     */
    public record Limit(RateLimit limit, LimitBy by, String group, String shown) {
        /** Callers see the group. */
        public Limit(RateLimit limit, LimitBy by, String group) {
            this(limit, by, group, group);
        }
    }

    /** @throws IllegalArgumentException when the rule is open or closed and yet names scopes or roles */
    public AccessRule {
        rolesAnyOf = Set.copyOf(rolesAnyOf);
        limits = List.copyOf(limits);
        if (demand != Demand.CALLER && !(allOf.isEmpty() && anyOf.isEmpty() && rolesAnyOf.isEmpty())) {
            throw new IllegalArgumentException(
                    "A rule that is " + demand
                            + " asks for no scope or role, because nothing would check it; make it CALLER, or drop scopes and roles");
        }
    }

    /** What holds where nothing is said: any valid credential. */
    public static AccessRule authenticated() {
        return new AccessRule(Demand.CALLER, ScopeSet.none(), ScopeSet.none(), Set.of(), null, List.of());
    }

    public static AccessRule open() {
        return new AccessRule(Demand.OPEN, ScopeSet.none(), ScopeSet.none(), Set.of(), null, List.of());
    }

    public static AccessRule closed() {
        return new AccessRule(Demand.CLOSED, ScopeSet.none(), ScopeSet.none(), Set.of(), null, List.of());
    }

    public AccessRule withScopes(ScopeSet all, ScopeSet any) {
        return new AccessRule(demand, all, any, rolesAnyOf, tenantVariable, limits);
    }

    public AccessRule withRoles(Set<String> anyOfRoles) {
        return new AccessRule(demand, allOf, anyOf, anyOfRoles, tenantVariable, limits);
    }

    /** @param variable of the path, which must name the caller's tenant */
    public AccessRule withTenant(String variable) {
        return new AccessRule(demand, allOf, anyOf, rolesAnyOf, variable, limits);
    }

    public AccessRule withLimits(List<Limit> newLimits) {
        return new AccessRule(demand, allOf, anyOf, rolesAnyOf, tenantVariable, newLimits);
    }
}
