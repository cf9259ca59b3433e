package dev.sallyport.servlet.probe;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.util.List;

/**
 * Two open endpoints for the probes of a platform: {@code /live} answers 200 while requests are served at all, {@code /ready} answers
 * 503 while this instance cannot follow the changes of the store. They do no I/O and tell strangers no details. Immutable.
 */
public final class ProbeProfile extends NestedProfile {
    private static final RouteDoc LIVE =
            RouteDoc.of("Health", "Tells whether requests are served").answers(200, "They are.");
    private static final RouteDoc READY = RouteDoc.of("Health", "Tells whether this instance follows the others")
            .answers(200, "It does; else the status is 503.");

    private final Sallyport auth;

    /** @param mount relative to the context, such as {@code /auth/health} */
    public ProbeProfile(String mount, Sallyport auth) {
        super("health", mount);
        this.auth = auth;
    }

    @Override
    public List<Route> routes(Operations core) {
        return List.of(
                probe("/live", call -> Outcome.done(Reply.empty(200))).describedBy(LIVE),
                probe("/ready", call -> Outcome.done(Reply.empty(auth.isReady() ? 200 : 503)))
                        .describedBy(READY));
    }

    private Route probe(String path, Route.Handler handler) {
        return new Route("GET", path() + path, RefusalContext.ENDPOINT, Route.Body.NONE, AccessRule.open(), handler);
    }
}
