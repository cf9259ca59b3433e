package dev.sallyport.servlet.guard;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.guard.Lineage.Found;
import dev.sallyport.servlet.guard.Rules.MethodRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
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
 *       {@code @PermitAll doGet} it inherits;
 *   <li>TRACE, whose answer repeats the request's headers and so the credential, is closed unless {@code doTrace} has a demand.
 * </ul>
 *
 * <p>HEAD follows GET, also where {@code doHead} is overridden, unless that has a demand itself. Rate limits of class, {@code
 * service} and method add up.
 */
final class RuleReader {
    private static final int MAX_GROUP = 64;

    /** How the builder's limits are named. */
    private static final Pattern GENERAL_GROUP = Pattern.compile("default(-[0-9]+)?");

    private static final Map<String, List<String>> HANDLERS = Map.of(
            "GET", List.of("doGet"),
            "HEAD", List.of("doHead", "doGet"),
            "POST", List.of("doPost"),
            "PUT", List.of("doPut"),
            "DELETE", List.of("doDelete"),
            "PATCH", List.of("doPatch"),
            "OPTIONS", List.of("doOptions"),
            "TRACE", List.of("doTrace"));

    private final ScopeCatalog scopes;
    private final Set<String> tenantVariables;
    private final Map<String, RateLimited> groups = new ConcurrentHashMap<>();

    RuleReader(ScopeCatalog scopes, Set<String> tenantVariables) {
        this.scopes = scopes;
        this.tenantVariables = Set.copyOf(tenantVariables);
    }

    /**
     * @param resource the name under which limits without a group are counted: callers see it
     * @throws IllegalStateException when the annotations make no sense, with the class, the fault and what to do
     */
    Rules read(Class<?> servlet, String resource) {
        Lineage lineage = new Lineage(servlet);
        Found ofClass = lineage.demand(null);
        Found ofService = lineage.service();
        Found base = ofService != null ? inTenantOf(ofClass, unlessLoosened(ofService, ofClass)) : ofClass;
        List<AccessRule.Limit> baseLimits = new ArrayList<>();
        add(baseLimits, lineage.limit(null), resource);
        add(baseLimits, lineage.serviceLimit(), resource + " service");
        MethodRule other = rule(base, baseLimits);
        Map<String, MethodRule> byMethod = new HashMap<>();
        Set<String> served = new HashSet<>();
        HANDLERS.forEach((method, handlers) -> {
            if (lineage.declares(handlers.get(0))) {
                served.add(method);
            }
            Found own = firstDemand(lineage, handlers);
            List<AccessRule.Limit> limits = new ArrayList<>(baseLimits);
            addFirst(limits, lineage, handlers, resource);
            if (own == null && method.equals("TRACE")) {
                byMethod.put(method, new MethodRule(AccessRule.closed(), false));
            } else if (own == null) {
                byMethod.put(method, rule(base, limits));
            } else {
                Found kept = unlessLoosened(own, ofClass);
                Found whole = ofService == null ? kept : both(ofService, kept);
                byMethod.put(method, rule(inTenantOf(ofClass, whole), limits));
            }
        });
        return new Rules(byMethod, other, served);
    }

    /** A class that is nearer than the method's demand and stricter keeps its own. */
    private static Found unlessLoosened(Found method, @Nullable Found ofClass) {
        return ofClass != null
                        && ofClass.level() < method.level()
                        && strictness(ofClass.demand()) > strictness(method.demand())
                ? ofClass
                : method;
    }

    /** A method that demands a scope is still of its class's tenant: to forget that would open it to all others. */
    private static Found inTenantOf(@Nullable Found ofClass, Found method) {
        String variable = ofClass == null ? null : ofClass.demand().tenantVariable();
        return variable == null
                        || method.demand().demand() != AccessRule.Demand.CALLER
                        || method.demand().tenantVariable() != null
                ? method
                : new Found(method.demand().withTenant(variable), method.level(), method.where());
    }

    private static Found both(Found service, Found method) {
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

    private MethodRule rule(@Nullable Found found, List<AccessRule.Limit> limits) {
        if (found == null) {
            return new MethodRule(AccessRule.authenticated().withLimits(limits), false);
        }
        try {
            scopes.require(found.demand().allOf().union(found.demand().anyOf()), "@RequiresScope on " + found.where());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        String tenant = found.demand().tenantVariable();
        if (tenant != null && !tenantVariables.contains(tenant)) {
            throw new IllegalStateException("@RequiresTenant(\"" + tenant + "\") on " + found.where()
                    + ": no tenant path names that variable; add tenantPath(\"/…/{" + tenant + "}/**\")");
        }
        return new MethodRule(found.demand().withLimits(limits), true);
    }

    private static @Nullable Found firstDemand(Lineage lineage, List<String> handlers) {
        for (String handler : handlers) {
            Found found = lineage.demand(handler);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void addFirst(List<AccessRule.Limit> limits, Lineage lineage, List<String> handlers, String resource) {
        for (String handler : handlers) {
            RateLimited limit = lineage.limit(handler);
            if (limit != null) {
                add(limits, limit, handler.substring(2).toUpperCase(Locale.ROOT) + " " + resource);
                return;
            }
        }
    }

    private void add(List<AccessRule.Limit> limits, @Nullable RateLimited limited, String resource) {
        if (limited == null) {
            return;
        }
        String group = limited.group().isEmpty() ? resource : limited.group();
        RateLimit limit;
        try {
            limit = RateLimit.parse(limited.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("@RateLimited for " + resource + ": " + e.getMessage(), e);
        }
        if (limited.group().length() > MAX_GROUP || !limited.group().chars().allMatch(RuleReader::isNameCharacter)) {
            throw new IllegalStateException("@RateLimited(group) for " + resource + " has 1 to " + MAX_GROUP
                    + " characters of printable ASCII without quote and backslash, because callers see it in a header");
        }
        if (GENERAL_GROUP.matcher(limited.group()).matches()) {
            throw new IllegalStateException("@RateLimited(group = \"" + limited.group() + "\") for " + resource
                    + " has the name of a general limit; choose another");
        }
        // Two limits that count under one name would spoil each other's count.
        RateLimited before = groups.putIfAbsent(group, limited);
        if (before != null && (!before.value().equals(limited.value()) || before.by() != limited.by())) {
            throw new IllegalStateException("@RateLimited(group = \"" + group + "\") is \"" + limited.value() + "\" by "
                    + limited.by() + " for " + resource + " and \"" + before.value() + "\" by " + before.by()
                    + " elsewhere; write the same in both places, or name two groups");
        }
        AccessRule.Limit added = new AccessRule.Limit(limit, limited.by(), group);
        if (!limits.contains(added)) {
            limits.add(added);
        }
    }

    private static boolean isNameCharacter(int c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }
}
