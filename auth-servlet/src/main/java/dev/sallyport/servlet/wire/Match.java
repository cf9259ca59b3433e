package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import java.util.List;
import java.util.Map;

/** What a request to an endpoint was found to mean, before anything of it took place. Immutable. */
public final class Match {
    private final Route route;
    private final Map<String, String> variables;
    private final List<String> allow;

    /** @param allow what the {@code Allow} header lists; empty for no header */
    Match(Route route, Map<String, String> variables, List<String> allow) {
        this.route = route;
        this.variables = Map.copyOf(variables);
        this.allow = List.copyOf(allow);
    }

    /** What the endpoint demands of its caller; open where the answer is only that there is no such endpoint. */
    public AccessRule access() {
        return route.access();
    }

    /** Where a refusal of this request happens. */
    public RefusalContext site() {
        return route.site();
    }

    /** The endpoint's name, such as {@code GET /auth/api-keys/{id}}: the same for all values of its variables. */
    public String resource() {
        return route.method() + " " + route.path();
    }

    /** Tells whether what comes with the request may be a credential that fails, which is told at its time only. */
    boolean mayFailLogin() {
        return route.site() == RefusalContext.LOGIN || route.body() == Route.Body.FORM_OR_JSON;
    }

    Route route() {
        return route;
    }

    Map<String, String> variables() {
        return variables;
    }

    List<String> allow() {
        return allow;
    }
}
