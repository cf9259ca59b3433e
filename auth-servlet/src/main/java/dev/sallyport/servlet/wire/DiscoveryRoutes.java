package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import java.util.List;
import java.util.Map;

/** What can be found out: who the caller is, which scopes there are, which keys sign. */
final class DiscoveryRoutes {
    private static final String TOPIC = "Discovery";
    private static final RouteDoc ME =
            RouteDoc.of(TOPIC, "Shows who you are").answers(200, "The caller of this request.", CallerFields.SHAPE);
    private static final RouteDoc SCOPES = RouteDoc.of(TOPIC, "Lists the scopes and the endpoints that ask for them")
            .answers(
                    200,
                    "Every scope of the application.",
                    Shape.items(Shape.object()
                            .required("name", Shape.text().like("reports:read"))
                            .required("description", Shape.text().like("Read reports"))
                            .required("endpoints", Shape.list(Shape.text().like("GET /api/reports")))));
    private static final RouteDoc JWKS = RouteDoc.of(TOPIC, "Publishes the keys that sign tokens")
            .answers(200, "A JWK set (RFC 7517).", Shape.object().required("keys", Shape.list(Shape.map(Shape.any()))));
    private static final RouteDoc METADATA = RouteDoc.of(TOPIC, "Publishes the metadata of the authorization server")
            .answers(
                    200,
                    "Metadata (RFC 8414). Absent where the issuer is no URL.",
                    Shape.map(Shape.any()).required("issuer", Shape.url().like("https://api.example.com")));

    private final String mount;
    private final boolean hasOAuth;
    private final Operations core;

    /** @param hasOAuth whether the endpoints of OAuth 2.0 have the same mount */
    DiscoveryRoutes(String mount, boolean hasOAuth, Operations core) {
        this.mount = mount;
        this.hasOAuth = hasOAuth;
        this.core = core;
    }

    List<Route> routes() {
        return List.of(
                route("/me", AccessRule.authenticated(), this::me).describedBy(ME),
                route("/scopes", AccessRule.authenticated(), this::scopes).describedBy(SCOPES),
                route("/jwks.json", AccessRule.open(), this::jwks).describedBy(JWKS),
                route("/.well-known/oauth-authorization-server", AccessRule.open(), this::metadata)
                        .describedBy(METADATA));
    }

    private Route route(String path, AccessRule access, Route.Handler handler) {
        return new Route("GET", mount + path, RefusalContext.ENDPOINT, Route.Body.NONE, access, handler);
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
        return Outcome.done(published(core.jwks().get()));
    }

    /** RFC 8414. The URLs rest on the issuer and never on what a request says of its host, which anybody can write. */
    private Outcome<Reply> metadata(Call call) {
        if (!core.issuer().startsWith("http")) {
            return Outcome.refused(Refusal.notFound());
        }
        String base = (core.issuer().endsWith("/")
                        ? core.issuer().substring(0, core.issuer().length() - 1)
                        : core.issuer())
                + mount;
        return Outcome.done(published(JsonWriter.object(json -> {
            json.text("issuer", core.issuer());
            if (hasOAuth) {
                json.text("token_endpoint", base + "/token")
                        .text("revocation_endpoint", base + "/revoke")
                        .text("introspection_endpoint", base + "/introspect");
            }
            json.text("jwks_uri", base + "/jwks.json")
                    .texts(
                            "scopes_supported",
                            core.scopes().entries().keySet().stream()
                                    .map(Scope::value)
                                    .toList())
                    .texts("response_types_supported", List.of());
            if (hasOAuth) {
                methods(json);
            }
        })));
    }

    private static void methods(JsonWriter json) {
        List<String> secrets = List.of("client_secret_basic", "client_secret_post");
        List<String> all = List.of("client_secret_basic", "client_secret_post", "none");
        json.texts("grant_types_supported", List.of("client_credentials", "refresh_token"))
                .texts("token_endpoint_auth_methods_supported", all)
                .texts("revocation_endpoint_auth_methods_supported", all)
                .texts("introspection_endpoint_auth_methods_supported", secrets);
    }

    private Reply published(String document) {
        return Reply.json(200, document)
                .withHeader(
                        "Cache-Control", "public, max-age=" + core.jwksMaxAge().toSeconds());
    }
}
