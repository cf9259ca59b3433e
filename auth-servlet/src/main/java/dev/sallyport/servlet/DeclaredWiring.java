package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.path.UrlPattern;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What web.xml, or code of the application, says of the two pieces. For one thread. */
final class DeclaredWiring {
    private final ServletContext context;

    DeclaredWiring(ServletContext context) {
        this.context = context;
    }

    /** Tells whether one of the pieces is registered. */
    boolean isPresent() {
        return !filters().isEmpty()
                || context.getServletRegistrations().values().stream()
                        .anyMatch(servlet -> Pieces.SERVLET.equals(servlet.getClassName()));
    }

    boolean hasFilter() {
        return !filters().isEmpty();
    }

    /** @throws IllegalStateException when one of the pieces is registered, so that another one would stand beside it */
    void requireNone() {
        filters().stream().findFirst().ifPresent(filter -> {
            throw twice(Pieces.FILTER, filter.getName());
        });
        context.getServletRegistrations().values().stream()
                .filter(servlet -> Pieces.SERVLET.equals(servlet.getClassName()))
                .findFirst()
                .ifPresent(servlet -> {
                    throw twice(Pieces.SERVLET, servlet.getName());
                });
    }

    private static IllegalStateException twice(String piece, String name) {
        return new IllegalStateException(piece + " is declared already, in web.xml or by code, under the name \""
                + name
                + "\", and install(…) registers it as well: keep one of the two. To keep web.xml, put the SallyportWeb into"
                + " the context instead: context.setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, web)");
    }

    private List<? extends FilterRegistration> filters() {
        return context.getFilterRegistrations().values().stream()
                .filter(filter -> Pieces.FILTER.equals(filter.getClassName()))
                .toList();
    }

    /**
     * @return the settings, with what the filter is in front of
     * @throws IllegalStateException when the filter is declared in a way that something passes it by
     */
    WebSettings applyTo(WebSettings settings) {
        TreeSet<String> patterns = new TreeSet<>();
        TreeSet<String> servlets = new TreeSet<>();
        for (FilterRegistration filter : filters()) {
            patterns.addAll(filter.getUrlPatternMappings());
            servlets.addAll(filter.getServletNameMappings());
        }
        DispatcherTypeCheck.of(context).require(filters());
        WebSettings changed = settings;
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            if (Pieces.SERVLET.equals(servlet.getClassName())
                    && !changed.endpoints().hasMount()) {
                changed = changed.withEndpoints(endpoints -> endpoints.at(onlyMapping(servlet)));
            }
        }
        return changed.withGate(
                gate -> gate.guarding(patterns.toArray(String[]::new)).guardingServlets(servlets));
    }

    /** What leads to our servlet. */
    List<UrlPattern> served() {
        return context.getServletRegistrations().values().stream()
                .filter(servlet -> Pieces.SERVLET.equals(servlet.getClassName()))
                .flatMap(servlet -> servlet.getMappings().stream())
                .map(UrlPattern::new)
                .toList();
    }

    private static String onlyMapping(ServletRegistration servlet) {
        Collection<String> mappings = servlet.getMappings();
        if (mappings.size() != 1) {
            throw new IllegalStateException("The servlet \"" + servlet.getName() + "\" of class " + Pieces.SERVLET
                    + " needs one mapping, such as /auth/*, and has " + mappings);
        }
        return mappings.iterator().next();
    }
}
