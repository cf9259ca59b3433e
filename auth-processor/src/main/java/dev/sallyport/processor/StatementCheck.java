package dev.sallyport.processor;

import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of one class or one method say together: what the start of the application would refuse is an error. For the
 * compiler's thread.
 */
final class StatementCheck {
    /** What the compiler gives for a name that it does not know, and complains about by itself. */
    private static final String UNRESOLVED = "<error>";

    private final @Nullable ScopeCatalog catalog;
    private final Findings findings;
    private final LimitCheck limits;

    /** @param catalog null when nobody said which scopes there are */
    StatementCheck(@Nullable ScopeCatalog catalog, Findings findings) {
        this.catalog = catalog;
        this.findings = findings;
        this.limits = new LimitCheck(findings);
    }

    /** @param marks of one element */
    void check(List<Mark> marks) {
        Set<String> kinds = new HashSet<>();
        for (Mark mark : marks) {
            if (!mark.isUnderstood()) {
                findings.error(
                        mark,
                        mark.where() + " has @" + mark.name()
                                + ", which is not understood here; use dev.sallyport.access and jakarta.annotation.security");
                continue;
            }
            if (kinds.add(kind(mark))
                    && kinds.stream().filter(kind -> !kind.isEmpty()).count() == 2) {
                findings.error(
                        mark,
                        mark.where() + " has annotations that contradict each other: @PermitAll and @DenyAll"
                                + " stand alone; only @RequiresScope, @RolesAllowed and @RequiresTenant go together");
            }
            switch (mark.name()) {
                case Mark.REQUIRES_SCOPE -> scopes(mark);
                case Mark.ROLES_ALLOWED -> roles(mark);
                case Mark.RATE_LIMITED -> limits.check(mark);
                default -> {}
            }
        }
    }

    /** What can only stand on an element once; empty for what goes with everything. */
    private static String kind(Mark mark) {
        return switch (mark.name()) {
            case Mark.RATE_LIMITED -> "";
            case Mark.PERMIT_ALL -> "open";
            case Mark.DENY_ALL -> "closed";
            default -> "caller";
        };
    }

    private void scopes(Mark mark) {
        List<AnnotationValue> allOf = mark.values("value");
        List<AnnotationValue> anyOf = mark.values("anyOf");
        if (allOf.isEmpty() && anyOf.isEmpty()) {
            findings.error(
                    mark,
                    "@RequiresScope on " + mark.where()
                            + " names no scope; a valid credential is needed without it, too");
        }
        set(mark, allOf);
        set(mark, anyOf);
    }

    private void set(Mark mark, List<AnnotationValue> values) {
        List<Scope> scopes = new ArrayList<>();
        for (AnnotationValue value : values) {
            if (value.getValue() instanceof String name && !name.equals(UNRESOLVED)) {
                try {
                    Scope scope = new Scope(name);
                    scopes.add(scope);
                    if (catalog != null && !catalog.knows(scope)) {
                        findings.error(mark, value, unknown(mark, scope, catalog));
                    }
                } catch (IllegalArgumentException e) {
                    findings.error(mark, value, "@RequiresScope on " + mark.where() + ": " + e.getMessage());
                }
            }
        }
        try {
            ScopeSet.copyOf(scopes);
        } catch (IllegalArgumentException e) {
            findings.error(mark, "@RequiresScope on " + mark.where() + ": " + e.getMessage());
        }
    }

    private static String unknown(Mark mark, Scope scope, ScopeCatalog catalog) {
        return "Unknown scope in @RequiresScope on " + mark.where() + ": " + scope
                + ". Declare it with Sallyport.builder().scopes(…) and in -A" + ScopeOption.NAME + "; known are: "
                + catalog.entries().keySet();
    }

    private void roles(Mark mark) {
        List<AnnotationValue> roles = mark.values("value");
        if (roles.isEmpty()) {
            findings.error(mark, "@RolesAllowed on " + mark.where() + " names no role; write @DenyAll to close it");
        }
        Set<Object> names = new HashSet<>();
        for (AnnotationValue role : roles) {
            if (!UNRESOLVED.equals(role.getValue()) && !names.add(role.getValue())) {
                findings.error(mark, role, "@RolesAllowed on " + mark.where() + " names the role " + role + " twice");
            }
        }
    }
}
