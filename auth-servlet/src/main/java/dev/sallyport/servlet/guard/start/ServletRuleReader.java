package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.servlet.rule.FoundDemand;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.Precedence;
import dev.sallyport.servlet.rule.RuleValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a servlet's annotations demand. Safe for use by many threads.
 *
 * <p>For one HTTP method the demand is the one on {@code doGet}, {@code doPost}, …; where that has none, the one on {@code
 * service}; where that has none, the one on the class; each looked for in the class, then in its superclasses and interfaces
 * ({@link Lineage}). Three things keep this from opening what someone closed:
 *
 * <ul>
 *   <li>what {@code service} demands holds for every method, because every request passes it;
 *   <li>an inherited method does not loosen the class-level demand of a subclass: {@code @DenyAll} on a class also closes the
 *       {@code @PermitAll doGet} it inherits, and {@code @RequiresScope} on one holds beside the scope of that {@code doGet};
 *   <li>TRACE, whose answer repeats the request's headers and so the credential, is closed unless {@code doTrace} has a demand.
 * </ul>
 *
 * <p>HEAD follows GET, also where {@code doHead} is overridden, unless that has a demand itself. Rate limits of class, {@code
 * service} and method add up.
 */
public final class ServletRuleReader {
    private static final Map<String, List<String>> HANDLERS = Map.of(
            "GET", List.of("doGet"),
            "HEAD", List.of("doHead", "doGet"),
            "POST", List.of("doPost"),
            "PUT", List.of("doPut"),
            "DELETE", List.of("doDelete"),
            "PATCH", List.of("doPatch"),
            "OPTIONS", List.of("doOptions"),
            "TRACE", List.of("doTrace"));

    private final RuleValidator validator;

    public ServletRuleReader(ScopeCatalog scopes, Set<String> tenantVariables) {
        this(new RuleValidator(scopes, tenantVariables));
    }

    public ServletRuleReader(RuleValidator validator) {
        this.validator = validator;
    }

    RuleValidator validator() {
        return validator;
    }

    /**
     * @param resource the name under which limits without a group are counted: callers see it
     * @throws IllegalStateException when the annotations make no sense, with the class, the fault and what to do
     */
    ServletRule read(Class<?> servlet, String resource) {
        Lineage lineage = new Lineage(servlet);
        FoundDemand ofClass = lineage.demand(null);
        FoundDemand ofService = lineage.service();
        FoundDemand base = Precedence.of(ofService, ofClass);
        List<AccessRule.Limit> baseLimits = new ArrayList<>();
        validator.addLimit(baseLimits, lineage.limit(null), resource);
        validator.addLimit(baseLimits, lineage.serviceLimit(), resource + " service");
        MethodRule other = validator.rule(base, baseLimits);
        Map<String, MethodRule> byMethod = new HashMap<>();
        Set<String> served = new HashSet<>();
        HANDLERS.forEach((method, handlers) -> {
            if (lineage.declares(handlers.get(0))) {
                served.add(method);
            }
            FoundDemand own = firstDemand(lineage, handlers);
            List<AccessRule.Limit> limits = new ArrayList<>(baseLimits);
            addFirst(limits, lineage, handlers, resource);
            if (own == null && method.equals("TRACE")) {
                byMethod.put(method, new MethodRule(AccessRule.closed(), false));
            } else if (own == null) {
                byMethod.put(method, validator.rule(base, limits));
            } else {
                FoundDemand whole = ofService == null ? own : Precedence.both(ofService, own);
                byMethod.put(method, validator.rule(Precedence.inTenantOf(ofClass, whole), limits));
            }
        });
        return new ServletRule(byMethod, other, served);
    }

    /** The first handler's; one that is inherited does not stand in the way of what a nearer class demands of the next. */
    private static @Nullable FoundDemand firstDemand(Lineage lineage, List<String> handlers) {
        FoundDemand found = null;
        for (String handler : handlers) {
            FoundDemand next = lineage.demand(handler);
            if (found == null || (next != null && next.level() < found.level())) {
                found = found == null || next == null ? next : Precedence.both(next, found);
            }
        }
        return found;
    }

    private void addFirst(List<AccessRule.Limit> limits, Lineage lineage, List<String> handlers, String resource) {
        for (String handler : handlers) {
            RateLimited limit = lineage.limit(handler);
            if (limit != null) {
                validator.addLimit(limits, limit, handler.substring(2).toUpperCase(Locale.ROOT) + " " + resource);
                return;
            }
        }
    }
}
