package dev.sallyport.servlet.guard;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.Scope;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at all servlets of a context at start-up. Without state. */
final class Coverage {
    private Coverage() {}

    /**
     * @return which servlets ask for a scope, each as {@code GET /api/reports}
     * @throws IllegalStateException when a servlet demands something that no filter of ours enforces, or something that makes no
     *     sense
     */
    static Map<Scope, List<String>> check(ServletContext context, Targets targets, List<UrlPattern> guarded) {
        Map<Scope, List<String>> uses = new HashMap<>();
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            if (targets.load(registration).isEmpty()) {
                continue;
            }
            Target target = targets.read(registration);
            if (target.rules().needsGuard()) {
                requireCovered(registration, guarded);
            }
            collect(target, uses);
        }
        uses.values().forEach(list -> list.sort(null));
        return uses;
    }

    private static void requireCovered(ServletRegistration registration, List<UrlPattern> guarded) {
        for (String mapping : registration.getMappings()) {
            if (guarded.stream().noneMatch(pattern -> pattern.covers(mapping))) {
                throw new IllegalStateException("The servlet " + registration.getClassName()
                        + " is annotated, but its mapping \""
                        + mapping + "\" is not protected, so its annotations would have no effect. Protected are "
                        + guarded.stream().map(UrlPattern::text).toList() + "; add protect(\"" + mapping
                        + "\") or a pattern above it");
            }
        }
    }

    private static void collect(Target target, Map<Scope, List<String>> uses) {
        for (String method : target.rules().served()) {
            AccessRule rule = target.rules().of(method).rule();
            for (Scope scope : rule.allOf().union(rule.anyOf())) {
                uses.computeIfAbsent(scope, s -> new ArrayList<>()).add(method + " " + target.resource());
            }
        }
    }
}
