package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.guard.PathSentry;
import dev.sallyport.servlet.guard.path.UrlPattern;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Registers the pieces with a context that is starting. For one thread. */
final class Registration {
    private static final String FILTER = "sallyport";
    private static final String SENTRY = "sallyport-paths";
    private static final String ENDPOINTS = "sallyport-endpoints";

    private final ServletContext context;

    private Registration(ServletContext context) {
        this.context = context;
    }

    static Registration of(ServletContext context) {
        return new Registration(context);
    }

    /** What stands before everything: for paths in disguise, and for what would not reach the filter. */
    void sentry() {
        FilterRegistration there = context.getFilterRegistration(SENTRY);
        if (there != null && PathSentry.class.getName().equals(there.getClassName())) {
            // The initializer of this jar and that of the application may come in either order.
            return;
        }
        add(SENTRY, new PathSentry()).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        context.addListener(new HandshakeWatch());
    }

    Registration filters(GateSettings settings) {
        sentry();
        add(FILTER, new SallyportFilter())
                .addMappingForUrlPatterns(
                        EnumSet.allOf(DispatcherType.class),
                        false,
                        settings.guarded().stream().map(UrlPattern::text).toArray(String[]::new));
        return this;
    }

    private FilterRegistration.Dynamic add(String name, Filter instance) {
        FilterRegistration.Dynamic filter;
        try {
            filter = context.addFilter(name, instance);
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalStateException(
                    "The filter cannot be registered any more; call install(…) before the context has"
                            + " started: in a ServletContextListener of the application, or in a ServletContainerInitializer",
                    e);
        }
        if (filter == null) {
            throw new IllegalStateException(
                    "The context has a filter named \"" + name + "\" already; rename or remove it");
        }
        filter.setAsyncSupported(true);
        return filter;
    }

    void endpoints(List<String> mappings) {
        ServletRegistration.Dynamic servlet = context.addServlet(ENDPOINTS, new SallyportServlet());
        if (servlet == null) {
            throw new IllegalStateException(
                    "The context has a servlet named \"" + ENDPOINTS + "\" already; rename or remove it");
        }
        servlet.setAsyncSupported(true);
        // Undertow makes filters when the first request comes, which is late for the check of all servlets; this is
        // not.
        servlet.setLoadOnStartup(0);
        Set<String> taken = servlet.addMapping(mappings.toArray(String[]::new));
        if (!taken.isEmpty()) {
            throw new IllegalStateException("The endpoints need the mappings " + taken
                    + ", which other servlets have; move those," + " or the endpoints with endpoints(\"/…/*\")");
        }
    }
}
