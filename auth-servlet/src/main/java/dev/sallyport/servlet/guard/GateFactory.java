package dev.sallyport.servlet.guard;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.guard.decide.Destinations;
import dev.sallyport.servlet.guard.decide.EndpointPaths;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.guard.start.MappingCheck;
import dev.sallyport.servlet.guard.start.MisplacedAnnotations;
import dev.sallyport.servlet.guard.start.OverridingMethods;
import dev.sallyport.servlet.guard.start.ServletRuleReader;
import dev.sallyport.servlet.guard.start.Targets;
import dev.sallyport.servlet.rule.RuleValidator;
import dev.sallyport.servlet.wire.CookieNames;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.MountCheck;
import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a gate: the one place that knows how. For one context. */
public final class GateFactory {
    private final Sallyport auth;
    private final Operations operations;
    private final EndpointPaths endpointPaths;
    private final List<Mounted> profiles;
    private final List<Mounted> limited;
    private final EndpointTable table = new EndpointTable();
    private volatile @Nullable EndpointMap map;

    /**
     * @param profiles the application's own first; those beside it have mounts
     * @param limits of the endpoints
     * @throws IllegalStateException when two profiles have a path in common
     */
    public GateFactory(Sallyport auth, List<WireProfile> profiles, EndpointLimits limits) {
        this.auth = auth;
        this.operations = Operations.of(auth, limits, table::scopeUses);
        this.profiles = profiles.stream()
                .map(profile -> new Mounted(profile, profile.routes(operations)))
                .toList();
        this.limited = this.profiles.stream()
                .map(each -> new Mounted(each.profile(), limits.on(each.routes())))
                .toList();
        MountCheck.requireApart(this.profiles);
        this.endpointPaths = EndpointPaths.of(this.profiles);
    }

    /** What the endpoints demand; filled when the gate opens. */
    public EndpointTable table() {
        return table;
    }

    /** All endpoints; empty until the gate opens. */
    public Optional<EndpointMap> map() {
        return Optional.ofNullable(map);
    }

    private void tell(EndpointMap endpoints) {
        map = endpoints;
        for (Mounted each : profiles) {
            if (each.profile() instanceof NestedProfile nested) {
                nested.hear(endpoints);
            }
        }
    }

    private List<Route> routes() {
        return profiles.stream().flatMap(each -> each.routes().stream()).toList();
    }

    /** Servlet mappings that lead the requests of every endpoint to a servlet. */
    public List<String> endpointMappings() {
        return endpointPaths.mappings();
    }

    /**
     * The gate of a context whose servlets are all registered.
     *
     * @param served what leads to the servlet of the endpoints
     * @throws IllegalStateException when the annotations of a servlet make no sense, or would have no effect because no
     *     protected pattern covers its mapping
     */
    public Gate open(ServletContext context, GateSettings settings, List<UrlPattern> served) {
        MisplacedAnnotations.refuse(context);
        RuleValidator validator = new RuleValidator(
                auth.scopes(), settings.paths().tenantVariables(), auth.roles().names());
        Targets targets = new Targets(context, new ServletRuleReader(validator));
        MappingCheck mappingCheck = new MappingCheck(context, targets, settings.paths());
        List<Row> rows = new ArrayList<>(mappingCheck.check());
        // The servlet of the endpoints answers by their routes.
        rows.removeIf(row -> served.stream().anyMatch(pattern -> pattern.text().equals(row.pattern())));
        rows.addAll(new OwnEndpointTable(settings.paths()).rows(routes(), served));
        table.add(rows);
        tell(new EndpointMap(operations, limited, settings.keyHeaders(), table));
        Endpoints endpoints =
                new Endpoints(limited, operations.realm(), settings.cors(), new CookieNames(settings.secureCookies()));
        Destinations destinations = new Destinations(endpoints, endpointPaths, targets, settings.paths());
        Gate gate = new Gate(auth, endpoints, destinations, mappingCheck, OverridingMethods.in(context), settings);
        GateOpening.of(context).open(gate.resources());
        gate.standIn(context);
        return gate;
    }
}
