package dev.sallyport.jaxrs;

import jakarta.ws.rs.core.UriInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JAX-RS says which resources were on the way, and not which locator it called: so it is every one of the class whose result the
 * sub-resource can be. Where two of them demand different things, both must be met.
 */
final class FittingLocators implements Locators {
    private static final Logger LOG = System.getLogger(FittingLocators.class.getName());

    private final Map<Way, Step> known = new ConcurrentHashMap<>();

    private record Way(Class<?> parent, Class<?> child) {}

    @Override
    public List<Step> of(UriInfo uri) {
        List<Object> matched = uri.getMatchedResources();
        List<Step> steps = new ArrayList<>();
        for (int i = matched.size() - 1; i > 0; i--) {
            Way way = new Way(typeOf(matched.get(i)), typeOf(matched.get(i - 1)));
            Step step = known.get(way);
            if (step == null) {
                step = step(way);
                known.put(way, step);
            }
            steps.add(step);
        }
        return steps;
    }

    @Override
    public List<Method> alike(Class<?> parent, Method locator, Class<?> child) {
        return between(parent, child);
    }

    private static Step step(Way way) {
        List<Method> found;
        String why = "no locator in it is known; write @Path on the method, or on what it overrides";
        try {
            found = between(way.parent(), way.child());
        } catch (LinkageError | TypeNotPresentException e) {
            found = List.of();
            why = e.toString();
        }
        if (found.isEmpty()) {
            LOG.log(
                    Level.ERROR,
                    "What " + way.parent().getName() + " leads to in "
                            + way.child().getName() + " is closed to everyone: " + why);
        }
        return new Step(way.parent(), found);
    }

    static List<Method> between(Class<?> parent, Class<?> child) {
        List<Method> all = Designation.in(parent).keySet().stream()
                .filter(method -> Designation.mayBeLocator(parent, method))
                .toList();
        List<Method> fitting =
                all.stream().filter(method -> mayAnswer(method, child)).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    /** What is no resource itself may be anything by the time it is called: a class, a future, a model. */
    private static boolean mayAnswer(Method locator, Class<?> child) {
        Class<?> answered = locator.getReturnType();
        return answered.isAssignableFrom(child) || Designation.in(answered).isEmpty();
    }

    /** @param resource an object, or a class of which the runtime makes one */
    static Class<?> typeOf(Object resource) {
        return resource instanceof Class<?> type ? type : resource.getClass();
    }
}
