package dev.sallyport.servlet.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route's path, taken apart: {@code /auth/api-keys/{id}}. Immutable. */
final class PathTemplate {
    private static final int MAX_VARIABLE = 256;

    private final List<String> segments;

    /** @throws IllegalArgumentException unless the path starts with a slash, ends without one and has no empty segment */
    PathTemplate(String path) {
        if (!path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException(
                    "A route's path starts with a slash, ends without one and has no empty segment: " + path);
        }
        this.segments = split(path);
    }

    /** The segments of a path, with one trailing slash or none. */
    static List<String> split(String path) {
        String inner = path.substring(1, path.endsWith("/") && path.length() > 1 ? path.length() - 1 : path.length());
        return List.of(inner.split("/", -1));
    }

    /** The variables' values by name; empty when the path is another one. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            String value = path.get(i);
            if (!isVariable(segment)) {
                if (!segment.equals(value)) {
                    return Optional.empty();
                }
            } else if (value.isEmpty() || value.length() > MAX_VARIABLE) {
                return Optional.empty();
            } else {
                variables.put(segment.substring(1, segment.length() - 1), value);
            }
        }
        return Optional.of(variables);
    }

    /** The same text for templates that match the same paths. */
    String shape() {
        return String.join(
                "/", segments.stream().map(s -> isVariable(s) ? "{}" : s).toList());
    }

    /** Templates with fewer variables are tried first, so that {@code /keys/own} is not taken for {@code /keys/{id}}. */
    long variables() {
        return segments.stream().filter(PathTemplate::isVariable).count();
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
