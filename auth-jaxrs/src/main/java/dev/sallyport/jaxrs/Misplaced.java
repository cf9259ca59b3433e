package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.Overridden;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds annotations of this library on methods of a resource that no request reaches, so that nobody counts on them. Without state.
 *
 * <p>Jakarta's annotations may be meant for somebody else there, such as an EJB container. A method that the class merely inherits
 * may answer requests in another class, so that is only said.
 */
final class Misplaced {
    private static final Logger LOG = System.getLogger(Misplaced.class.getName());

    private Misplaced() {}

    /**
     * @param answering the methods of the class that requests reach
     * @throws IllegalStateException with the method and what to do
     */
    static void refuseIn(Class<?> type, Set<Method> answering) {
        List<Class<?>> levels = Designation.levels(type);
        Set<Method> reached = new HashSet<>();
        for (Method method : answering) {
            Overridden overridden = new Overridden(type, method);
            levels.forEach(level -> reached.addAll(overridden.apply(level)));
        }
        if (reached.isEmpty()) {
            // The methods of a resource that is put together by code bear no annotations of JAX-RS.
            return;
        }
        for (Class<?> level : levels) {
            for (Method method : level.getDeclaredMethods()) {
                if (!Overridden.isBridge(method) && !reached.contains(method) && OwnAnnotations.isOwn(method)) {
                    tell(type, method);
                }
            }
        }
    }

    private static void tell(Class<?> type, Method method) {
        if (method.getDeclaringClass() == type) {
            throw new IllegalStateException(
                    "The annotation on " + Ancestry.name(method) + " has no effect there, because no"
                            + " request reaches it; put it on a public method with @GET, @POST, … or @Path, or on the class");
        }
        LOG.log(
                Level.WARNING,
                "The annotation on " + Ancestry.name(method) + " has no effect in " + type.getName()
                        + ", where no request reaches that method");
    }
}
