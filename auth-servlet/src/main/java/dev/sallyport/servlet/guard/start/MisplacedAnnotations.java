package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EventListener;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Annotations of ours on what requests do reach, and where they hold nothing all the same: WebSocket endpoints, filters, listeners.
 * Without state.
 */
public final class MisplacedAnnotations {
    private static final String ENDPOINT = "jakarta.websocket.Endpoint";
    private static final String ENDPOINT_ANNOTATION = "jakarta.websocket.server.ServerEndpoint";

    private MisplacedAnnotations() {}

    /** @throws IllegalStateException when one of the registered filters and endpoints is of these kinds */
    public static void refuse(ServletContext context) {
        String fault = fault(context, List.of());
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * @param annotated classes with annotations of ours that the container or the annotation processor found
     * @return what is wrong with one of them, or of the registered filters and endpoints; null when nothing is
     */
    public static @Nullable String fault(ServletContext context, Collection<Class<?>> annotated) {
        List<Class<?>> classes = new ArrayList<>(annotated);
        WebSocketEndpoints.in(context).stream()
                .filter(MisplacedAnnotations::isAnnotated)
                .forEach(classes::add);
        context.getFilterRegistrations()
                .values()
                .forEach(filter -> annotatedFilter(context, filter).ifPresent(classes::add));
        for (Class<?> type : classes) {
            Optional<String> kind = kind(type);
            if (kind.isPresent()) {
                return fault(kind.get(), type);
            }
        }
        return null;
    }

    private static String fault(String kind, Class<?> type) {
        return "The " + kind + " " + type.getName()
                + " has annotations of dev.sallyport.access, and they hold nothing there: they are"
                + " for servlets, resources and controllers. Remove them"
                + (kind.startsWith("WebSocket")
                        ? "; protect(…) the endpoint's path, so that a handshake needs a credential, and in @OnOpen look at the"
                                + " Caller that session.getUserPrincipal() is"
                        : ", and annotate what is to be protected");
    }

    private static Optional<Class<?>> annotatedFilter(ServletContext context, FilterRegistration filter) {
        String name = filter.getClassName();
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.<Class<?>>of(Class.forName(name, false, Targets.loader(context)))
                    .filter(MisplacedAnnotations::isAnnotated);
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The class or a method of it, inherited ones included. */
    private static boolean isAnnotated(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (Stream.concat(Stream.of(each), Stream.of(each.getDeclaredMethods()))
                            .flatMap(element -> Stream.of(element.getDeclaredAnnotations()))
                            .anyMatch(found -> found.annotationType()
                                    .getPackageName()
                                    .equals(RequiresScope.class.getPackageName()))
                    || Stream.of(each.getInterfaces()).anyMatch(MisplacedAnnotations::isAnnotated)) {
                return true;
            }
        }
        return false;
    }

    /** None for a servlet, which may be a filter or a listener beside. */
    private static Optional<String> kind(Class<?> type) {
        if (Servlet.class.isAssignableFrom(type)) {
            return Optional.empty();
        }
        if (isEndpoint(type)) {
            return Optional.of("WebSocket endpoint");
        }
        if (Filter.class.isAssignableFrom(type)) {
            return Optional.of("filter");
        }
        return isListener(type) ? Optional.of("listener") : Optional.empty();
    }

    /** By name, because an application need not have the API. */
    private static boolean isEndpoint(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(ENDPOINT)
                    || Stream.of(each.getDeclaredAnnotations())
                            .map(Annotation::annotationType)
                            .anyMatch(found -> found.getName().equals(ENDPOINT_ANNOTATION))) {
                return true;
            }
        }
        return false;
    }

    /** Of the servlet API; a controller may listen to events of its framework. */
    private static boolean isListener(Class<?> type) {
        if (!EventListener.class.isAssignableFrom(type)) {
            return false;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (Stream.of(each.getInterfaces())
                    .anyMatch(found -> found.getName().startsWith("jakarta.servlet."))) {
                return true;
            }
        }
        return false;
    }
}
