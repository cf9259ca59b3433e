package dev.sallyport.jaxrs;

import dev.sallyport.servlet.guard.ResourceGate;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the paths of an application's resources begin: with the mappings of its servlet. Immutable.
 *
 * @param bases what stands before the path of a root resource, without a slash at the end
 */
record Mount(ServletRegistration servlet, List<String> bases) {
    private static final String RESTEASY_PREFIX = "resteasy.servlet.mapping.prefix";

    Mount {
        bases = List.copyOf(bases);
    }

    /** @param config of the servlet; RESTEasy is told the prefix there, or in the context, and knows no mappings */
    static Mount of(ServletRegistration servlet, ServletConfig config, boolean resteasy) {
        if (!resteasy) {
            @Nullable Collection<String> mappings = servlet.getMappings();
            return new Mount(
                    servlet,
                    mappings == null
                            ? List.of()
                            : mappings.stream().map(Mount::base).sorted().toList());
        }
        String prefix = Stream.of(
                        config.getInitParameter(RESTEASY_PREFIX),
                        config.getServletContext().getInitParameter(RESTEASY_PREFIX))
                .filter(text -> text != null)
                .findFirst()
                .orElse("");
        return new Mount(servlet, List.of(base(prefix.startsWith("/") ? prefix : "/" + prefix)));
    }

    /** @throws IllegalStateException when a mapping of the servlet is not protected */
    void requireCovered(ResourceGate gate, String resource) {
        gate.requireCovered(servlet, resource);
    }

    /** Of {@code *.do} the whole path is the resource's. */
    private static String base(String mapping) {
        String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : mapping;
        return path.startsWith("*") ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
