package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.rule.MethodRule;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What one servlet demands, by HTTP method. Immutable; keeps no reference to the servlet's class.
 *
 * @param other for methods that have no entry
 * @param served the methods that the servlet has a handler of its own for
 */
public record ServletRule(Map<String, MethodRule> byMethod, MethodRule other, Set<String> served) {
    public ServletRule {
        byMethod = Map.copyOf(byMethod);
        served = Set.copyOf(served);
    }

    /** A servlet that says nothing, or of which nothing is known: any valid credential. */
    static ServletRule unannotated() {
        return new ServletRule(Map.of(), MethodRule.unannotated(), Set.of());
    }

    /** A servlet whose annotations cannot be read or make no sense: nobody. */
    static ServletRule closed() {
        return new ServletRule(Map.of(), MethodRule.closed(), Set.of());
    }

    /** HTTP methods are case-sensitive; a servlet that takes {@code get} for {@code GET} must not get round its rule. */
    public MethodRule of(String method) {
        MethodRule rule = byMethod.get(method);
        if (rule == null && !byMethod.isEmpty()) {
            rule = byMethod.get(method.toUpperCase(Locale.ROOT));
        }
        return rule == null ? other : rule;
    }

    /** Whether the servlet demands something that holds only behind the filter. */
    boolean needsGuard() {
        return needsGuard(other) || byMethod.values().stream().anyMatch(ServletRule::needsGuard);
    }

    private static boolean needsGuard(MethodRule method) {
        return (method.isAnnotated() && method.rule().demand() != AccessRule.Demand.OPEN)
                || !method.rule().limits().isEmpty();
    }
}
