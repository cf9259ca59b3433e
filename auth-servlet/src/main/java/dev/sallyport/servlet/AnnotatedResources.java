package dev.sallyport.servlet;

import jakarta.servlet.Registration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotated classes, beside servlets, that an application may serve: resources and controllers. Servlets are told by their
 * registrations: one that is not registered answers nothing. Without state.
 */
final class AnnotatedResources {
    /** What makes resources of classes. */
    private static final Pattern FRAMEWORK =
            Pattern.compile("jersey|resteasy|springframework|\\bcxf\\b", Pattern.CASE_INSENSITIVE);

    private AnnotatedResources() {}

    /** The names of those that the context may serve. */
    static List<String> of(Set<Class<?>> annotated, ServletContext context) {
        Set<Class<?>> indexed = IndexedEndpoints.in(context);
        Set<Class<?>> own = IndexedEndpoints.ownOf(context);
        return Stream.concat(annotated.stream(), indexed.stream())
                .filter(type -> !Servlet.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .filter(type -> own.contains(type) || isOfApplication(type, context))
                .map(Class::getName)
                .distinct()
                .toList();
    }

    /**
     * A class that several applications of a server share is no application's own: it counts where a framework may serve it. In an
     * embedded server, too, the classes of the application are those of the server.
     */
    private static boolean isOfApplication(Class<?> type, ServletContext context) {
        @Nullable ClassLoader application = context.getClassLoader();
        return application == null
                || type.getClassLoader() == application
                || Stream.concat(
                                context.getServletRegistrations().values().stream(),
                                context.getFilterRegistrations().values().stream())
                        .map(Registration::getClassName)
                        .anyMatch(
                                name -> name != null && FRAMEWORK.matcher(name).find());
    }
}
