package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.KeyJson;
import dev.sallyport.servlet.fields.KeyTermsFields;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A caller's own API keys: make, look at, change, rotate, revoke. */
final class ApiKeyRoutes {
    private static final String TOPIC = "API keys";
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists your API keys")
            .answers(200, "Your keys, without their texts.", Shape.items(KeyJson.SHAPE));
    private static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates an API key")
            .reads(KeyFields.CREATE)
            .answers(201, "The key, with its text this once.", KeyJson.CREATED);
    private static final RouteDoc POLICY = RouteDoc.of(TOPIC, "Shows what a new API key may be")
            .answers(200, "What a form for keys needs to know.", KeyTermsFields.SHAPE);
    private static final RouteDoc GET =
            RouteDoc.of(TOPIC, "Shows one of your API keys").answers(200, "The key, without its text.", KeyJson.SHAPE);
    private static final RouteDoc UPDATE = RouteDoc.of(TOPIC, "Changes one of your API keys")
            .reads(KeyFields.UPDATE)
            .answers(200, "The key as it is now.", KeyJson.SHAPE);
    private static final RouteDoc REVOKE = RouteDoc.of(TOPIC, "Revokes one of your API keys")
            .reads(Routes.REASON)
            .answers(204, "The key has ended, on every node.");
    private static final RouteDoc ROTATE = RouteDoc.of(TOPIC, "Replaces one of your API keys")
            .reads(KeyFields.OVERLAP)
            .answers(201, "The new key, with its text this once. The old one ends after the overlap.", KeyJson.CREATED);

    private final String path;
    private final OwnApiKeys keys;
    private final InstantSource clock;

    ApiKeyRoutes(String mount, Operations core) {
        this.path = mount + "/api-keys";
        this.keys = core.apiKeys();
        this.clock = core.clock();
    }

    List<Route> routes() {
        return List.of(
                route("GET", path, Route.Body.NONE, this::list).describedBy(LIST),
                route("POST", path, Route.Body.JSON, this::create).describedBy(CREATE),
                route("GET", path + "/policy", Route.Body.NONE, this::policy).describedBy(POLICY),
                route("GET", path + "/{id}", Route.Body.NONE, this::get).describedBy(GET),
                route("PATCH", path + "/{id}", Route.Body.JSON, this::update).describedBy(UPDATE),
                route("DELETE", path + "/{id}", Route.Body.OPTIONAL_JSON, this::revoke)
                        .describedBy(REVOKE),
                route("POST", path + "/{id}/rotate", Route.Body.OPTIONAL_JSON, this::rotate)
                        .describedBy(ROTATE));
    }

    private static Route route(String method, String path, Route.Body body, Route.Handler handler) {
        return new Route(method, path, RefusalContext.ENDPOINT, body, AccessRule.authenticated(), handler);
    }

    private Outcome<Reply> list(Call call) {
        return keys.list(call.caller())
                .map(own -> Reply.json(
                        200,
                        JsonWriter.object(json ->
                                json.objects("items", own, (item, key) -> KeyJson.write(item, key, clock.instant())))));
    }

    private Outcome<Reply> policy(Call call) {
        return keys.terms(call.caller())
                .map(terms -> Reply.json(200, JsonWriter.object(json -> KeyTermsFields.write(json, terms))));
    }

    private Outcome<Reply> get(Call call) {
        return keys.get(call.caller(), call.path("id")).map(this::shown);
    }

    private Outcome<Reply> create(Call call) {
        KeyRequest request = new KeyFields(call.body(), clock).request();
        return call.body()
                .whenValid(
                        () -> keys.create(call.caller(), request, call.address().text()))
                .map(this::created);
    }

    private Outcome<Reply> update(Call call) {
        KeyUpdate update = new KeyFields(call.body(), clock).update();
        return call.body()
                .whenValid(() -> keys.update(
                        call.caller(), call.path("id"), update, call.address().text()))
                .map(this::shown);
    }

    private Outcome<Reply> rotate(Call call) {
        Duration overlap = KeyFields.overlap(call.body());
        return call.body()
                .whenValid(() -> keys.rotate(
                        call.caller(), call.path("id"), overlap, call.address().text()))
                .map(this::created);
    }

    private Outcome<Reply> revoke(Call call) {
        String reason = Routes.reason(call.body());
        return call.body()
                .whenValid(() -> keys.revoke(
                        call.caller(), call.path("id"), reason, call.address().text()))
                .map(key -> Reply.empty(204));
    }

    private Reply shown(ApiKey key) {
        return Reply.json(200, JsonWriter.object(json -> KeyJson.write(json, key, clock.instant())));
    }

    /** The one answer that has the key itself. */
    private Reply created(NewApiKey created) {
        return Reply.json(201, JsonWriter.object(json -> {
            KeyJson.write(json, created.key(), clock.instant());
            json.text("key", created.secret().reveal());
        }));
    }
}
