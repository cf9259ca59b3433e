package dev.sallyport.servlet.guard;

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
 * Stands before the whole application, where the gate stands before the protected paths only, and refuses what may be one of
 * them in disguise ({@link PathReadings}); everything else it lets by unseen, once it is sure that no servlet came late that nobody guards. Safe for use by many threads.
 */
public final class PathSentry implements Filter {
    /** Before the gate of the context, whose protected paths it asks for. */
    public PathSentry() {}

    /** Whether there is anything beside the protected paths. */
    public static boolean isNeeded(List<UrlPattern> guarded) {
        return guarded.stream().noneMatch(pattern -> pattern.text().equals("/*"));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Gate gate = Gate.of(http.getServletContext())
                    .orElseThrow(() -> new ServletException("There is no gate in this context, so nothing passes"));
            if (gate.refusesForHole(http, answer)) {
                return;
            }
            if (RawPath.isAmbiguous(http.getRequestURI()) && isDisguised(http, gate.guarded())) {
                gate.refuseDisguised(http, answer);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isDisguised(HttpServletRequest request, List<UrlPattern> guarded) {
        if (!isNeeded(guarded)) {
            return false;
        }
        String path = Destinations.path(request.getServletPath(), request.getPathInfo());
        if (guarded.stream().anyMatch(pattern -> pattern.matches(path))) {
            return true;
        }
        String raw = request.getRequestURI();
        String context = request.getContextPath();
        return raw.startsWith(context) && PathReadings.lead(raw.substring(context.length()), guarded);
    }
}
