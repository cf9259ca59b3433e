package dev.sallyport.servlet.guard;

import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.AccessRule.Demand;
import dev.sallyport.caller.Caller;
import dev.sallyport.servlet.guard.Rules.MethodRule;
import dev.sallyport.servlet.wire.CallSite;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.Match;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a request or dispatch is going, and what that demands. Safe for use by many threads. */
final class Destinations {
    private final Endpoints endpoints;
    private final EndpointPaths endpointPaths;
    private final Targets targets;
    private final UrlPattern[] open;

    /**
     * An endpoint of ours, or a resource of the application.
     *
     * @param match null for a resource
     */
    record Destination(
            AccessRule rule,
            String resource,
            CallSite site,
            @Nullable Match match) {}

    Destinations(Endpoints endpoints, EndpointPaths endpointPaths, Targets targets, List<UrlPattern> open) {
        this.endpoints = endpoints;
        this.endpointPaths = endpointPaths;
        this.targets = targets;
        this.open = open.toArray(UrlPattern[]::new);
    }

    Destination of(HttpServletRequest request) {
        boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
        String path = included ? includedPath(request) : path(request.getServletPath(), request.getPathInfo());
        if (!included && endpointPaths.mayHave(path)) {
            Optional<Match> match = endpoints.match(request.getMethod(), path);
            if (match.isPresent()) {
                return destination(match.get());
            }
        }
        Target target = targets.of(request);
        MethodRule found = target.rules().of(request.getMethod());
        AccessRule rule = found.rule();
        // What someone annotated is never opened by a path.
        if (!found.isAnnotated() && rule.demand() == Demand.CALLER && isOpen(path)) {
            rule = AccessRule.open().withLimits(rule.limits());
        }
        return new Destination(rule, target.resource(), CallSite.RESOURCE, null);
    }

    /** Whether the error page that the request was dispatched to may be shown. */
    boolean showsErrorTo(@Nullable Caller caller, HttpServletRequest request) {
        MethodRule page = targets.of(request).rules().of(request.getMethod());
        return !page.isAnnotated() || AccessDecision.refuse(caller, page.rule()).isEmpty();
    }

    private static Destination destination(Match match) {
        return new Destination(match.access(), match.resource(), match.site(), match);
    }

    private boolean isOpen(String path) {
        for (UrlPattern pattern : open) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static String includedPath(HttpServletRequest request) {
        return path((String) request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH), (String)
                request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
    }

    private static String path(@Nullable String servletPath, @Nullable String pathInfo) {
        if (servletPath == null || pathInfo == null) {
            return servletPath != null ? servletPath : pathInfo != null ? pathInfo : "";
        }
        return servletPath + pathInfo;
    }
}
