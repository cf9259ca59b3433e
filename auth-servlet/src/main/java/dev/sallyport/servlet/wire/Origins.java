package dev.sallyport.servlet.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request that a page of another site made a browser send: logging a victim in as somebody else must not work from
 * there. A request without the headers that browsers add comes from no page and passes. Nor does {@code none} pass, which stands
 * for an address that was typed or a bookmark: neither sends a login.
 *
 * <p>{@code Sec-Fetch-Site} is believed first, because a page cannot set it and no proxy changes what it means. Only without it
 * the {@code Origin} must name the same host and port as {@code Host}, or as {@code :authority} in HTTP/2 and 3. Its scheme is compared only when the container itself
 * sees TLS: behind a proxy that ends TLS the container sees {@code http} where the page was {@code https}.
 */
final class Origins {
    private Origins() {}

    static boolean isForeign(HttpServletRequest request) {
        List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
        if (!sites.isEmpty()) {
            return !sites.equals(List.of("same-origin"));
        }
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return !origins.isEmpty() && (origins.size() > 1 || !isSame(origins.get(0), request));
    }

    /** Tells whether the browser says that a page of this very origin made the request; one that says nothing does not. */
    static boolean isProvenOwn(HttpServletRequest request) {
        return !isForeign(request)
                && (request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null);
    }

    private static boolean isSame(String origin, HttpServletRequest request) {
        String host = host(request);
        int end = origin.indexOf("://");
        if (host == null || end < 0) {
            return false; // "null", the origin of sandboxed frames and local files, is one of these.
        }
        String scheme = origin.substring(0, end).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && (!scheme.equals("http") || request.isSecure())) {
            return false;
        }
        String port = scheme.equals("https") ? ":443" : ":80";
        return withPort(origin.substring(end + 3), port).equals(withPort(host, port));
    }

    /** HTTP/2 has none; there the container makes the two of {@code :authority}, with the port of the scheme where it names none. */
    private static @Nullable String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null || request.getProtocol().startsWith("HTTP/1")) {
            return host;
        }
        String name = request.getServerName();
        int port = request.getServerPort();
        boolean isDefault = port <= 0 || port == (request.getScheme().equals("https") ? 443 : 80);
        String bracketed = name.indexOf(':') < 0 || name.startsWith("[") ? name : "[" + name + "]";
        return isDefault ? bracketed : bracketed + ":" + port;
    }

    /** With the scheme's own port where none is named; the colons inside an IPv6 address are none of a port. */
    private static String withPort(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.lastIndexOf(':') > lower.lastIndexOf(']') ? lower : lower + port;
    }
}
