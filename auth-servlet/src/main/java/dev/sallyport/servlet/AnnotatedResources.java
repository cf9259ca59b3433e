package dev.sallyport.servlet;

import dev.sallyport.servlet.rule.Ancestry;
import jakarta.servlet.Registration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Modifier;
import java.util.Arrays;
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

    private static final String JAX_RS = "jakarta.ws.rs";
    private static final String ENFORCING = "dev.sallyport.jaxrs.SallyportFeature";

    private AnnotatedResources() {}

    /** The names of those that the context may serve. */
    static List<String> of(Set<Class<?>> annotated, ServletContext context) {
        return names(all(annotated, context), context);
    }

    /** Those of JAX-RS, when {@code sallyport-jaxrs} is not there, which would read their annotations. */
    static List<String> unread(Set<Class<?>> annotated, ServletContext context) {
        return isVisible(ENFORCING, context)
                ? List.of()
                : names(all(annotated, context).filter(AnnotatedResources::isOfJaxRs), context);
    }

    private static Stream<Class<?>> all(Set<Class<?>> annotated, ServletContext context) {
        return Stream.concat(annotated.stream(), IndexedEndpoints.in(context).stream());
    }

    private static List<String> names(Stream<Class<?>> annotated, ServletContext context) {
        Set<Class<?>> own = IndexedEndpoints.ownOf(context);
        return annotated
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

    private static boolean isVisible(String name, ServletContext context) {
        try {
            Class.forName(name, false, context.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isOfJaxRs(Class<?> type) {
        try {
            return Ancestry.of(type, ancestor -> false).levels().stream()
                    .flatMap(List::stream)
                    .flatMap(each -> Stream.concat(Stream.of(each), Arrays.stream(each.getDeclaredMethods())))
                    .flatMap(element -> Arrays.stream(element.getDeclaredAnnotations()))
                    .anyMatch(each -> each.annotationType().getPackageName().equals(JAX_RS));
        } catch (LinkageError e) {
            return false;
        }
    }
}
