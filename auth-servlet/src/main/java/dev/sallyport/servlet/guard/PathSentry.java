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
 * them in disguise ({@link PathReadings}); everything else it lets by unseen. Safe for use by many threads.
 */
public final class PathSentry implements Filter {
    private final List<UrlPattern> guarded;

    /** @param guarded what the gate is in front of */
    public PathSentry(List<UrlPattern> guarded) {
        this.guarded = List.copyOf(guarded);
    }

    /** Whether there is anything beside the protected paths. */
    public static boolean isNeeded(List<UrlPattern> guarded) {
        return guarded.stream().noneMatch(pattern -> pattern.text().equals("/*"));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && RawPath.isAmbiguous(http.getRequestURI())
                && isDisguised(http)) {
            Gate.of(http.getServletContext())
                    .orElseThrow(() -> new ServletException("There is no gate in this context, so nothing passes"))
                    .refuseAmbiguousPath(http, answer);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isDisguised(HttpServletRequest request) {
        String path = Destinations.path(request.getServletPath(), request.getPathInfo());
        if (guarded.stream().anyMatch(pattern -> pattern.matches(path))) {
            return true;
        }
        String raw = request.getRequestURI();
        String context = request.getContextPath();
        return raw.startsWith(context) && PathReadings.lead(raw.substring(context.length()), guarded);
    }
}
