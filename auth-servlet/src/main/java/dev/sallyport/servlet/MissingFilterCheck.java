package dev.sallyport.servlet;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.servlet.guard.start.AnnotatedServlets;
import dev.sallyport.servlet.guard.start.MisplacedAnnotations;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.HandlesTypes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stops the start of an application that annotates servlets, or classes that others make resources of, and has forgotten the
 * filter; where the container goes on, every request is answered with 503. It also puts the check of disguised paths before a
 * filter of web.xml that is not mapped to everything. Containers call it when the jar is in {@code WEB-INF/lib}; where they do
 * not, nothing of this library runs in such an application, and nothing can tell. Some call it without the classes that it asks
 * for; then it knows the servlets, and what the annotation processor noted.
 */
@HandlesTypes({RequiresScope.class, RequiresTenant.class, RateLimited.class})
public final class MissingFilterCheck implements ServletContainerInitializer {
    private static final String NAME = "sallyport-forgotten-filter";

    /** For the container. */
    public MissingFilterCheck() {}

    /** Containers start a filter when everything is registered, and a failing one stops the start. */
    @Override
    public void onStartup(@Nullable Set<Class<?>> annotated, ServletContext context) {
        Set<Class<?>> found = annotated == null ? Set.of() : annotated;
        FilterRegistration.Dynamic check = context.addFilter(NAME, new Check(found));
        DeclaredWiring declared = new DeclaredWiring(context);
        if (check != null && (declared.isPresent() || !found.isEmpty() || Check.startsFiltersLate(context))) {
            ClosedContext.beforeEverything(check);
        }
        if (declared.hasFilter()) {
            // The filter may stand before some paths only, and not every container tells it at this time.
            Registration.of(context).sentry();
        }
    }

    private static final class Check implements Filter {
        private final Set<Class<?>> annotated;
        private volatile @Nullable String problem;

        Check(Set<Class<?>> annotated) {
            this.annotated = annotated;
        }

        @Override
        public void init(FilterConfig config) {
            ServletContext context = config.getServletContext();
            String found = problem(context);
            if (found != null) {
                IllegalStateException refused = new IllegalStateException(found);
                ClosedContext.tell(context, found, refused);
                problem = found;
                if (!startsFiltersLate(context)) {
                    throw refused;
                }
            }
        }

        private @Nullable String problem(ServletContext context) {
            Set<Class<?>> classes = new HashSet<>(annotated);
            classes.addAll(IndexedEndpoints.in(context));
            String misplaced = MisplacedAnnotations.fault(context, classes);
            if (misplaced != null) {
                return misplaced;
            }
            DeclaredWiring declared = new DeclaredWiring(context);
            if (declared.hasFilter()) {
                List<String> unread = AnnotatedResources.unread(annotated, context);
                return unread.isEmpty()
                        ? null
                        : "Nothing enforces the annotations of " + new TreeSet<>(unread)
                                + ": they are resources of JAX-RS, and"
                                + " sallyport-jaxrs, which reads them, is not in the application; add it";
            }
            Set<String> names = new TreeSet<>(AnnotatedServlets.in(context));
            names.addAll(AnnotatedResources.of(annotated, context));
            if (names.isEmpty()) {
                return null;
            }
            return "Nothing enforces the annotations of " + names + ": "
                    + (declared.isPresent()
                            ? "web.xml declares " + Pieces.SERVLET + " without " + Pieces.FILTER
                                    + "; add the filter and its <filter-mapping>"
                            : "call SallyportWeb.of(auth).protect(\"/api/*\").install(context) in a"
                                    + " ServletContextListener, or declare " + Pieces.FILTER
                                    + " in web.xml");
        }

        /** Undertow makes filters when the first request comes, and again for each after a failure. */
        private static boolean startsFiltersLate(ServletContext context) {
            @Nullable String server = context.getServerInfo();
            return server != null && server.startsWith("Undertow");
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (problem != null) {
                ClosedContext.refuse(request, response);
            } else if (!ClosedContext.answers(request, response)) {
                chain.doFilter(request, response);
            }
        }
    }
}
