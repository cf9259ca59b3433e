package dev.sallyport.servlet.guard;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Joins the parts of a gate: the one place that knows how. Immutable. */
public final class GateFactory {
    private final Sallyport auth;
    private final WireProfile profile;
    private final Operations operations;
    private final EndpointPaths endpointPaths;
    private final AtomicReference<Map<Scope, List<String>>> scopeUses = new AtomicReference<>(Map.of());

    public GateFactory(Sallyport auth, WireProfile profile) {
        this.auth = auth;
        this.profile = profile;
        this.operations = Operations.of(auth, scopeUses::get);
        List<Route> routes = profile.routes(operations);
        this.endpointPaths = EndpointPaths.of(profile, routes);
    }

    /** Servlet mappings that lead the requests of every endpoint to a servlet. */
    public List<String> endpointMappings() {
        return endpointPaths.mappings();
    }

    /**
     * The gate of a context whose servlets are all registered.
     *
     * @throws IllegalStateException when the annotations of a servlet make no sense, or would have no effect because no
     *     protected pattern covers its mapping
     */
    public Gate open(ServletContext context, GateSettings settings) {
        Targets targets = new Targets(context, new RuleReader(auth.scopes(), settings.tenantVariables()));
        scopeUses.set(Coverage.check(context, targets, settings.guarded()));
        Endpoints endpoints = new Endpoints(profile, operations);
        Destinations destinations = new Destinations(endpoints, endpointPaths, targets, settings);
        Gate gate = new Gate(auth, endpoints, destinations, settings);
        gate.standIn(context);
        return gate;
    }
}
