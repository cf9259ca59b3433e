package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.KeyTermsFields;
import dev.sallyport.servlet.json.JsonBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller's own API keys: make, look at, change, rotate, revoke. */
final class ApiKeyRoutes {
    private static final int MAX_REASON = 200;

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
                .map(own -> Reply.json(200, JsonWriter.object(json -> json.objects("items", own, this::write))));
    }

    private Outcome<Reply> policy(Call call) {
        return keys.terms(call.caller())
                .map(terms -> Reply.json(200, JsonWriter.object(json -> KeyTermsFields.write(json, terms))));
    }

    private Outcome<Reply> get(Call call) {
        return keys.get(call.caller(), call.path("id")).map(this::shown);
    }

    private Outcome<Reply> create(Call call) {
        KeyFields fields = new KeyFields(call.body(), clock);
        String name = fields.name();
        String description = fields.description();
        ScopeSet scopes = fields.scopes();
        KeyRequest.Expiry expiry =
                fields.hasExpiry() ? KeyRequest.Expiry.at(fields.expiresAt()) : new KeyRequest.Expiry.Standard();
        RateLimit rateLimit = fields.rateLimit();
        return call.body()
                .whenValid(() -> keys.create(
                        call.caller(),
                        new KeyRequest(name, description, scopes, expiry, rateLimit),
                        call.address().text()))
                .map(this::created);
    }

    private Outcome<Reply> update(Call call) {
        KeyUpdate update = update(call.body());
        return call.body()
                .whenValid(() -> keys.update(
                        call.caller(), call.path("id"), update, call.address().text()))
                .map(this::shown);
    }

    /** What is named changes, and {@code null} clears it (RFC 7396). */
    private KeyUpdate update(JsonBody body) {
        KeyFields fields = new KeyFields(body, clock);
        KeyUpdate update = KeyUpdate.nothing();
        if (body.has("name")) {
            update = update.name(fields.name());
        }
        if (body.has("description")) {
            update = update.description(fields.description());
        }
        if (body.has("scopes")) {
            update = update.scopes(fields.scopes());
        }
        if (fields.hasExpiry()) {
            update = update.expiresAt(fields.expiresAt());
        }
        if (body.has("rate_limit")) {
            update = update.rateLimit(fields.rateLimit());
        }
        if (body.has("enabled")) {
            update = update.enabled(fields.enabled());
        }
        return update;
    }

    private Outcome<Reply> rotate(Call call) {
        Long seconds = call.body().optionalInteger("overlap_seconds", 0, Integer.MAX_VALUE);
        Duration overlap = Duration.ofSeconds(seconds == null ? 0 : seconds);
        return call.body()
                .whenValid(() -> keys.rotate(
                        call.caller(), call.path("id"), overlap, call.address().text()))
                .map(this::created);
    }

    private Outcome<Reply> revoke(Call call) {
        String reason = call.body().optionalText("reason", MAX_REASON);
        return call.body()
                .whenValid(() -> keys.revoke(
                        call.caller(), call.path("id"), reason, call.address().text()))
                .map(key -> Reply.empty(204));
    }

    private Reply shown(ApiKey key) {
        return Reply.json(200, JsonWriter.object(json -> write(json, key)));
    }

    /** The one answer that has the key itself. */
    private Reply created(NewApiKey created) {
        return Reply.json(201, JsonWriter.object(json -> {
            write(json, created.key());
            json.text("key", created.secret().reveal());
        }));
    }

    private void write(JsonWriter json, ApiKey key) {
        json.text("id", key.id())
                .text("name", key.name())
                .text("description", key.description())
                .texts("scopes", names(key.scopes()))
                .text(
                        "rate_limit",
                        key.rateLimit() == null ? null : key.rateLimit().toString())
                .text("status", status(key, clock.instant()))
                .instant("created_at", key.createdAt())
                .instant("expires_at", key.expiresAt())
                .instant("last_used_at", key.lastUsedAt())
                .instant("disabled_at", key.disabledAt())
                .instant("revoked_at", key.revokedAt())
                .text("revoked_reason", key.revokedReason())
                .text("replaces", key.replaces());
    }

    private static @Nullable List<String> names(@Nullable ScopeSet scopes) {
        return scopes == null ? null : scopes.stream().map(Scope::value).toList();
    }

    /** What cannot be undone is named first. */
    private static String status(ApiKey key, Instant now) {
        if (key.revokedAt() != null) {
            return "revoked";
        }
        if (key.isExpiredAt(now)) {
            return "expired";
        }
        return key.disabledAt() == null ? "active" : "disabled";
    }
}
