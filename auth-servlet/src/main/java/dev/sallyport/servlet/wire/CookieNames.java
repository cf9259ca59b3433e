package dev.sallyport.servlet.wire;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What our cookies are called on the way. Where the browser came by TLS a name has the prefix {@code __Host-}, under which no
 * browser takes a cookie from another host or over plain HTTP (RFC 6265bis §4.1.3.2); there only that name is read. It asks for the
 * path {@code /}, so an application that is not at the root has its context path in the name. Safe for use by many threads.
 */
public final class CookieNames {
    private static final String PREFIX = "__Host-";

    private final boolean alwaysSecure;
    private volatile Named last = new Named("", "", "");

    private record Named(String base, String contextPath, String name) {}

    /** @param alwaysSecure whether every browser comes by TLS, also where the container sees none because a proxy ends it */
    public CookieNames(boolean alwaysSecure) {
        this.alwaysSecure = alwaysSecure;
    }

    boolean isSecure(HttpServletRequest request) {
        return alwaysSecure || request.isSecure();
    }

    /** The name of a cookie that a profile calls {@code base}. */
    String name(String base, HttpServletRequest request) {
        return isSecure(request) ? secureName(base, request.getContextPath()) : base;
    }

    /** Kept, since each request asks for the same one. */
    private String secureName(String base, String contextPath) {
        Named named = last;
        if (!named.base.equals(base) || !named.contextPath.equals(contextPath)) {
            named = new Named(
                    base,
                    contextPath,
                    (base.startsWith(PREFIX) ? "" : PREFIX)
                            + base
                            + contextPath.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", ""));
            last = named;
        }
        return named.name;
    }

    String path(String path, HttpServletRequest request) {
        return isSecure(request) ? "/" : request.getContextPath() + path;
    }

    /**
     * The values of a cookie that can be credentials, each once, in their order; where there are more than {@code max}, the last
     * ones. Other hosts of the site can put any number of them in front: a browser sends those with the longest paths first, and ours
     * has the shortest.
     */
    public List<String> valuesOf(String base, HttpServletRequest request, int max) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return List.of();
        }
        String name = name(base, request);
        String only = null;
        Set<String> several = null;
        for (Cookie cookie : cookies) {
            String value = cookie.getName().equals(name) ? cookie.getValue() : null;
            if (value == null || value.isEmpty()) {
                continue;
            }
            if (only == null) {
                only = value;
            } else {
                several = several == null ? new LinkedHashSet<>(List.of(only)) : several;
                several.add(value);
            }
        }
        if (several == null) {
            return only == null ? List.of() : List.of(only);
        }
        List<String> values = new ArrayList<>(several);
        return values.subList(Math.max(0, values.size() - max), values.size());
    }
}
