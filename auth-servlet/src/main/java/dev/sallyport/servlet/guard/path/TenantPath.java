package dev.sallyport.servlet.guard.path;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in a path a tenant stands: {@code /api/companies/{company_id}/**}. It covers the path up to the variable and all below.
 * Immutable.
 */
public final class TenantPath {
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*}");

    private final List<String> segments;

    /** @throws IllegalArgumentException when it is not written like that */
    TenantPath(String pattern) {
        if (!pattern.startsWith("/") || !pattern.endsWith("/**")) {
            throw wrong(pattern);
        }
        segments = List.of(pattern.substring(1, pattern.length() - 3).split("/", -1));
        for (String segment : segments) {
            if (segment.isEmpty() || segment.indexOf('*') >= 0) {
                throw wrong(pattern);
            }
            if (!VARIABLE.matcher(segment).matches()) {
                requirePlain(pattern, segment);
            }
        }
        if (variables().isEmpty()
                || new HashSet<>(variables()).size() != variables().size()) {
            throw wrong(pattern);
        }
    }

    private static void requirePlain(String pattern, String segment) {
        if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
            throw wrong(pattern);
        }
        PlainPath.require("tenantPath", pattern, "/" + segment);
    }

    private static IllegalArgumentException wrong(String pattern) {
        return new IllegalArgumentException("tenantPath(\"" + pattern
                + "\"): write a path with a variable that ends in \"/**\", such as \"/api/companies/{company_id}/**\"");
    }

    List<String> variables() {
        return segments.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(TenantPath::name)
                .toList();
    }

    /** The variables' values; empty when the path is none of these. The comparison is exact, upper and lower case included. */
    public Optional<Map<String, String>> match(String path) {
        String[] parts = path.substring(Math.min(1, path.length())).split("/", -1);
        if (parts.length < segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                values.put(name(segment), parts[i]);
            } else if (!segment.equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
