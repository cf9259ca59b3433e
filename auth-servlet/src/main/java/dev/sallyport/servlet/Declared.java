package dev.sallyport.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.TreeSet;

/** What web.xml, or code of the application, says of the two pieces. For one thread. */
final class Declared {
    private final ServletContext context;

    Declared(ServletContext context) {
        this.context = context;
    }

    /** Whether one of the pieces is registered. */
    boolean isPresent() {
        return context.getFilterRegistrations().values().stream()
                        .anyMatch(filter -> SallyportFilter.class.getName().equals(filter.getClassName()))
                || context.getServletRegistrations().values().stream()
                        .anyMatch(servlet -> SallyportServlet.class.getName().equals(servlet.getClassName()));
    }

    void applyTo(SallyportWeb web) {
        TreeSet<String> patterns = new TreeSet<>();
        for (FilterRegistration filter : context.getFilterRegistrations().values()) {
            if (SallyportFilter.class.getName().equals(filter.getClassName())) {
                patterns.addAll(filter.getUrlPatternMappings());
                filter.getServletNameMappings().forEach(name -> patterns.addAll(mappings(name)));
            }
        }
        web.protect(patterns.toArray(String[]::new));
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            if (SallyportServlet.class.getName().equals(servlet.getClassName()) && !web.hasMount()) {
                web.endpoints(onlyMapping(servlet));
            }
        }
    }

    private Collection<String> mappings(String servletName) {
        ServletRegistration servlet = context.getServletRegistration(servletName);
        return servlet == null
                ? new TreeSet<>()
                : servlet.getMappings().stream()
                        .filter(mapping -> !mapping.isEmpty() && !mapping.equals("/"))
                        .toList();
    }

    private static String onlyMapping(ServletRegistration servlet) {
        Collection<String> mappings = servlet.getMappings();
        if (mappings.size() != 1) {
            throw new IllegalStateException("The servlet \"" + servlet.getName() + "\" of class "
                    + SallyportServlet.class.getName() + " needs one mapping, such as /auth/*, and has " + mappings);
        }
        return mappings.iterator().next();
    }
}
