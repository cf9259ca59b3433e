package dev.sallyport.servlet.rule;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.scope.ScopeSet;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.annotation.security.RunAs;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of one class or one method say together. Immutable.
 *
 * <p>See decision 0063.
 *
 * @param demand null when they demand nothing of the caller
 * @param limit null when they limit nothing
 * @param where the element's name, for messages
 */
public record Statement(
        @Nullable AccessRule demand, @Nullable RateLimited limit, String where) {
    /** Everyone who is authenticated, as the servlet specification writes it. */
    private static final String ANY_ROLE = "**";

    private static final Set<String> RULES =
            Set.of("dev.sallyport.access", "jakarta.annotation.security", "javax.annotation.security");

    public boolean isSilent() {
        return demand == null && limit == null;
    }

    /**
     * @throws IllegalStateException when annotations contradict each other, name nothing, or are of a kind that nobody here
     *     understands
     */
    public static Statement of(AnnotatedElement element, String where) {
        RequiresScope scopes = null;
        RolesAllowed roles = null;
        RequiresTenant tenant = null;
        RateLimited limit = null;
        boolean open = false;
        boolean closed = false;
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotation instanceof RequiresScope requires) {
                scopes = requires;
            } else if (annotation instanceof RolesAllowed allowed) {
                roles = allowed;
            } else if (annotation instanceof RequiresTenant requires) {
                tenant = requires;
            } else if (annotation instanceof RateLimited limited) {
                limit = limited;
            } else if (annotation instanceof PermitAll) {
                open = true;
            } else if (annotation instanceof DenyAll) {
                closed = true;
            } else if (carriesRule(annotation.annotationType(), new HashSet<>())) {
                throw new IllegalStateException(where + " has @"
                        + annotation.annotationType().getName()
                        + ", on which there is a rule that does not carry over; write the rule on " + where);
            } else if (isForeign(annotation)) {
                throw new IllegalStateException(
                        where + " has @" + annotation.annotationType().getName()
                                + ", which is not understood here; use dev.sallyport.access and jakarta.annotation.security");
            }
        }
        boolean caller = scopes != null || roles != null || tenant != null;
        if ((open ? 1 : 0) + (closed ? 1 : 0) + (caller ? 1 : 0) > 1) {
            throw new IllegalStateException(
                    where + " has annotations that contradict each other: @PermitAll and @DenyAll"
                            + " stand alone; only @RequiresScope, @RolesAllowed and @RequiresTenant go together");
        }
        AccessRule demand = open ? AccessRule.open() : closed ? AccessRule.closed() : null;
        return new Statement(caller ? demand(scopes, roles, tenant, where) : demand, limit, where);
    }

    private static AccessRule demand(
            @Nullable RequiresScope scopes,
            @Nullable RolesAllowed roles,
            @Nullable RequiresTenant tenant,
            String where) {
        AccessRule rule = AccessRule.authenticated();
        if (tenant != null) {
            rule = rule.withTenant(tenant.value());
        }
        if (scopes != null) {
            if (scopes.value().length + scopes.anyOf().length == 0) {
                throw new IllegalStateException("@RequiresScope on " + where
                        + " names no scope; a valid credential is needed" + " without it, too");
            }
            try {
                rule = rule.withScopes(ScopeSet.of(scopes.value()), ScopeSet.of(scopes.anyOf()));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("@RequiresScope on " + where + ": " + e.getMessage(), e);
            }
        }
        if (roles != null) {
            if (roles.value().length == 0) {
                throw new IllegalStateException(
                        "@RolesAllowed on " + where + " names no role; write @DenyAll to close it");
            }
            Set<String> names = Set.copyOf(List.of(roles.value()));
            rule = names.contains(ANY_ROLE) ? rule : rule.withRoles(names);
        }
        return rule;
    }

    /** A composed annotation: other frameworks take over what stands on it, so to ignore it would open what somebody closed. */
    private static boolean carriesRule(Class<? extends Annotation> type, Set<Class<?>> seen) {
        for (Annotation each : type.getDeclaredAnnotations()) {
            Class<? extends Annotation> above = each.annotationType();
            String packageName = above.getPackageName();
            if (RULES.contains(packageName)
                    || (!packageName.startsWith("java.") && seen.add(above) && carriesRule(above, seen))) {
                return true;
            }
        }
        return false;
    }

    /** Annotations that mean security to whoever wrote them: the old name space, and what a newer version may add. */
    private static boolean isForeign(Annotation annotation) {
        if (annotation instanceof RunAs || annotation instanceof DeclareRoles) {
            return false;
        }
        return RULES.contains(annotation.annotationType().getPackageName());
    }
}
