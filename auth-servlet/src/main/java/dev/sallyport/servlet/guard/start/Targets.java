package dev.sallyport.servlet.guard.start;

import dev.sallyport.servlet.rule.RuleValidator;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which servlet a request will reach, and what that demands. Safe for use by many threads.
 *
 * <p>It asks the container, never the URL: {@code getHttpServletMapping} names the servlet of a REQUEST, FORWARD or ASYNC
 * dispatch. Of an INCLUDE the request still describes the including servlet, and not every container names the included one, so
 * there the path that the container gives for it decides ({@link ServletMappings}). Each servlet's annotations are read once;
 * there are as many entries as servlets.
 *
 * <p>See decision 0001.
 */
public final class Targets {
    private static final Logger LOG = System.getLogger(Targets.class.getName());
    private static final Target UNKNOWN = new Target(null, "/", ServletRule.unannotated());

    private final ServletContext context;
    private final ServletRuleReader reader;
    private final ResourceServlets resourceServlets;
    private final Map<String, Target> byServlet = new ConcurrentHashMap<>();
    private volatile @Nullable ServletMappings mappings;

    public Targets(ServletContext context, ServletRuleReader reader) {
        this.context = context;
        this.reader = reader;
        this.resourceServlets = ResourceServlets.of(context);
    }

    public RuleValidator validator() {
        return reader.validator();
    }

    /** Tells whether every method inside the servlet is decided about by its own rule. */
    public boolean leavesDemand(Target target) {
        return target.servlet() != null && resourceServlets.has(target.servlet());
    }

    /** Tells whether the servlet is the one of Jetty that serves files, which alone forwards to welcome files. */
    public boolean isOfContainer(@Nullable String servlet) {
        ServletRegistration registration = servlet == null ? null : context.getServletRegistration(servlet);
        String type = registration == null ? null : registration.getClassName();
        return type != null && type.startsWith("org.eclipse.jetty.") && type.endsWith(".DefaultServlet");
    }

    /** What a request, a forward, an async dispatch or an error page reaches. */
    public Target of(HttpServletRequest request) {
        HttpServletMapping mapping = request.getHttpServletMapping();
        return named(mapping == null ? null : mapping.getServletName());
    }

    /** @param path that is included, within the context */
    public Target included(String path) {
        ServletMappings current = mappings;
        if (current == null) {
            current = ServletMappings.of(context.getServletRegistrations().values());
            mappings = current;
        }
        return named(current.find(path));
    }

    private Target named(@Nullable String servlet) {
        if (servlet == null) {
            return UNKNOWN;
        }
        Target known = byServlet.get(servlet);
        return known == null ? find(servlet) : known;
    }

    private Target find(String name) {
        ServletRegistration registration = context.getServletRegistration(name);
        if (registration == null || registration.getClassName() == null) {
            return UNKNOWN;
        }
        Target target;
        try {
            target = read(registration);
        } catch (IllegalStateException e) {
            LOG.log(Level.ERROR, "The servlet \"" + name + "\" is closed to everyone: " + e.getMessage());
            target = new Target(name, resource(registration), ServletRule.closed());
        }
        Target before = byServlet.putIfAbsent(name, target);
        return before == null ? target : before;
    }

    /** The servlet's class; empty where the web application does not see it, and then requests find the servlet closed. */
    Optional<Class<?>> load(ServletRegistration registration) {
        String className = registration.getClassName();
        try {
            return className == null ? Optional.empty() : Optional.of(load(className));
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "The class " + className + " is not visible to the web application", e);
            return Optional.empty();
        }
    }

    private Class<?> load(String className) throws ClassNotFoundException {
        return Class.forName(className, false, loader(context));
    }

    /** @throws IllegalStateException when the servlet's class cannot be loaded, or its annotations make no sense */
    Target read(ServletRegistration registration) {
        String className = registration.getClassName();
        try {
            String resource = resource(registration);
            return new Target(registration.getName(), resource, reader.read(load(className), resource));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(
                    "The class " + className + " cannot be read through the web application's class"
                            + " loader, so nobody knows what it demands; register the servlet by a class that the application sees",
                    e);
        }
    }

    /** What sees the application's classes. */
    static ClassLoader loader(ServletContext context) {
        @Nullable ClassLoader own = context.getClassLoader();
        if (own != null) {
            return own;
        }
        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** The first mapping in alphabetical order: the same on every node, and nothing that a caller does not know. */
    private static String resource(ServletRegistration registration) {
        Collection<String> mappings = registration.getMappings();
        String first = mappings == null
                ? registration.getName()
                : mappings.stream().sorted().findFirst().orElse(registration.getName());
        return RuleValidator.printable(first);
    }
}
