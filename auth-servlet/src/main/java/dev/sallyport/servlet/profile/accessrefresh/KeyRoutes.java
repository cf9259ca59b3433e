package dev.sallyport.servlet.profile.accessrefresh;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.fields.FieldNames;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person's own API keys. */
final class KeyRoutes {
    private static final String PATH = "/api/auth/api-keys";
    /** What the page offers, besides never. */
    private static final Set<Long> DAYS = Set.of(30L, 90L, 365L);

    private static final String TOPIC = "API keys";
    private static final Members KEY = Shape.object()
            .required("id", Shape.text().like("0123456789abcdef"))
            .required("name", Shape.text().like("Nightly export"))
            .required("description", Shape.text().orNull())
            .required("scopes", Shape.scopes().orNull())
            .required("created_at", Shape.instant())
            .required("expires_at", Shape.instant().orNull())
            .required("last_used_at", Shape.instant().orNull())
            .required("is_active", Shape.flag());
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists your API keys")
            .answers(200, "Your keys, without their texts.", Shape.object().required("results", Shape.list(KEY)));
    private static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates an API key")
            .reads(KeyFields.NAMED.optional(
                    "expires_in_days",
                    Shape.integer().orNull().like(90L).describedAs("30, 90 or 365; null for never.")))
            .answers(
                    201,
                    "The key, with its text this once.",
                    KEY.required("key", Shape.text().like("acme_key_0123456789abcdef_…")));
    private static final RouteDoc GET =
            RouteDoc.of(TOPIC, "Shows one of your API keys").answers(200, "The key, without its text.", KEY);
    private static final RouteDoc REVOKE =
            RouteDoc.of(TOPIC, "Revokes one of your API keys").answers(204, "The key has ended.");

    private final OwnApiKeys keys;
    private final InstantSource clock;

    KeyRoutes(Operations core) {
        this.keys = core.apiKeys();
        this.clock = core.clock();
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", PATH, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", PATH, Route.Body.JSON, this::create).describedBy(CREATE),
                Route.authenticated("GET", PATH + "/{id}", Route.Body.NONE, this::get)
                        .describedBy(GET),
                Route.authenticated("DELETE", PATH + "/{id}", Route.Body.NONE, this::revoke)
                        .describedBy(REVOKE));
    }

    private Outcome<Reply> create(Call call) {
        KeyFields fields = new KeyFields(call.body(), clock);
        String name = fields.name();
        String description = fields.description();
        ScopeSet scopes = fields.scopes();
        if (scopes != null && scopes.isEmpty()) {
            call.body().fault("scopes", "required", "Name at least one scope, or leave scopes out for all of yours.");
        }
        Instant expiresAt = expiresAt(call.body());
        return call.body()
                .whenValid(() -> FieldNames.of(
                        keys.create(
                                call.caller(),
                                new KeyRequest(name, description, scopes, KeyRequest.Expiry.at(expiresAt), null),
                                call.address().text()),
                        Map.of("expires_at", "expires_in_days")))
                .map(this::created);
    }

    /** Null for never. */
    private @Nullable Instant expiresAt(JsonBody body) {
        Long days = body.optionalInteger("expires_in_days", 1, Integer.MAX_VALUE);
        if (days != null && !DAYS.contains(days)) {
            body.fault("expires_in_days", "invalid", "This must be 30, 90, 365, or null for never.");
            return null;
        }
        return days == null ? null : clock.instant().plus(Duration.ofDays(days));
    }

    private Outcome<Reply> list(Call call) {
        return keys.list(call.caller())
                .map(own -> Reply.json(200, JsonWriter.object(json -> json.objects("results", own, this::write))));
    }

    private Outcome<Reply> get(Call call) {
        return keys.get(call.caller(), call.path("id"))
                .map(key -> Reply.json(200, JsonWriter.object(json -> write(json, key))));
    }

    private Outcome<Reply> revoke(Call call) {
        return keys.revoke(call.caller(), call.path("id"), null, call.address().text())
                .map(key -> Reply.empty(204));
    }

    /** The one answer that has the key itself. */
    private Reply created(NewApiKey created) {
        return Reply.json(201, JsonWriter.object(json -> {
            write(json, created.key());
            json.text("key", created.secret().reveal());
        }));
    }

    private void write(JsonWriter json, ApiKey key) {
        ScopeSet scopes = key.scopes();
        json.text("id", key.id())
                .text("name", key.name())
                .text("description", key.description())
                .texts(
                        "scopes",
                        scopes == null
                                ? null
                                : scopes.stream().map(Scope::value).toList())
                .instant("created_at", key.createdAt())
                .instant("expires_at", key.expiresAt())
                .instant("last_used_at", key.lastUsedAt())
                .flag("is_active", key.isUsableAt(clock.instant()));
    }
}
