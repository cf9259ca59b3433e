package dev.sallyport.servlet.guard.start;

import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servlets of one context inside which every method is decided about, resource methods of JAX-RS or those of a framework, so
 * that the filter leaves the demand to the method's rule there. Safe for use by many threads.
 *
 * <p>A servlet is in it from the moment on that its JAX-RS application has registered the feature, which is before that servlet
 * serves its first request, or that a {@code MethodGuard} took it over, and for as long as that guards it. Before, after, and for
 * every other servlet, the filter asks for what the servlet demands: a valid credential where nothing is said.
 */
public final class ResourceServlets {
    private static final String ATTRIBUTE = "dev.sallyport.servlet.resources";

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private volatile boolean methodGuard;

    private ResourceServlets() {}

    /** Those of the context; whatever else an application puts under the attribute's name is replaced. */
    public static ResourceServlets of(ServletContext context) {
        synchronized (ResourceServlets.class) {
            if (context.getAttribute(ATTRIBUTE) instanceof ResourceServlets known) {
                return known;
            }
            ResourceServlets made = new ResourceServlets();
            context.setAttribute(ATTRIBUTE, made);
            return made;
        }
    }

    /** @param servlet its name; whoever calls this decides about every request that reaches a method of it */
    public void add(String servlet) {
        names.add(servlet);
    }

    /** Somebody means to ask about the methods of a framework. */
    public void addMethodGuard() {
        methodGuard = true;
    }

    boolean hasMethodGuard() {
        return methodGuard;
    }

    /** For a runtime that drops what guards the servlet, such as one that is given another application. */
    public void remove(String servlet) {
        names.remove(servlet);
    }

    boolean has(String servlet) {
        return names.contains(servlet);
    }
}
