package dev.sallyport.servlet.guard.decide;

import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.AccessRule.Demand;
import dev.sallyport.caller.Caller;
import dev.sallyport.servlet.guard.path.PathSettings;
import dev.sallyport.servlet.guard.path.SeenPath;
import dev.sallyport.servlet.guard.path.TenantPath;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.guard.start.Target;
import dev.sallyport.servlet.guard.start.Targets;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.RuleValidator;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.Match;
import dev.sallyport.servlet.wire.RefusalContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a request or dispatch is going, and what that demands. Safe for use by many threads. */
public final class Destinations {
    private final Endpoints endpoints;
    private final EndpointPaths endpointPaths;
    private final Targets targets;
    private final UrlPattern[] open;
    private final boolean opensFolders;
    private final boolean sessionIds;
    private final List<TenantPath> tenantPaths;

    /**
     * An endpoint of ours, or a resource of the application.
     *
     * @param tenant whom the caller must belong to; null for any
     * @param match null for a resource
     */
    public record Destination(
            AccessRule rule,
            String resource,
            RefusalContext site,
            @Nullable String tenant,
            @Nullable Match match) {}

    public Destinations(Endpoints endpoints, EndpointPaths endpointPaths, Targets targets, PathSettings settings) {
        this.endpoints = endpoints;
        this.endpointPaths = endpointPaths;
        this.targets = targets;
        this.open = settings.open().toArray(UrlPattern[]::new);
        this.opensFolders =
                settings.open().stream().anyMatch(pattern -> pattern.text().endsWith("/"));
        this.sessionIds = settings.sessionIds();
        this.tenantPaths = settings.tenantPaths();
    }

    public Destination of(HttpServletRequest request) {
        return of(request, request.getMethod());
    }

    /** @param method that whoever is reached may take the request to have */
    public Destination of(HttpServletRequest request, String method) {
        boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
        String path = path(request);
        if (!included && endpointPaths.mayHave(path)) {
            Optional<Match> match = endpoints.match(method, path);
            if (match.isPresent()) {
                return destination(match.get());
            }
        }
        Target target = included ? targets.included(path) : targets.of(request);
        MethodRule found = target.rules().of(method);
        if (asksForCallerOnly(found) && targets.leavesDemand(target)) {
            return resource(AccessRule.open().withLimits(found.rule().limits()), target.resource(), path);
        }
        AccessRule rule = unlessOpened(found, path);
        return resource(
                rule.demand() == Demand.CALLER && isOpenFolder(request) ? unlessOpened(found) : rule,
                target.resource(),
                path);
    }

