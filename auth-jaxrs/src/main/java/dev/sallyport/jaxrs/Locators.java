package dev.sallyport.jaxrs;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/**
 * Finds the methods by which one resource may have led to another. Without state.
 *
 * <p>JAX-RS does not say which locator it called, so it is every one of the class whose result the sub-resource can be: where two
 * of them demand different things, both must be met.
 */
final class Locators {
    private Locators() {}

    static List<Method> between(Class<?> parent, Class<?> child) {
        List<Method> all = Designation.in(parent).entrySet().stream()
                .filter(method -> method.getValue().isLocator())
                .map(Map.Entry::getKey)
                .toList();
        List<Method> fitting =
                all.stream().filter(method -> mayAnswer(method, child)).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    private static boolean mayAnswer(Method locator, Class<?> child) {
        Class<?> answered = locator.getReturnType();
        return answered == Class.class || answered.isAssignableFrom(child);
    }
}
