package dev.sallyport.servlet.profile.cookiesession;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A person's API tokens. The whole token is the {@code id} of the one answer that makes it; afterwards the {@code id} is the
 * public part, since nothing that is kept could show the rest.
 */
final class TokenRoutes {
    private static final String PATH = "/api/user/tokens";
    private static final int MAX_NAME = 100;
    private static final int SHORTEST_PREFIX = 8;

    private static final String TOPIC = "API tokens";
    private static final Members TOKEN = Shape.object()
            .required("id", Shape.text().like("0123456789abcdef"))
            .required("name", Shape.text().like("API token"))
            .required("created", Shape.instant())
            .required("expired", Shape.flag())
            .required("user_id", Shape.id());
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists your API tokens")
            .answers(200, "Your tokens, by their public parts.", Shape.list(TOKEN));
    private static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates an API token")
            .reads(Shape.object()
                    .optional("name", Shape.text(0, MAX_NAME).orNull().like("Nightly export"))
                    .optional("expires_at", Shape.instant().orNull()))
            .answers(201, "The token, whose id is the whole text this once.", TOKEN);
    private static final RouteDoc DELETE =
            RouteDoc.of(TOPIC, "Deletes one of your API tokens").answers(204, "The token has ended.");

    private final OwnApiKeys keys;
    private final InstantSource clock;

    TokenRoutes(Operations core) {
        this.keys = core.apiKeys();
        this.clock = core.clock();
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", PATH, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", PATH, Route.Body.OPTIONAL_JSON, this::create)
                        .describedBy(CREATE),
                Route.authenticated("DELETE", PATH + "/{id}", Route.Body.NONE, this::delete)
                        .describedBy(DELETE));
    }

    private Outcome<Reply> list(Call call) {
        if (call.caller().kind() != CallerKind.USER) {
            return Outcome.refused(Refusal.of(Refusal.Cause.FORBIDDEN, "Tokens are listed by a person who logged in."));
        }
        return keys.list(call.caller())
                .map(own -> Reply.json(
                        200,
                        JsonWriter.list(
                                own.stream()
                                        .filter(key -> key.revokedAt() == null)
                                        .toList(),
                                (item, key) -> write(item, key, key.id()))));
    }

    private Outcome<Reply> create(Call call) {
        JsonBody body = call.body();
        String name = body.optionalText("name", MAX_NAME);
        Instant expiresAt = body.optionalInstant("expires_at");
        KeyRequest request = KeyRequest.named(name == null || name.isEmpty() ? "API token" : name);
        KeyRequest ending = expiresAt == null ? request : request.withExpiresAt(expiresAt);
        return body.whenValid(
                        () -> keys.create(call.caller(), ending, call.address().text()))
                .map(created -> Reply.json(
                        201,
                        JsonWriter.object(json ->
                                write(json, created.key(), created.secret().reveal()))));
    }

    private void write(JsonWriter json, ApiKey key, String id) {
        json.text("id", id)
                .text("name", key.name())
                // The page has whole seconds, and a client may parse no more.
                .instant("created", key.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .flag("expired", key.isExpiredAt(clock.instant()))
                .id("user_id", key.ownerId());
    }

    /** Named by its public part, by the whole token, or by enough of the public part's beginning. */
    private Outcome<Reply> delete(Call call) {
        Caller caller = call.caller();
        String named = call.path("id");
        return keys.list(caller)
                .flatMap(own -> {
                    // Looked up once, not once for each key.
                    String whole = keys.idOfText(caller, named).orElse(named);
                    List<ApiKey> meant = own.stream()
                            .filter(key -> key.revokedAt() == null)
                            .filter(key -> isNamed(key, named, whole))
                            .toList();
                    return meant.size() == 1
                            ? keys.revoke(
                                    caller,
                                    meant.get(0).id(),
                                    "deleted",
                                    call.address().text())
                            : Outcome.refused(Refusal.notFound());
                })
                .map(key -> Reply.empty(204));
    }

    /** @param whole the public part of the token that was named whole */
    private static boolean isNamed(ApiKey key, String named, String whole) {
        return key.id().equals(named)
                || key.id().equals(whole)
                || (named.length() >= SHORTEST_PREFIX && key.id().startsWith(named));
    }
}
