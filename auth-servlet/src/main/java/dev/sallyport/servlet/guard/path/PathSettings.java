package dev.sallyport.servlet.guard.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a gate does at which paths. Immutable; each setting is checked when it is added.
 *
 * @param guarded what the filter is in front of
 * @param servlets names of servlets that the filter is in front of, whatever their paths; {@code *} is all
 * @param open paths that need no credential where no annotation says otherwise
 * @param sessionIds whether a path may end in {@code ;jsessionid=…}
 */
public record PathSettings(
        List<UrlPattern> guarded,
        Set<String> servlets,
        List<UrlPattern> open,
        List<TenantPath> tenantPaths,
        boolean sessionIds) {
    public PathSettings {
        guarded = List.copyOf(guarded);
        servlets = Set.copyOf(servlets);
        open = List.copyOf(open);
        tenantPaths = List.copyOf(tenantPaths);
    }

    public static PathSettings none() {
        return new PathSettings(List.of(), Set.of(), List.of(), List.of(), false);
    }

    public PathSettings guarding(String... patterns) {
        for (String pattern : patterns) {
            if (pattern.equals("/")) {
                throw new IllegalArgumentException("The pattern \"/\" means only one path here; write \"/*\" for all");
            }
        }
        return new PathSettings(more(guarded, patterns), servlets, open, tenantPaths, sessionIds);
    }

    public PathSettings guardingServlets(Set<String> names) {
        Set<String> more = new HashSet<>(servlets);
        more.addAll(names);
        return new PathSettings(guarded, more, open, tenantPaths, sessionIds);
    }

    public PathSettings opening(String... patterns) {
        for (String pattern : patterns) {
            if (pattern.startsWith("*.")) {
                throw new IllegalArgumentException("open(\"" + pattern
                        + "\") would open every path that a caller ends so, such as \"/api/users/ada"
                        + pattern.substring(1)
                        + "\", whatever it leads to; write the folder that the files are in, such as \"/assets/*\"");
            }
        }
        return new PathSettings(guarded, servlets, more(open, patterns), tenantPaths, sessionIds);
    }

    public PathSettings readingTenantFrom(String pattern) {
        List<TenantPath> more = new ArrayList<>(tenantPaths);
        more.add(new TenantPath(pattern));
        return new PathSettings(guarded, servlets, open, more, sessionIds);
    }

    public PathSettings allowingSessionIds() {
        return new PathSettings(guarded, servlets, open, tenantPaths, true);
    }

    /** Tells whether the filter sees every request that the mapping leads to the servlet. */
    public boolean covers(String servlet, String mapping) {
        return servlets.contains("*")
                || servlets.contains(servlet)
                || guarded.stream().anyMatch(pattern -> pattern.covers(mapping));
    }

    public Set<String> tenantVariables() {
        return tenantPaths.stream().flatMap(path -> path.variables().stream()).collect(Collectors.toSet());
    }

    private static List<UrlPattern> more(List<UrlPattern> before, String... patterns) {
        List<UrlPattern> more = new ArrayList<>(before);
        for (String pattern : patterns) {
            more.add(new UrlPattern(pattern));
        }
        return more;
    }
}
