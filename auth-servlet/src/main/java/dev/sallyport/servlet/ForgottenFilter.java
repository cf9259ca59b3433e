package dev.sallyport.servlet;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.servlet.guard.AnnotatedServlets;
import dev.sallyport.servlet.guard.MisplacedAnnotations;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.HandlesTypes;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stops the start of an application that annotates servlets, or classes that others make resources of, and has forgotten the
 * filter; and puts the check of disguised paths before a filter of web.xml that is not mapped to everything. Containers call it
 * when the jar is in {@code WEB-INF/lib}; where they do not, nothing of this library runs in such an application, and nothing can
 * tell. Some call it without the classes that it asks for; then it knows the servlets, and
 * what the annotation processor noted.
 */
@HandlesTypes({RequiresScope.class, RequiresTenant.class, RateLimited.class})
public final class ForgottenFilter implements ServletContainerInitializer {
    private static final String NAME = "sallyport-forgotten-filter";

    /** For the container. */
    public ForgottenFilter() {}

    /** A filter without a mapping: containers start it when everything is registered, and a failing one stops the start. */
    @Override
    public void onStartup(@Nullable Set<Class<?>> annotated, ServletContext context) {
        context.addFilter(NAME, new Check(annotated == null ? Set.of() : annotated));
        new Declared(context).addSentry();
    }

    /** Servlets are told by their registrations: one that is not registered answers nothing. */
    private static List<String> resources(Set<Class<?>> annotated) {
        return annotated.stream()
                .filter(type -> !Servlet.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .map(Class::getName)
                .toList();
    }

    private static final class Check implements Filter {
        private final Set<Class<?>> found;

        Check(Set<Class<?>> found) {
            this.found = found;
        }

        @Override
        public void init(FilterConfig config) {
            ServletContext context = config.getServletContext();
            Set<Class<?>> classes = new HashSet<>(found);
            classes.addAll(IndexedEndpoints.in(context));
            MisplacedAnnotations.refuse(context, classes);
            if (new Declared(context).isPresent()) {
                return;
            }
            Collection<String> annotated = new TreeSet<>(AnnotatedServlets.in(context));
            annotated.addAll(resources(classes));
            if (!annotated.isEmpty()) {
                throw new IllegalStateException("Nothing enforces the annotations of " + annotated + ": call"
                        + " SallyportWeb.of(auth).protect(\"/api/*\").install(context) in a ServletContextListener, or declare "
                        + SallyportFilter.class.getName() + " in web.xml");
            }
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}