    /**
     * Tells whether a path was asked for that ends in a slash and is open. The container may lead it to the welcome file there, and
     * tell the path of that, or its own servlet may forward to it; which file it is no request chooses.
     */
    private boolean isOpenFolder(HttpServletRequest request) {
        if (!opensFolders) {
            return false;
        }
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            return isOpenFolder(SeenPath.of(request, sessionIds));
        }
        if (request.getDispatcherType() != DispatcherType.FORWARD
                || !(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String uri)
                || !(request.getAttribute(RequestDispatcher.FORWARD_MAPPING) instanceof HttpServletMapping from)
                || !targets.isOfContainer(from.getServletName())) {
            return false;
        }
        String folder = SeenPath.of(uri, request, sessionIds);
        String path = path(request);
        return folder != null
                && isOpenFolder(folder)
                && path.lastIndexOf('/') == Math.max(0, folder.length() - 1)
                && path.startsWith(folder);
    }

    private boolean isOpenFolder(@Nullable String seen) {
        return seen != null && (seen.isEmpty() ? isOpen("/") : seen.endsWith("/") && isOpen(seen));
    }

    /**
     * A method inside a servlet that left the demand to it. Every path counts by which it may have been found: the one that the
     * gate let on, the one that the request tells now, which a filter of the application may have wrapped, and the framework's.
     *
     * <p>An include for which the framework took another path than the included one, such as the including request's, is for
     * nobody: who included it meant something else.
     *
     * @param passed the path that the gate let on
     * @param matched by which path it was found, which a filter of the framework may have changed; null where only the request tells
     */
    public Destination of(
            HttpServletRequest request, MethodRule method, String resource, String passed, @Nullable String matched) {
        boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
        String told = path(request);
        String found = matched != null ? matched : included ? told : SeenPath.of(request, sessionIds);
        if (found == null || (included && !told.equals(found))) {
            return new Destination(AccessRule.closed(), resource, RefusalContext.RESOURCE, null, null);
        }
        if (passed.equals(told) && passed.equals(found)) {
            return resource(unlessOpened(method, passed), resource, passed);
        }
        return resource(unlessOpened(method, passed, told, found), resource, passed, told, found);
    }

    /** The name of the servlet that a request or dispatch reaches; null when nobody knows it. */
    @Nullable
    public String servlet(HttpServletRequest request) {
        return (request.getDispatcherType() == DispatcherType.INCLUDE
                        ? targets.included(path(request))
                        : targets.of(request))
                .servlet();
    }

    public RuleValidator validator() {
        return targets.validator();
    }

    /** What someone annotated is never opened by a path. */
    private AccessRule unlessOpened(MethodRule found, String... paths) {
        AccessRule rule = found.rule();
        return asksForCallerOnly(found) && areOpen(paths) ? AccessRule.open().withLimits(rule.limits()) : rule;
    }

    private static boolean asksForCallerOnly(MethodRule found) {
        return !found.isAnnotated() && found.rule().demand() == Demand.CALLER;
    }

    /**
     * Every variable of a tenant path names a tenant; where two disagree, or the one that is asked for is missing, nobody passes.
     *
     * @param paths the last is the one that the resource sees
     */
    private Destination resource(AccessRule rule, String resource, String... paths) {
        if (tenantPaths.isEmpty() && rule.tenantVariable() == null) {
            return new Destination(rule, resource, RefusalContext.RESOURCE, null, null);
        }
        Map<String, String> values = new HashMap<>();
        Set<String> tenants = new HashSet<>();
        for (String path : paths) {
            values.clear();
            for (TenantPath each : tenantPaths) {
                each.match(path).ifPresent(found -> {
                    values.putAll(found);
                    tenants.addAll(found.values());
                });
            }
        }
        boolean missing = rule.tenantVariable() != null && !values.containsKey(rule.tenantVariable());
        String tenant = tenants.isEmpty() ? null : tenants.iterator().next();
        return missing || tenants.size() > 1
                ? new Destination(
                        AccessRule.closed().withLimits(rule.limits()), resource, RefusalContext.RESOURCE, null, null)
                : new Destination(rule, resource, RefusalContext.RESOURCE, tenant, null);
    }

    /** Tells whether the error page that the request was dispatched to may be shown. */
    public boolean showsErrorTo(@Nullable Caller caller, HttpServletRequest request) {
        MethodRule page = targets.of(request).rules().of(request.getMethod());
        return !page.isAnnotated() || AccessDecision.refuse(caller, page.rule()).isEmpty();
    }

    /** Tells whether the path by which the framework found a method is the container's. */
    public static boolean isMatched(HttpServletRequest request, String matched) {
        return path(request.getServletPath(), request.getPathInfo()).equals(matched);
    }

    private static Destination destination(Match match) {
        return new Destination(match.access(), match.resource(), match.site(), null, match);
    }

    private boolean areOpen(String... paths) {
        for (String path : paths) {
            if (!isOpen(path)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOpen(String path) {
        for (UrlPattern pattern : open) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** Where the dispatch leads, within the context, as the container decoded it. */
    public static String path(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.INCLUDE) {
            return path(request.getServletPath(), request.getPathInfo());
        }
        return path((String) request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH), (String)
                request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
    }

    /** Within the context, as the container decoded it. */
    public static String path(@Nullable String servletPath, @Nullable String pathInfo) {
        if (servletPath == null || pathInfo == null) {
            return servletPath != null ? servletPath : pathInfo != null ? pathInfo : "";
        }
        return servletPath + pathInfo;
    }
}
