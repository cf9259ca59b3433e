package dev.sallyport.jaxrs;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Finds the methods by which one resource led to another. Safe for use by many threads.
 *
 * <p>See decision 0068.
 */
interface Locators {
    /**
     * From one resource to the next.
     *
     * @param parent the class of the first
     * @param methods those that may have led there; empty when nobody knows one, and then nobody may pass
     */
    record Step(Class<?> parent, List<Method> methods) {
        public Step {
            methods = List.copyOf(methods);
        }
    }

    /** The steps of a request, in the order of the path; none when it led to a root resource. */
    List<Step> of(UriInfo uri);

    /** All methods of the class that {@link #of} does not tell from this one, when it leads to that class. */
    List<Method> alike(Class<?> parent, Method locator, Class<?> child);
}
