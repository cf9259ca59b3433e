package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request to an endpoint was found to mean, before anything of it took place. Immutable. */
public final class Match {
    private final Route route;
    private final Map<String, String> variables;
    private final List<String> allow;
    private final @Nullable String consoleCookie;

    /** @param allow what the {@code Allow} header lists; empty for no header */
    Match(Route route, Map<String, String> variables, List<String> allow) {
        this(route, variables, allow, null);
    }

    private Match(Route route, Map<String, String> variables, List<String> allow, @Nullable String consoleCookie) {
        this.consoleCookie = consoleCookie;
        this.route = route;
        this.variables = Map.copyOf(variables);
        this.allow = List.copyOf(allow);
    }

    /** The same request below the mount of a page whose cookie alone counts there; null elsewhere. */
    Match admittedBy(@Nullable String cookie) {
        return cookie == null ? this : new Match(route, variables, allow, cookie);
    }

    /** The name of the only cookie that counts there; null where the application's credentials count. */
    @Nullable
    public String consoleCookie() {
        return consoleCookie;
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
