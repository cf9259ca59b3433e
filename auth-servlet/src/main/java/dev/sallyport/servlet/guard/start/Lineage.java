package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.rule.FoundDemand;
import dev.sallyport.servlet.rule.Overridden;
import dev.sallyport.servlet.rule.Proxies;
import dev.sallyport.servlet.rule.Statement;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotations along the ancestry of a servlet class, up to the servlet API's. Holds classes: for use while rules are read,
 * not to be kept.
 */
final class Lineage {
    /** The handler methods that are understood, beside {@code service}. */
    static final List<String> HANDLERS =
            List.of("doGet", "doHead", "doPost", "doPut", "doDelete", "doPatch", "doOptions", "doTrace");

    private static final String SERVICE = "service";
    private static final String OWN = RequiresScope.class.getPackageName();

    private final Ancestry ancestry;

    /** @throws IllegalStateException when an annotation stands on a method that no request is decided by */
    Lineage(Class<?> servlet) {
        Proxies.refuseBlind(servlet);
        ancestry = Ancestry.of(servlet, type -> type == HttpServlet.class || type == GenericServlet.class);
        ancestry.levels().forEach(level -> level.forEach(Lineage::refuseMisplaced));
    }

    /** @param handler the method's name, or null for the classes themselves */
    @Nullable
    FoundDemand demand(@Nullable String handler) {
        return handler == null ? ancestry.demand() : ancestry.demand(type -> methods(type, handler));
    }

    /** @param handler the method's name, or null for the classes themselves */
    @Nullable
    RateLimited limit(@Nullable String handler) {
        return handler == null ? ancestry.limit() : ancestry.limit(type -> methods(type, handler));
    }

    /** Tells whether a class between the servlet and the servlet API has the method. */
    boolean declares(String handler) {
        return ancestry.levels().stream()
                .anyMatch(level -> !methods(level.get(0), handler).isEmpty());
    }

    /** Tells whether this library's own annotations stand anywhere on it. */
    static boolean usesOwnAnnotations(Class<?> servlet) {
        Lineage lineage = new Lineage(servlet);
        return lineage.ancestry.levels().stream()
                .flatMap(List::stream)
                .anyMatch(type ->
                        hasOwn(type) || Arrays.stream(type.getDeclaredMethods()).anyMatch(Lineage::hasOwn));
    }

    private static boolean hasOwn(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .anyMatch(each -> each.annotationType().getPackageName().equals(OWN));
    }

    @Nullable
    FoundDemand service() {
        return demand(SERVICE);
    }

    @Nullable
    RateLimited serviceLimit() {
        return limit(SERVICE);
    }

    private static List<Method> methods(Class<?> type, String handler) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(handler) && isHandler(method)) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static boolean isHandler(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (Overridden.isBridge(method) || parameters.length != 2) {
            return false;
        }
        boolean http = parameters[0] == HttpServletRequest.class && parameters[1] == HttpServletResponse.class;
        return method.getName().equals(SERVICE)
                ? http || (parameters[0] == ServletRequest.class && parameters[1] == ServletResponse.class)
                : http && HANDLERS.contains(method.getName());
    }

    private static void refuseMisplaced(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (!isHandler(method)
                    && !Overridden.isBridge(method)
                    && !Statement.of(method, Ancestry.name(method)).isSilent()) {
                throw new IllegalStateException(
                        "The annotation on " + Ancestry.name(method) + " has no effect there; put it on the"
                                + " class, on service, or on one of " + String.join(", ", HANDLERS)
                                + " with the parameters HttpServletRequest and HttpServletResponse");
            }
        }
    }
}
