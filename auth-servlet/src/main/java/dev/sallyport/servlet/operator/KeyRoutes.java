package dev.sallyport.servlet.operator;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.operator.OperatorKeys;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.KeyJson;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** API keys of everybody: list, find, change, stop. */
final class KeyRoutes {
    private static final int MAX_DAYS = 3_650;
    private static final int MAX_ID = 256;
    private static final int MAX_KEY = 16_384;

    private static final String TOPIC = "Operators: API keys";
    private static final Members KEY = KeyJson.SHAPE.required(
            "owner",
            Shape.object()
                    .required("id", Shape.text().like("ada"))
                    .required("login", Shape.text().orNull())
                    .required("name", Shape.text().orNull())
                    .required("tenant", Shape.text().orNull()));
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists API keys of everybody")
            .asks(Shape.object()
                    .optional("q", Shape.text())
                    .optional("owner", Shape.text())
                    .optional("tenant", Shape.text())
                    .optional("state", Shape.text())
                    .optional("unused_days", Shape.integer(1, MAX_DAYS))
                    .optional("expires_before", Shape.instant())
                    .and(Routes.PAGE))
            .answers(200, "A page of keys.", Shape.page(KEY));
    private static final RouteDoc FIND = RouteDoc.of(TOPIC, "Finds the API key of a text")
            .reads(Shape.object().required("key", Shape.secret(MAX_KEY).like("acme_key_0123456789abcdef")))
            .answers(200, "The key.", KEY);
    private static final RouteDoc REVOKE_ALL = RouteDoc.of(TOPIC, "Revokes several API keys, or all of one owner")
            .reads(Shape.object()
                    .optional(
                            "ids",
                            Shape.list(Shape.text(1, MAX_ID), OperatorKeys.MAX_REVOKED)
                                    .orNull())
                    .optional("owner", Shape.text(0, MAX_ID).orNull().like("ada"))
                    .and(Routes.REASON))
            .answers(200, "How many have ended.", Shape.object().required("revoked", Shape.integer()));
    private static final RouteDoc GET = RouteDoc.of(TOPIC, "Shows an API key").answers(200, "The key.", KEY);
    private static final RouteDoc UPDATE =
            RouteDoc.of(TOPIC, "Changes an API key").reads(KeyFields.UPDATE).answers(200, "The key as it is now.", KEY);
    private static final RouteDoc REVOKE =
            Routes.act(TOPIC, "Revokes an API key", "The key has ended.").reads(Routes.REASON);
    private static final RouteDoc DISABLE = Routes.act(TOPIC, "Disables an API key", "The key is disabled.");

    private final String path;
    private final OperatorKeys keys;
    private final InstantSource clock;

    KeyRoutes(String mount, OperatorKeys keys, InstantSource clock) {
        this.path = mount + "/api-keys";
        this.keys = keys;
        this.clock = clock;
    }

    List<Route> routes() {
        String one = path + "/{id}";
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", path + "/find", Route.Body.JSON, this::find)
                        .describedBy(FIND),
                Route.authenticated("POST", path + "/revoke", Route.Body.JSON, this::revokeAll)
                        .describedBy(REVOKE_ALL),
                Route.authenticated("GET", one, Route.Body.NONE, this::get).describedBy(GET),
                Route.authenticated("PATCH", one, Route.Body.JSON, this::update).describedBy(UPDATE),
                Route.authenticated("DELETE", one, Route.Body.OPTIONAL_JSON, this::revoke)
                        .describedBy(REVOKE),
                Route.authenticated("POST", one + "/disable", Route.Body.NONE, this::disable)
                        .describedBy(DISABLE));
    }

    private Outcome<Reply> list(Call call) {
        return Routes.page(call, fields -> keys(call, fields), this::write);
    }

    private Outcome<Page<OperatorKeys.Owned>> keys(Call call, QueryFields fields) {
        Integer unusedDays = fields.integer("unused_days", 1, MAX_DAYS);
        KeyQuery query = KeyQuery.all()
                .withText(fields.text("q"))
                .withOwner(fields.text("owner"))
                .withTenant(fields.text("tenant"))
                .withState(fields.choice("state", KeyQuery.State.class))
                .unusedSince(unusedDays == null ? null : clock.instant().minus(Duration.ofDays(unusedDays)))
                .expiringBefore(fields.instant("expires_before"))
                .after(fields.after())
                .withLimit(fields.limit());
        return fields.whenValid(() -> keys.list(call.caller(), query));
    }

    /** Takes the key in the body, so that a key that still works is in no access log. */
    private Outcome<Reply> find(Call call) {
        Secret text = Secret.of(call.body().text("key", MAX_KEY));
        return call.body().whenValid(() -> keys.findByText(call.caller(), text)).map(this::shown);
    }

    private Outcome<Reply> get(Call call) {
        return keys.get(call.caller(), call.path("id")).map(this::shown);
    }

    private Outcome<Reply> update(Call call) {
        KeyUpdate update = new KeyFields(call.body(), clock).update();
        return call.body()
                .whenValid(() -> keys.update(call.caller(), call.path("id"), update, Routes.address(call)))
                .map(this::shown);
    }

    private Outcome<Reply> disable(Call call) {
        return keys.disable(call.caller(), call.path("id"), Routes.address(call))
                .map(key -> Reply.empty(204));
    }

    private Outcome<Reply> revoke(Call call) {
        String reason = Routes.reason(call.body());
        return call.body()
                .whenValid(() -> keys.revoke(call.caller(), call.path("id"), reason, Routes.address(call)))
                .map(key -> Reply.empty(204));
    }

    private Outcome<Reply> revokeAll(Call call) {
        JsonBody body = call.body();
        List<String> ids = body.optionalTexts("ids", OperatorKeys.MAX_REVOKED, MAX_ID);
        String owner = body.optionalText("owner", MAX_ID);
        String reason = Routes.reason(body);
        if ((ids == null) == (owner == null)) {
            body.fault("ids", "invalid", "Either ids or owner.");
        }
        return body.whenValid(() -> ids != null
                        ? keys.revokeAll(call.caller(), ids, reason, Routes.address(call))
                        : keys.revokeAllOf(call.caller(), String.valueOf(owner), reason, Routes.address(call)))
                .map(count -> Routes.json(200, json -> json.number("revoked", count)));
    }

    private Reply shown(OperatorKeys.Owned key) {
        return Routes.json(200, json -> write(json, key));
    }

    private void write(JsonWriter json, OperatorKeys.Owned owned) {
        ApiKey key = owned.key();
        User owner = owned.owner();
        KeyJson.write(json, key, clock.instant());
        json.object(
                "owner",
                members -> members.text("id", key.ownerId())
                        .text("login", owner == null ? null : owner.login())
                        .text("name", owner == null ? null : owner.name())
                        .text("tenant", owner == null ? key.tenant() : owner.tenant()));
    }
}
