package dev.sallyport.servlet.tenant;

import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.manage.TenantKeys;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All API keys of a tenant: list, create, change, rotate, transfer, revoke. */
final class KeyRoutes {
    private final String keysPath;
    private final String membersPath;
    private final TenantKeys keys;
    private final InstantSource clock;
    private final KeyAnswers answers;

    KeyRoutes(String mount, TenantKeys keys, InstantSource clock) {
        this.keysPath = mount + "/api-keys";
        this.membersPath = mount + "/members";
        this.keys = keys;
        this.clock = clock;
        this.answers = new KeyAnswers(clock);
    }

    List<Route> routes() {
        String one = keysPath + "/{id}";
        return List.of(
                Route.authenticated("GET", keysPath, Route.Body.NONE, this::list)
                        .describedBy(KeyDocs.LIST),
                Route.authenticated("POST", keysPath, Route.Body.JSON, this::create)
                        .describedBy(KeyDocs.CREATE),
                Route.authenticated("GET", one, Route.Body.NONE, this::get).describedBy(KeyDocs.GET),
                Route.authenticated("PATCH", one, Route.Body.JSON, this::update).describedBy(KeyDocs.UPDATE),
                Route.authenticated("DELETE", one, Route.Body.OPTIONAL_JSON, this::revoke)
                        .describedBy(KeyDocs.REVOKE),
                Route.authenticated("POST", one + "/rotate", Route.Body.OPTIONAL_JSON, this::rotate)
                        .describedBy(KeyDocs.ROTATE),
                Route.authenticated("POST", one + "/transfer", Route.Body.JSON, this::transfer)
                        .describedBy(KeyDocs.TRANSFER),
                Route.authenticated(
                                "DELETE", membersPath + "/{id}/api-keys", Route.Body.OPTIONAL_JSON, this::revokeAllOf)
                        .describedBy(KeyDocs.REVOKE_ALL_OF));
    }

    private Outcome<Reply> list(Call call) {
        return Routes.page(call, fields -> keys(call, fields), answers::write);
    }

    private Outcome<Page<TenantKeys.Owned>> keys(Call call, QueryFields fields) {
        KeyStatus status = fields.choice("status", KeyStatus.class);
        KeyQuery query = KeyQuery.all()
                .withOwner(fields.text("owner"))
                .withText(fields.text("q"))
                .withState(status == null ? null : status.state())
                .after(fields.after())
                .withLimit(fields.limit());
        return fields.whenValid(() -> keys.list(call.caller(), query));
    }

    private Outcome<Reply> get(Call call) {
        return keys.get(call.caller(), call.path("id")).map(answers::shown);
    }

    private Outcome<Reply> create(Call call) {
        String owner = call.body().text("owner", KeyDocs.MAX_OWNER);
        KeyRequest request = new KeyFields(call.body(), clock).request();
        return call.body()
                .whenValid(() -> keys.create(call.caller(), owner, request, Routes.address(call)))
                .map(made -> created(call, made));
    }

    private Outcome<Reply> update(Call call) {
        KeyUpdate update = new KeyFields(call.body(), clock).update();
        return call.body()
                .whenValid(() -> keys.update(call.caller(), call.path("id"), update, Routes.address(call)))
                .map(answers::shown);
    }

    private Outcome<Reply> rotate(Call call) {
        Duration overlap = KeyFields.overlap(call.body());
        return call.body()
                .whenValid(() -> keys.rotate(call.caller(), call.path("id"), overlap, Routes.address(call)))
                .map(made -> created(call, made));
    }

    /** Names the owner as lists do; not named if the manager lost their right meanwhile, since the key is shown only here. */
    private Reply created(Call call, NewApiKey made) {
        String owner = keys.get(call.caller(), made.key().id()).fold(TenantKeys.Owned::ownerName, refusal -> null);
        return answers.created(made, owner);
    }

    private Outcome<Reply> transfer(Call call) {
        String owner = call.body().text("owner", KeyDocs.MAX_OWNER);
        return call.body()
                .whenValid(() -> keys.transfer(call.caller(), call.path("id"), owner, Routes.address(call)))
                .map(answers::shown);
    }

    private Outcome<Reply> revoke(Call call) {
        String reason = Routes.reason(call.body());
        return call.body()
                .whenValid(() -> keys.revoke(call.caller(), call.path("id"), reason, Routes.address(call)))
                .map(key -> Reply.empty(204));
    }

    private Outcome<Reply> revokeAllOf(Call call) {
        String reason = Routes.reason(call.body());
        return call.body()
                .whenValid(() -> keys.revokeAllOf(call.caller(), call.path("id"), reason, Routes.address(call)))
                .map(count -> Reply.empty(204));
    }
}
