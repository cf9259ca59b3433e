package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the route of a request by method and path. Immutable. */
final class Router {
    private final List<Resource> resources;
    private final Optional<String> mount;

    /** All routes of one path. */
    private record Resource(PathTemplate template, String path, Map<String, Route> byMethod) {
        List<String> allowed() {
            TreeSet<String> methods = new TreeSet<>(byMethod.keySet());
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            methods.add("OPTIONS");
            return List.copyOf(methods);
        }
    }

    Router(List<Route> routes, Optional<String> mount) {
        Map<String, Resource> byShape = new LinkedHashMap<>();
        for (Route route : routes) {
            PathTemplate template = new PathTemplate(route.path());
            Resource resource = byShape.computeIfAbsent(
                    template.shape(), shape -> new Resource(template, route.path(), new TreeMap<>()));
            if (!resource.path().equals(route.path())) {
                throw new IllegalArgumentException("Two routes name the variables of one path differently: "
                        + resource.path() + " and " + route.path());
            }
            if (resource.byMethod().putIfAbsent(route.method(), route) != null) {
                throw new IllegalArgumentException(
                        "Two routes answer " + route.method() + " " + route.path() + ": remove one");
            }
        }
        List<Resource> inOrder = new ArrayList<>(byShape.values());
        inOrder.sort(Comparator.comparingLong(resource -> resource.template().variables()));
        this.resources = List.copyOf(inOrder);
        this.mount = mount;
    }

    Optional<Match> match(String method, String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = PathTemplate.split(path);
        for (Resource resource : resources) {
            Optional<Map<String, String>> variables = resource.template().match(segments);
            if (variables.isPresent()) {
                return Optional.of(match(method, resource, variables.get()));
            }
        }
        return mount.filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .map(prefix -> new Match(answering(prefix, Outcome.refused(Refusal.notFound())), Map.of(), List.of()));
    }

    private static Match match(String method, Resource resource, Map<String, String> variables) {
        Route route = resource.byMethod().get(method.equals("HEAD") ? "GET" : method);
        if (route != null) {
            return new Match(route, variables, List.of());
        }
        Outcome<Reply> outcome = method.equals("OPTIONS")
                ? Outcome.done(Reply.empty(204))
                : Outcome.refused(Refusal.of(Refusal.Cause.METHOD_NOT_ALLOWED, "This method is not allowed here."));
        return new Match(answering(resource.path(), outcome), variables, resource.allowed());
    }

    /** The method stands as a star, so that hostile ones make no new names to count by. */
    private static Route answering(String path, Outcome<Reply> outcome) {
        return new Route("*", path, RefusalContext.ENDPOINT, Route.Body.NONE, AccessRule.open(), call -> outcome);
    }
}
