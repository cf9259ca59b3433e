package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.Overridden;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the methods by which one resource may have led to another. Without state.
 *
 * <p>JAX-RS does not say which locator it called, so it is every one of the class whose result the sub-resource can be: where two
 * of them demand different things, both must be met.
 */
final class Locators {
    private Locators() {}

    static List<Method> between(Class<?> parent, Class<?> child) {
        List<Method> all = Arrays.stream(parent.getMethods())
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> isLocator(parent, method))
                .toList();
        List<Method> fitting =
                all.stream().filter(method -> mayAnswer(method, child)).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    private static boolean mayAnswer(Method locator, Class<?> child) {
        Class<?> answered = locator.getReturnType();
        return answered == Class.class || answered.isAssignableFrom(child);
    }

    private static boolean isLocator(Class<?> parent, Method method) {
        Overridden overridden = new Overridden(parent, method);
        List<Method> all = Ancestry.of(parent, type -> false).levels().stream()
                .flatMap(List::stream)
                .flatMap(type -> overridden.apply(type).stream())
                .toList();
        return all.stream().anyMatch(each -> each.isAnnotationPresent(Path.class))
                && all.stream().noneMatch(Locators::hasHttpMethod);
    }

    private static boolean hasHttpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
