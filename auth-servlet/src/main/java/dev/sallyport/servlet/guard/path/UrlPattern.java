package dev.sallyport.servlet.guard.path;

/**
 * A URL pattern as servlet and filter mappings write it: {@code /*}, {@code /api/*}, {@code /api/ping} or {@code *.json}, decoded.
 * Immutable.
 */
public record UrlPattern(String text) {
    /** @throws IllegalArgumentException with the pattern, what is wrong and what to write */
    public UrlPattern {
        String path = text.startsWith("*.")
                ? text.substring(2)
                : isPrefix(text) ? text.substring(0, text.length() - 2) : text;
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The pattern \"\" is empty; write \"/*\" for all");
        }
        if (!text.startsWith("*.") && !text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "The pattern \"" + text + "\" starts with neither \"/\" nor \"*.\"; write \"/" + text + "\"");
        }
        if (path.indexOf('*') >= 0 || (text.startsWith("*.") && (path.isEmpty() || path.indexOf('/') >= 0))) {
            throw new IllegalArgumentException(
                    "The pattern \"" + text
                            + "\" has a star elsewhere than in \"/*\" at the end or \"*.\" at the beginning, which matches nothing");
        }
        if (!path.isEmpty() && (path.startsWith("/") || path.indexOf('%') >= 0)) {
            PlainPath.require("The pattern", text, path);
        }
        if (isPrefix(text) && path.endsWith("/")) {
            throw new IllegalArgumentException("The pattern \"" + text + "\" has an empty segment; write \""
                    + path.substring(0, path.length() - 1) + "/*\"");
        }
    }

    /** Tells whether every path that the servlet mapping leads to its servlet is matched by this pattern. */
    boolean covers(String mapping) {
        if (text.equals("/*") || text.equals(mapping)) {
            return true;
        }
        if (mapping.startsWith("*.") || !mapping.startsWith("/") || mapping.equals("/")) {
            return false;
        }
        return matches(isPrefix(mapping) ? mapping.substring(0, mapping.length() - 2) : mapping)
                && (isPrefix(text) || !isPrefix(mapping));
    }

    /** @param path within the context, decoded */
    public boolean matches(String path) {
        if (isPrefix(text)) {
            int length = text.length() - 2;
            return path.startsWith(text.substring(0, length))
                    && (path.length() == length || path.charAt(length) == '/');
        }
        // An ending has no slash, so it is one of the last segment.
        return text.startsWith("*.") ? path.endsWith(text.substring(1)) : path.equals(text);
    }

    boolean isBeyondAscii() {
        return text.chars().anyMatch(c -> c >= 0x80);
    }

    private static boolean isPrefix(String pattern) {
        return pattern.endsWith("/*");
    }
}
