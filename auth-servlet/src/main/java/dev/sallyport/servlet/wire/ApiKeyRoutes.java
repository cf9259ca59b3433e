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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A caller's own API keys: make, look at, change, rotate, revoke. */
final class ApiKeyRoutes {
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
                route("GET", path, Route.Body.NONE, this::list),
                route("POST", path, Route.Body.JSON, this::create),
                route("GET", path + "/policy", Route.Body.NONE, this::policy),
                route("GET", path + "/{id}", Route.Body.NONE, this::get),
                route("PATCH", path + "/{id}", Route.Body.JSON, this::update),
                route("DELETE", path + "/{id}", Route.Body.OPTIONAL_JSON, this::revoke),
                route("POST", path + "/{id}/rotate", Route.Body.OPTIONAL_JSON, this::rotate));
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
