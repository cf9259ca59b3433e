package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How what a class, its method and the way to it demand become one demand. Without state. */
public final class Precedence {
    private Precedence() {}

    /**
     * The demand of a method in place of its class's. {@link Ancestry} has joined the two where the method is inherited.
     *
     * @param method null when no demand stands on it
     * @param ofClass null when none stands there
     */
    public static @Nullable FoundDemand of(@Nullable FoundDemand method, @Nullable FoundDemand ofClass) {
        return method == null ? ofClass : inTenantOf(ofClass, method);
    }

    /** A method that demands a scope is still of its class's tenant: to forget that would open it to all others. */
    public static FoundDemand inTenantOf(@Nullable FoundDemand ofClass, FoundDemand method) {
        String variable = ofClass == null ? null : ofClass.demand().tenantVariable();
        return variable == null
                        || method.demand().demand() != AccessRule.Demand.CALLER
                        || method.demand().tenantVariable() != null
                ? method
                : new FoundDemand(method.demand().withTenant(variable), method.level(), method.where());
    }

    /** Both hold: every request passes both, or a class demands the one and inherits the other. */
    public static FoundDemand both(FoundDemand service, FoundDemand method) {
        AccessRule one = service.demand();
        AccessRule other = method.demand();
        if (strictness(one) != strictness(other)) {
            FoundDemand stricter = strictness(one) > strictness(other) ? service : method;
            return new FoundDemand(stricter.demand(), method.level(), stricter.where());
        }
        if (one.equals(other)) {
            return method;
        }
        ScopeSet all = one.allOf().union(other.allOf());
        Set<String> allNames = names(all);
        Set<String> any = narrower(unlessMet(names(one.anyOf()), allNames), unlessMet(names(other.anyOf()), allNames));
        Set<String> roles = narrower(one.rolesAnyOf(), other.rolesAnyOf());
        if (any == null || roles == null) {
            throw new IllegalStateException(service.where() + " and " + method.where()
                    + " each demand one of several; both would hold, which cannot be said in one rule: annotate one of them,"
                    + " or override the method and write one demand there");
        }
        String tenant = one.tenantVariable() == null ? other.tenantVariable() : one.tenantVariable();
        if (other.tenantVariable() != null && !Objects.equals(tenant, other.tenantVariable())) {
            throw new IllegalStateException(service.where() + " and " + method.where()
                    + " each take the tenant from another variable of the path; both would hold, which cannot be said in one"
                    + " rule: annotate one of them, or override the method and write one demand there");
        }
        AccessRule rule =
                one.withScopes(all, ScopeSet.of(any.toArray(String[]::new))).withRoles(roles);
        return new FoundDemand(
                tenant == null ? rule : rule.withTenant(tenant),
                method.level(),
                service.where().equals(method.where()) ? method.where() : service.where() + " and " + method.where());
    }

    /** One of several is met by whoever has all of some, where one is among those. */
    private static Set<String> unlessMet(Set<String> any, Set<String> all) {
        return any.stream().anyMatch(all::contains) ? Set.of() : any;
    }

    /** What meets both when each asks for one of several; null when no set says it. */
    private static @Nullable Set<String> narrower(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return other.containsAll(one) ? one : one.containsAll(other) ? other : null;
    }

    private static Set<String> names(ScopeSet scopes) {
        return scopes.stream().map(Scope::toString).collect(Collectors.toCollection(HashSet::new));
    }

    private static int strictness(AccessRule rule) {
        return switch (rule.demand()) {
            case OPEN -> 0;
            case CALLER -> 1;
            case CLOSED -> 2;
        };
    }
}
