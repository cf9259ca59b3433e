package dev.sallyport.servlet.guard;

import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servlets of one context inside which every resource method is decided about, so that the filter leaves the demand to the
 * method's rule there. Safe for use by many threads.
 *
 * <p>A servlet is in it from the moment on that its JAX-RS application has registered the feature, which is before that servlet
 * serves its first request. Until then, and for every other servlet, the filter asks for what the servlet demands: a valid
 * credential where nothing is said.
 */
public final class ResourceServlets {
    private static final String ATTRIBUTE = "dev.sallyport.servlet.resources";

    private final Set<String> names = ConcurrentHashMap.newKeySet();

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

    /** @param servlet its name; whoever calls this decides about every request that reaches a resource method of it */
    public void add(String servlet) {
        names.add(servlet);
    }

    boolean has(String servlet) {
        return names.contains(servlet);
    }
}
