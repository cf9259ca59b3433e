package dev.sallyport.servlet.guard.start;

import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which servlet a path leads to, by the rules of Servlet 6.0, section 12.1: the exact pattern, else the longest prefix, else the
 * extension, else the default servlet. For includes only, where containers cannot be asked: the attribute that should name the
 * included servlet names the including one in Undertow. Immutable.
 */
final class ServletMappings {
    private final Map<String, String> names = new HashMap<>();

    private ServletMappings(Collection<? extends ServletRegistration> registrations) {
        for (ServletRegistration registration : registrations) {
            Collection<String> mappings = registration.getMappings();
            if (mappings != null) {
                mappings.forEach(mapping -> names.put(mapping, registration.getName()));
            }
        }
    }

    static ServletMappings of(Collection<? extends ServletRegistration> registrations) {
        return new ServletMappings(registrations);
    }

    /**
     * @param path within the context, as the container decoded it
     * @return null when no servlet is mapped to it
     */
    @Nullable
    String find(String path) {
        String exact = names.get(path);
        if (exact != null) {
            return exact;
        }
        for (String prefix = path; ; prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            String name = names.get(prefix + "/*");
            if (name != null) {
                return name;
            }
            if (prefix.lastIndexOf('/') < 0) {
                break;
            }
        }
        int dot = path.lastIndexOf('.');
        String byExtension = dot < path.lastIndexOf('/') ? null : names.get("*" + path.substring(Math.max(dot, 0)));
        return byExtension == null ? names.get("/") : byExtension;
    }
}
