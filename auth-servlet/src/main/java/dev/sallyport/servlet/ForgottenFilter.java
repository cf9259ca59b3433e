package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.AnnotatedServlets;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stops the start of an application that annotates servlets and has forgotten the filter. Containers call it when the jar is in
 * {@code WEB-INF/lib}; where they do not, nothing of this library runs in such an application, and nothing can tell.
 */
public final class ForgottenFilter implements ServletContainerInitializer {
    private static final String NAME = "sallyport-forgotten-filter";

    /** For the container. */
    public ForgottenFilter() {}

    /** A filter without a mapping: containers start it when everything is registered, and a failing one stops the start. */
    @Override
    public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext context) {
        context.addFilter(NAME, new Check());
    }

    private static final class Check implements Filter {
        @Override
        public void init(FilterConfig config) {
            ServletContext context = config.getServletContext();
            if (new Declared(context).isPresent()) {
                return;
            }
            List<String> annotated = AnnotatedServlets.in(context);
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
