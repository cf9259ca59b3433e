package dev.sallyport.servlet.guard.start;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Controllers of Spring MVC that are annotated while no {@code MethodGuard} is there that anybody could ask: what their servlet
 * serves is closed then, in front of the filter and beside it. Safe for use by many threads; reads each servlet once.
 *
 * <p>See decision 0087.
 */
public final class UnguardedControllers {
    private static final Logger LOG = System.getLogger(UnguardedControllers.class.getName());

    private final ServletContext context;
    private final Targets targets;
    private final ResourceServlets resourceServlets;
    private final Map<String, Set<String>> annotated = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> dispatchers;

    UnguardedControllers(ServletContext context, Targets targets) {
        this.context = context;
        this.targets = targets;
        this.resourceServlets = ResourceServlets.of(context);
    }

    /** Tells whether there can be none, which costs next to nothing to know. */
    public boolean isNone() {
        return resourceServlets.hasMethodGuard() || known().isEmpty();
    }

    /** @param servlet that the request reaches; null when nobody knows it */
    public boolean has(@Nullable String servlet) {
        if (servlet == null || isNone() || !known().contains(servlet)) {
            return false;
        }
        Set<String> found = annotated.get(servlet);
        if (found == null) {
            found = SpringControllers.annotated(context, servlet);
            if (found != null) {
                annotated.put(servlet, found);
            }
        }
        if (found != null && found.isEmpty()) {
            return false;
        }
        if (told.add(servlet)) {
            LOG.log(Level.ERROR, "The servlet \"" + servlet + "\" answers 503 to everyone: " + why(found));
        }
        return true;
    }

    private static String why(@Nullable Set<String> found) {
        return (found == null
                        ? "nothing shows whether its controllers are annotated,"
                        : "nothing enforces the annotations of its controllers " + new TreeSet<>(found) + ",")
                + " because no MethodGuard was made for this context. Make one with MethodGuard.of(servletContext) and ask it"
                + " before each handler, as the guide shows for Spring";
    }

    private Set<String> known() {
        Set<String> known = dispatchers;
        if (known == null) {
            known = dispatchers();
            dispatchers = known;
        }
        return known;
    }

    /** After all servlets are registered, which is when requests come. */
    private Set<String> dispatchers() {
        return context.getServletRegistrations().values().stream()
                .filter(each -> targets.load(each)
                        .filter(SpringControllers::isDispatcher)
                        .isPresent())
                .map(each -> each.getName())
                .collect(Collectors.toUnmodifiableSet());
    }
}
