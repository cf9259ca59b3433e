package dev.sallyport.servlet.guard.start;

import dev.sallyport.servlet.guard.path.PathSettings;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.Proxies;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all servlets of a context: at start-up, and once more at the first request, because a container may let servlets in
 * between the two. Safe for use by many threads.
 */
public final class MappingCheck {
    private static final Logger LOG = System.getLogger(MappingCheck.class.getName());

    /** The library's own servlet, which decides each endpoint by itself. */
    private static final String ENDPOINTS = "dev.sallyport.servlet.SallyportServlet";

    private final ServletContext context;
    private final Targets targets;
    private final PathSettings settings;
    private volatile @Nullable Map<String, Set<String>> checked;
    private volatile boolean confirmed;

    public MappingCheck(ServletContext context, Targets targets, PathSettings settings) {
        this.context = context;
        this.targets = targets;
        this.settings = settings;
    }

    private void tellOfWaysAround(ServletRegistration registration, Set<String> outside) {
        LOG.log(
                Level.WARNING,
                "The servlet " + registration.getClassName()
                        + " needs a credential by some of its mappings and none by "
                        + outside + ": whoever is refused there gets in here. "
                        + remedy(outside.iterator().next())
                        + "; or say with @PermitAll on the class that it is meant for everyone");
    }

    public UnguardedControllers unguarded() {
        return new UnguardedControllers(context, targets);
    }

    /**
     * @return what each servlet demands
     * @throws IllegalStateException when a servlet demands something that no filter of ours enforces, or something that makes no
     *     sense, or hides what another one demands
     */
    public List<Row> check() {
        List<Row> rows = new ArrayList<>();
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            Optional<Class<?>> servlet = targets.load(registration);
            if (servlet.isEmpty()) {
                continue;
            }
            Collection<String> mappings = mappings(registration);
            Set<String> outside = new TreeSet<>(mappings);
            outside.removeIf(mapping -> settings.covers(registration.getName(), mapping));
            boolean isOutside = outside.size() == new TreeSet<>(mappings).size();
            if (isOutside && Proxies.isBlind(servlet.get())) {
                mappings.forEach(mapping -> add(rows, mapping, ServletRule.unannotated(), false));
                continue;
            }
            Target target = targets.read(registration);
            if (!targets.leavesDemand(target)) {
                HeldServlets.requireAnnotated(registration, servlet.get(), target.rules(), isOutside);
            }
            if (!outside.isEmpty() && target.rules().needsGuard()) {
                throw uncovered(registration, outside.iterator().next());
            }
            if (!outside.isEmpty()
                    && !isOutside
                    && !target.rules().other().isAnnotated()
                    && !ENDPOINTS.equals(registration.getClassName())) {
                tellOfWaysAround(registration, outside);
            }
            mappings.forEach(mapping -> add(rows, mapping, target.rules(), !outside.contains(mapping)));
        }
        checked = registered();
        return rows;
    }

    /**
     * Checks again what came after the check at start-up; later calls cost nothing.
     *
     * @throws IllegalStateException as {@link #check}, every time
     */
    public void confirm() {
        if (!confirmed) {
            if (!registered().equals(checked)) {
                check();
            }
            confirmed = true;
        }
    }

    /** @throws IllegalStateException when a mapping of the servlet is not protected */
    public void require(ServletRegistration registration) {
        uncoveredMapping(registration).ifPresent(mapping -> {
            throw uncovered(registration, mapping);
        });
    }

    /** @throws IllegalStateException when a mapping of the servlet, which leads to the resource, is not protected */
    public void require(ServletRegistration registration, String resource) {
        uncoveredMapping(registration).ifPresent(mapping -> {
            throw new IllegalStateException(resource + " is reached by the mapping \"" + mapping
                    + "\", which is not protected, so every request to it would be refused. " + remedy(mapping));
        });
    }

    private Optional<String> uncoveredMapping(ServletRegistration registration) {
        return mappings(registration).stream()
                .filter(mapping -> !settings.covers(registration.getName(), mapping))
                .findFirst();
    }

    private Map<String, Set<String>> registered() {
        Map<String, Set<String>> registered = new TreeMap<>();
        context.getServletRegistrations()
                .values()
                .forEach(each ->
                        registered.put(each.getName() + " " + each.getClassName(), new TreeSet<>(mappings(each))));
        return registered;
    }

    private IllegalStateException uncovered(ServletRegistration registration, String mapping) {
        return new IllegalStateException("The servlet " + registration.getClassName()
                + " is annotated, but its mapping \""
                + mapping + "\" is not protected, so its annotations would have no effect. " + remedy(mapping));
    }

    private String remedy(String mapping) {
        return "Protected are "
                + settings.guarded().stream().map(UrlPattern::text).toList()
                + (settings.servlets().isEmpty() ? "" : " and the servlets " + new TreeSet<>(settings.servlets()))
                + "; add protect(\"" + mapping + "\") or a pattern above it; in web.xml that is a <url-pattern> of the"
                + " filter's mapping";
    }

    private static void add(List<Row> rows, String mapping, ServletRule rules, boolean covered) {
        if (!covered) {
            rows.add(Row.described(mapping, "*", "not protected"));
            return;
        }
        Set<String> methods = new TreeSet<>(rules.served());
        if (methods.isEmpty()) {
            methods.add("*");
        }
        for (String method : methods) {
            MethodRule rule = method.equals("*") ? rules.other() : rules.of(method);
            rows.add(Row.of(mapping, method, rule.rule()));
        }
    }

    private static Collection<String> mappings(ServletRegistration registration) {
        @Nullable Collection<String> mappings = registration.getMappings();
        return mappings == null ? List.of() : mappings;
    }
}
