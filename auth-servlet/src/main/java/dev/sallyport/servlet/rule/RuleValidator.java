package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.LimitGroup;
import dev.sallyport.access.RateLimited;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeCatalog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The scopes, tenant variables and groups of limits that the annotations of one application may name; what names another is
 * refused with a message. Safe for use by many threads.
 */
public final class RuleValidator {
    private static final Logger LOG = System.getLogger(RuleValidator.class.getName());

    private final ScopeCatalog scopes;
    private final Set<String> tenantVariables;
    private final @Nullable Set<String> roles;
    private final Set<String> toldRoles = ConcurrentHashMap.newKeySet();
    private final Map<String, RateLimited> groups = new ConcurrentHashMap<>();

    /** Any role may be named. */
    public RuleValidator(ScopeCatalog scopes, Set<String> tenantVariables) {
        this(scopes, tenantVariables, null);
    }

    /** @param roles those that are declared; the log tells of others, once each. Null says nothing about roles. */
    public RuleValidator(ScopeCatalog scopes, Set<String> tenantVariables, @Nullable Set<String> roles) {
        this.scopes = scopes;
        this.tenantVariables = Set.copyOf(tenantVariables);
        this.roles = roles == null ? null : Set.copyOf(roles);
    }

    /**
     * @param found null when nobody demanded anything: any valid credential
     * @throws IllegalStateException when it names a scope or a variable that the application does not have
     */
    public MethodRule rule(@Nullable FoundDemand found, List<AccessRule.Limit> limits) {
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
        tellOfUnknownRoles(found);
        return new MethodRule(found.demand().withLimits(limits), true);
    }

    /** No error: a directory of the application may give roles that nobody declared. */
    private void tellOfUnknownRoles(FoundDemand found) {
        if (roles == null) {
            return;
        }
        for (String role : found.demand().rolesAnyOf()) {
            if (!roles.contains(role) && toldRoles.add(role)) {
                LOG.log(
                        Level.WARNING,
                        "@RolesAllowed on " + found.where() + " names the role \"" + role
                                + "\", which is not declared, so nobody has it, unless a UserDirectory of the application gives it."
                                + " Declare it with Sallyport.builder().roles(…); known are: " + new TreeSet<>(roles));
            }
        }
    }

    /** The same where callers see the name under which it is counted. */
    public void addLimit(List<AccessRule.Limit> limits, @Nullable RateLimited limited, String resource) {
        addLimit(limits, limited, resource, resource);
    }

    /**
     * Adds the limit unless it is there.
     *
     * @param limited null for none
     * @param counted under which it is counted when it names no group; other nodes count under it as well
     * @param resource what callers see when it names no group
     * @throws IllegalStateException when it cannot be read, or its group has another limit elsewhere
     */
    public void addLimit(
            List<AccessRule.Limit> limits, @Nullable RateLimited limited, String counted, String resource) {
        if (limited == null) {
            return;
        }
        boolean isNamed = !limited.group().isEmpty();
        String group = isNamed ? limited.group() : counted;
        RateLimit limit;
        try {
            limit = RateLimit.parse(limited.value());
            if (isNamed) {
                LimitGroup.require(limited.group());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("@RateLimited for " + resource + ": " + e.getMessage(), e);
        }
        // Two limits that count under one name would spoil each other's count.
        RateLimited before = groups.putIfAbsent(group, limited);
        if (before != null && (!before.value().equals(limited.value()) || before.by() != limited.by())) {
            throw new IllegalStateException("@RateLimited(group = \"" + group + "\") is \"" + limited.value() + "\" by "
                    + limited.by() + " for " + resource + " and \"" + before.value() + "\" by " + before.by()
                    + " elsewhere; write the same in both places, or name two groups");
        }
        AccessRule.Limit added = new AccessRule.Limit(limit, limited.by(), group, isNamed ? group : resource);
        if (!limits.contains(added)) {
            limits.add(added);
        }
    }

    /** The text with what has no place in a header replaced. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c > ' ' && c < 0x7F && c != '"' && c != '\\' ? c : '_');
        }
        return printable.toString();
    }
}
