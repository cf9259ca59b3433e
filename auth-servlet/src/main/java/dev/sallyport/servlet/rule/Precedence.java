package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeSet;
import org.jspecify.annotations.Nullable;

/** How what a class, its method and the way to it demand become one demand. Without state. */
public final class Precedence {
    private Precedence() {}

    /**
     * The demand of a method in place of its class's, with two exceptions that keep it from opening what someone closed: a class
     * that is nearer than the method's demand and stricter keeps its own, and the class's tenant stays.
     *
     * @param method null when no demand stands on it
     * @param ofClass null when none stands there
     */
    public static @Nullable Found of(@Nullable Found method, @Nullable Found ofClass) {
        return method == null ? ofClass : inTenantOf(ofClass, unlessLoosened(method, ofClass));
    }

    /** A class that is nearer than the method's demand and stricter keeps its own. */
    public static Found unlessLoosened(Found method, @Nullable Found ofClass) {
        return ofClass != null
                        && ofClass.level() < method.level()
                        && strictness(ofClass.demand()) > strictness(method.demand())
                ? ofClass
                : method;
    }

    /** A method that demands a scope is still of its class's tenant: to forget that would open it to all others. */
    public static Found inTenantOf(@Nullable Found ofClass, Found method) {
        String variable = ofClass == null ? null : ofClass.demand().tenantVariable();
        return variable == null
                        || method.demand().demand() != AccessRule.Demand.CALLER
                        || method.demand().tenantVariable() != null
                ? method
                : new Found(method.demand().withTenant(variable), method.level(), method.where());
    }

    /** Both hold, because every request passes both. */
    public static Found both(Found service, Found method) {
        AccessRule one = service.demand();
        AccessRule other = method.demand();
        if (strictness(one) != strictness(other)) {
            return strictness(one) > strictness(other) ? service : method;
        }
        if (one.equals(other)) {
            return method;
        }
        if ((!one.anyOf().isEmpty() && !other.anyOf().isEmpty())
                || (!one.rolesAnyOf().isEmpty() && !other.rolesAnyOf().isEmpty())) {
            throw new IllegalStateException(
                    service.where() + " and " + method.where()
                            + " each demand one of several; both would hold, which cannot be said in one rule: annotate one of them");
        }
        ScopeSet any = one.anyOf().isEmpty() ? other.anyOf() : one.anyOf();
        String tenant = one.tenantVariable() == null ? other.tenantVariable() : one.tenantVariable();
        AccessRule rule = one.withScopes(one.allOf().union(other.allOf()), any)
                .withRoles(one.rolesAnyOf().isEmpty() ? other.rolesAnyOf() : one.rolesAnyOf());
        return new Found(tenant == null ? rule : rule.withTenant(tenant), method.level(), method.where());
    }

    private static int strictness(AccessRule rule) {
        return switch (rule.demand()) {
            case OPEN -> 0;
            case CALLER -> 1;
            case CLOSED -> 2;
        };
    }
}
