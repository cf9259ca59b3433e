package dev.sallyport.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows that the filter, where it is declared rather than installed, sees every kind of dispatch. The servlet API does not tell
 * the dispatcher types of a mapping, so this reads the descriptors that declare it. A mapping that stands in none was made by code;
 * of that nothing can be shown, which is logged. For one thread.
 *
 * <p>See decision 0055.
 */
final class DispatcherTypeCheck {
    private static final Logger LOG = System.getLogger(DispatcherTypeCheck.class.getName());
    private static final String WEB_XML = "/WEB-INF/web.xml";
    private static final String FRAGMENT = "META-INF/web-fragment.xml";

    private final Descriptor descriptor;

    private DispatcherTypeCheck(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static DispatcherTypeCheck of(ServletContext context) {
        Descriptor descriptor = new Descriptor();
        try (@Nullable InputStream in = context.getResourceAsStream(WEB_XML)) {
            if (in != null) {
                descriptor.read(in);
            }
            @Nullable ClassLoader loader = context.getClassLoader();
            List<URL> fragments = loader == null ? List.of() : Collections.list(loader.getResources(FRAGMENT));
            for (URL fragment : fragments) {
                try (InputStream more = fragment.openStream()) {
                    descriptor.read(more);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The descriptors of the application cannot be read: " + e.getMessage(), e);
        }
        return new DispatcherTypeCheck(descriptor);
    }

    /** @throws IllegalStateException when a mapping leaves a dispatcher type out, or the filter no asynchronous request through */
    void require(Collection<? extends FilterRegistration> filters) {
        Map<String, Set<DispatcherType>> seen = new TreeMap<>();
        for (FilterRegistration filter : filters) {
            descriptor
                    .mappingsOf(filter.getName())
                    .forEach(mapping -> mapping.targets()
                            .forEach(target -> seen.computeIfAbsent(target, t -> EnumSet.noneOf(DispatcherType.class))
                                    .addAll(mapping.dispatchers())));
        }
        for (FilterRegistration filter : filters) {
            for (Descriptor.Mapping mapping : descriptor.mappingsOf(filter.getName())) {
                mapping.targets().forEach(target -> requireAll(filter.getName(), target, seen.get(target)));
            }
            if (descriptor.declares(filter.getName()) && !descriptor.isAsyncSupported(filter.getName())) {
                throw new IllegalStateException("The filter \"" + filter.getName() + "\" of class "
                        + Pieces.FILTER + " lets no asynchronous request through:"
                        + " add <async-supported>true</async-supported> to its <filter>");
            }
            warn(filter, seen.keySet());
        }
    }

    private static void requireAll(String filter, String target, @Nullable Set<DispatcherType> dispatchers) {
        EnumSet<DispatcherType> missing = EnumSet.allOf(DispatcherType.class);
        missing.removeAll(dispatchers == null ? Set.of() : dispatchers);
        if (!missing.isEmpty()) {
            String what = target.startsWith("servlet:")
                    ? "the servlet \"" + target.substring("servlet:".length()) + "\""
                    : "\"" + target + "\"";
            throw new IllegalStateException("The filter \"" + filter + "\" of class " + Pieces.FILTER
                    + " does not see " + missing + " dispatches to " + what
                    + ", so the rules there would have no effect on them: add "
                    + missing.stream()
                            .map(type -> "<dispatcher>" + type + "</dispatcher>")
                            .collect(Collectors.joining())
                    + " to its <filter-mapping>"
                    + (dispatchers != null && dispatchers.equals(EnumSet.of(DispatcherType.REQUEST))
                            ? ", beside <dispatcher>REQUEST</dispatcher>"
                            : ""));
        }
    }

    private static void warn(FilterRegistration filter, Set<String> shown) {
        Set<String> unknown = new TreeSet<>(filter.getUrlPatternMappings());
        filter.getServletNameMappings().forEach(name -> unknown.add("servlet:" + name));
        unknown.removeAll(shown);
        if (!unknown.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "The filter \"" + filter.getName() + "\" was mapped to " + unknown
                            + " by code, and containers do not tell"
                            + " for which dispatches. What it does not see it does not guard: map it with"
                            + " EnumSet.allOf(DispatcherType.class), or let SallyportWeb.install(…) register it");
        }
    }
}
