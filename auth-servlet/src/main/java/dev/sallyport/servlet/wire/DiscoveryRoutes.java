package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.caller.Outcome;
import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** What can be found out: who the caller is, which scopes there are, which keys sign. */
final class DiscoveryRoutes {
    private final String mount;
    private final Operations core;

    DiscoveryRoutes(String mount, Operations core) {
        this.mount = mount;
        this.core = core;
    }

    List<Route> routes() {
        return List.of(
                route("/me", AccessRule.authenticated(), this::me),
                route("/scopes", AccessRule.authenticated(), this::scopes),
                route("/jwks.json", AccessRule.open(), this::jwks));
    }

    private Route route(String path, AccessRule access, Route.Handler handler) {
        return new Route("GET", mount + path, CallSite.ENDPOINT, Route.Body.NONE, access, handler);
    }

    private Outcome<Reply> me(Call call) {
        return Outcome.done(Reply.json(200, JsonWriter.object(json -> CallerFields.write(json, call.caller()))));
    }

    private Outcome<Reply> scopes(Call call) {
        Map<Scope, List<String>> uses = core.scopeUses().get();
        return Outcome.done(Reply.json(
                200,
                JsonWriter.object(json -> json.objects(
                        "items",
                        core.scopes().entries().entrySet(),
                        (item, entry) -> item.text("name", entry.getKey().value())
                                .text("description", entry.getValue())
                                .texts("endpoints", uses.getOrDefault(entry.getKey(), List.of()))))));
    }

    private Outcome<Reply> jwks(Call call) {
        String maxAge = "public, max-age=" + core.jwksMaxAge().toSeconds();
        return Outcome.done(Reply.json(200, core.jwks().get()).withHeader("Cache-Control", maxAge));
    }
}
