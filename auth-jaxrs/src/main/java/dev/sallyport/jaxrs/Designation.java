package dev.sallyport.jaxrs;

import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.Overridden;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What JAX-RS takes a method for. Immutable.
 *
 * @param httpMethods empty for a locator
 * @param path as it is written; empty when none is
 */
record Designation(List<String> httpMethods, String path) {
    Designation {
        httpMethods = List.copyOf(httpMethods);
    }

    boolean isLocator() {
        return httpMethods.isEmpty();
    }

    /** The resource methods and locators among the public methods of a class, with what they are. */
    static Map<Method, Designation> in(Class<?> type) {
        Map<Method, Designation> found = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            Overridden overridden = new Overridden(type, method);
            // A bridge leads to a method that is public, and may be visible by the bridge alone.
            if (!Modifier.isStatic(method.getModifiers()) && !found.containsKey(overridden.method())) {
                Designation designation = of(annotated(type, overridden));
                if (designation != null) {
                    found.put(overridden.method(), designation);
                }
            }
        }
        return found;
    }

    /** Whether anything along its ancestry makes it a locator, whichever the runtime goes by. */
    static boolean mayBeLocator(Class<?> type, Method method) {
        return annotated(type, new Overridden(type, method)).stream()
                .map(Designation::of)
                .anyMatch(each -> each != null && each.isLocator());
    }

    /** The class, then its superclasses, each with its interfaces. */
    static List<Class<?>> levels(Class<?> type) {
        return Ancestry.of(type, ancestor -> false).levels().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The path of a root resource; null for any other class. */
    static @Nullable String rootPath(Class<?> type) {
        return levels(type).stream()
                .map(each -> each.getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(Path::value)
                .findFirst()
                .orElse(null);
    }

    /** In the order in which they count: superclasses come before interfaces (JAX-RS 3.6). */
    private static List<Method> annotated(Class<?> type, Overridden overridden) {
        return levels(type).stream()
                .sorted(Comparator.comparing(Class::isInterface))
                .flatMap(each -> overridden.apply(each).stream())
                .filter(Designation::isAnnotated)
                .toList();
    }

    /**
     * Annotations of JAX-RS on a method stand in place of all those that it would inherit. Only where these make it a method that
     * nobody can call is a path further up taken for a locator's, because some runtime might do so.
     */
    private static @Nullable Designation of(List<Method> annotated) {
        Designation nearest = annotated.isEmpty() ? null : of(annotated.get(0));
        return nearest != null
                ? nearest
                : annotated.stream()
                        .map(Designation::of)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Designation of(Method method) {
        TreeSet<String> httpMethods = new TreeSet<>();
        for (Annotation each : method.getAnnotations()) {
            HttpMethod designator = each.annotationType().getAnnotation(HttpMethod.class);
            if (designator != null) {
                httpMethods.add(designator.value());
            }
        }
        Path path = method.getAnnotation(Path.class);
        return path == null && httpMethods.isEmpty()
                ? null
                : new Designation(List.copyOf(httpMethods), path == null ? "" : path.value());
    }

    private static boolean isAnnotated(Method method) {
        return Stream.concat(
                        Arrays.stream(method.getAnnotations()),
                        Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getPackageName().startsWith("jakarta.ws.rs")
                        || type.isAnnotationPresent(HttpMethod.class));
    }
}
