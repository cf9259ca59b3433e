package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A row of the table of endpoints as a path of a document.
 *
 * @param row of a servlet, a resource or a controller of the application
 */
record ApplicationRow(Row row) {
    private static final Set<String> METHODS =
            Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

    /** A pattern as a template: what a star stands for is a variable. */
    String path() {
        return template(row.pattern());
    }

    static String template(String pattern) {
        String plain = pattern.replaceAll("\\{\\s*([A-Za-z0-9_.-]+)\\s*:[^/]*\\}", "{$1}");
        String named = plain.endsWith("/**") ? plain.substring(0, plain.length() - 3) + "/*" : plain;
        String path = named.startsWith("*.") ? "/{file}" + named.substring(1) : named;
        path = path.endsWith("/*") ? path.substring(0, path.length() - 1) + "{rest}" : path;
        return path.startsWith("/") ? path.replace("*", "{any}") : "/" + path.replace("*", "{any}");
    }

    /** The rule; where several stand together, a credential with all their scopes. */
    AccessRule access() {
        AccessRule access = row.access();
        return access != null
                ? access
                : row.rule().startsWith("not protected") || row.rule().startsWith("open")
                        ? AccessRule.open()
                        : AccessRule.authenticated().withScopes(ScopeSet.copyOf(row.scopes()), ScopeSet.none());
    }

    /** Tells whether the row is about one method. */
    boolean isOperation() {
        return METHODS.contains(row.method());
    }

    /**
     * What holds for all methods without a row of their own is no operation: nobody here knows which there are. The rule is said of the
     * path then.
     */
    void putInto(
            Map<String, Map<String, Object>> paths, BiFunction<ApplicationRow, String, Map<String, Object>> operation) {
        Map<String, Object> item = paths.computeIfAbsent(path(), same -> new LinkedHashMap<>());
        if (isOperation()) {
            item.putIfAbsent(row.method().toLowerCase(Locale.ROOT), operation.apply(this, row.method()));
        } else {
            item.put("x-sallyport-rule", row.rule());
        }
    }
}
