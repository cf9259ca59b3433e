package dev.sallyport.servlet.guard;

import dev.sallyport.servlet.guard.decide.Destinations;
import dev.sallyport.servlet.guard.path.ContextPath;
import dev.sallyport.servlet.guard.path.PathReadings;
import dev.sallyport.servlet.guard.path.RawPath;
import dev.sallyport.servlet.guard.path.UrlPattern;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Stands before the whole application, where the gate stands before the protected paths only. It refuses what may be one of them in
 * disguise ({@link PathReadings}), and leads to the gate at once what may not reach it later; everything else it lets by unseen, once
 * it is sure that no servlet came late that nobody guards. Safe for use by many threads.
 *
 * <p>Two kinds of requests to protected paths may not reach the gate later. Jetty puts the filter that answers WebSocket handshakes
 * before those of the application; and it compares a filter's mapping with a path in which a space is still escaped, so that no
 * mapping with a space ever matches.
 *
 * <p>See decision 0090.
 */
public final class PathSentry implements Filter {
    /** Before the gate of the context, whose protected paths it asks for. */
    public PathSentry() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        Gate gate = Gate.of(http.getServletContext())
                .orElseThrow(() -> new ServletException("There is no gate in this context, so nothing passes"));
        if (gate.refusesForHole(http, answer)) {
            return;
        }
        if (isDisguised(http, gate)) {
            gate.refuseDisguised(http, answer);
        } else if (mayMissTheGate(http) && isGuarded(http, gate)) {
            gate.pass(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean mayMissTheGate(HttpServletRequest request) {
        return Upgrades.isAsked(request) || request.getRequestURI().contains("%20");
    }

    private static boolean isGuarded(HttpServletRequest request, Gate gate) {
        return gate.guardsEveryServlet()
                || matches(gate.guarded(), Destinations.path(request.getServletPath(), request.getPathInfo()));
    }

    private static boolean matches(List<UrlPattern> guarded, String path) {
        return guarded.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static boolean isDisguised(HttpServletRequest request, Gate gate) {
        String uri = gate.rawPath(request);
        boolean ambiguous = RawPath.isAmbiguous(uri);
        if (!ambiguous && uri.indexOf('%') < 0) {
            return false;
        }
        List<UrlPattern> guarded = gate.guarded();
        String path = Destinations.path(request.getServletPath(), request.getPathInfo());
        if (matches(guarded, path)) {
            return ambiguous; // Otherwise the gate is behind this filter.
        }
        if (!ambiguous && !RawPath.hasOtherSpellings(uri) && path.indexOf('%') < 0) {
            return false;
        }
        if (uri.chars().anyMatch(c -> c >= 0x80) && PathReadings.areBeyondAscii(guarded)) {
            return true; // Not escaped, so it is what the charset of the reader makes of it.
        }
        String tail = ContextPath.after(uri, request.getServletContext().getContextPath());
        return tail == null || PathReadings.lead(tail, guarded) || PathReadings.lead(path, guarded);
    }
}
