package dev.sallyport.servlet.operator;

import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.Clients;
import dev.sallyport.client.NewClient;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.operator.OperatorClients;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.fields.ScopeFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.JsonShape;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Clients with an id and a secret, which is shown once. */
final class ClientRoutes {
    private static final int MAX_TYPE = 64;
    private static final int MAX_NAME = 100;
    private static final int MAX_TENANT = 128;
    private static final int MAX_GRANTS = 8;

    private static final String TOPIC = "Operators: clients";
    private static final Members CLIENT = Shape.object()
            .required("id", Shape.text().like("g_0123456789abcdef"))
            .required("type", Shape.text().like("gateway"))
            .required("name", Shape.text().like("Gateway of the office"))
            .required("tenant", Shape.text().orNull())
            .required("scopes", Shape.scopes())
            .required(
                    "grants",
                    Shape.list(Shape.text().like("client_credentials")).orNull())
            .required("status", Shape.oneOf("active", "disabled"))
            .required("created_at", Shape.instant())
            .required("disabled_at", Shape.instant().orNull());
    private static final Members WITH_SECRET =
            CLIENT.required("secret", Shape.text().like("gs_0123456789abcdef…"));
    private static final JsonShape GRANTS =
            Shape.list(Shape.text(1, MAX_TYPE), MAX_GRANTS).orNull();
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists clients")
            .asks(Shape.object()
                    .optional("q", Shape.text())
                    .optional("type", Shape.text())
                    .optional("tenant", Shape.text())
                    .optional("state", Shape.text())
                    .and(Routes.PAGE))
            .answers(200, "A page of clients.", Shape.page(CLIENT));
    private static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates a client")
            .reads(Shape.object()
                    .required("type", Shape.text(1, MAX_TYPE).like("gateway"))
                    .required("name", Shape.text(1, MAX_NAME).like("Gateway of the office"))
                    .optional("tenant", Shape.text(0, MAX_TENANT).orNull())
                    .optional("scopes", ScopeFields.SHAPE.orNull())
                    .optional("grants", GRANTS))
            .answers(201, "The client, with its secret this once.", WITH_SECRET);
    private static final RouteDoc GET = RouteDoc.of(TOPIC, "Shows a client").answers(200, "The client.", CLIENT);
    private static final RouteDoc UPDATE = RouteDoc.of(TOPIC, "Changes a client")
            .reads(Shape.object()
                    .optional("name", Shape.text(1, MAX_NAME).like("Gateway of the office"))
                    .optional("scopes", ScopeFields.SHAPE.orNull())
                    .optional("grants", GRANTS))
            .answers(200, "The client as it is now.", CLIENT);
    private static final RouteDoc DELETE = Routes.act(TOPIC, "Deletes a client", "The client is gone.");
    private static final RouteDoc ROTATE = RouteDoc.of(TOPIC, "Replaces the secret of a client")
            .reads(KeyFields.OVERLAP)
            .answers(201, "The client, with its new secret this once.", WITH_SECRET);
    private static final RouteDoc DISABLE = Routes.act(TOPIC, "Disables a client", "The client is disabled.");
    private static final RouteDoc ENABLE = Routes.act(TOPIC, "Enables a client", "The client is enabled.");

    private final String path;
    private final OperatorClients clients;

    ClientRoutes(String mount, OperatorClients clients) {
        this.path = mount + "/clients";
        this.clients = clients;
    }

    List<Route> routes() {
        String one = path + "/{id}";
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", path, Route.Body.JSON, this::create).describedBy(CREATE),
                Route.authenticated("GET", one, Route.Body.NONE, this::get).describedBy(GET),
                Route.authenticated("PATCH", one, Route.Body.JSON, this::update).describedBy(UPDATE),
                Route.authenticated("DELETE", one, Route.Body.NONE, this::delete)
                        .describedBy(DELETE),
                Route.authenticated("POST", one + "/rotate-secret", Route.Body.OPTIONAL_JSON, this::rotateSecret)
                        .describedBy(ROTATE),
                Route.authenticated("POST", one + "/disable", Route.Body.NONE, this::disable)
                        .describedBy(DISABLE),
                Route.authenticated("POST", one + "/enable", Route.Body.NONE, this::enable)
                        .describedBy(ENABLE));
    }

    private Outcome<Reply> list(Call call) {
        return Routes.page(call, fields -> clients(call, fields), ClientRoutes::write);
    }

    private Outcome<Page<Client>> clients(Call call, QueryFields fields) {
        ClientQuery query = ClientQuery.all()
                .withText(fields.text("q"))
                .withType(fields.text("type"))
                .withTenant(fields.text("tenant"))
                .withState(fields.choice("state", ClientQuery.State.class))
                .after(fields.after())
                .withLimit(fields.limit());
        return fields.whenValid(() -> clients.list(call.caller(), query));
    }

    private Outcome<Reply> get(Call call) {
        return clients.get(call.caller(), call.path("id")).map(ClientRoutes::shown);
    }

    private Outcome<Reply> create(Call call) {
        JsonBody body = call.body();
        ClientRequest wanted = ClientRequest.of(body.text("type", MAX_TYPE), body.text("name", MAX_NAME));
        String tenant = body.optionalText("tenant", MAX_TENANT);
        ScopeSet scopes = ScopeFields.optional(body);
        List<String> grants = body.optionalTexts("grants", MAX_GRANTS, MAX_TYPE);
        ClientRequest placed = tenant == null ? wanted : wanted.withTenant(tenant);
        ClientRequest scoped = scopes == null ? placed : placed.withScopes(scopes);
        ClientRequest request = grants == null ? scoped : scoped.withGrants(grants.toArray(String[]::new));
        return body.whenValid(() -> clients.create(call.caller(), request, Routes.address(call)))
                .map(client -> shown(201, client));
    }

    private Outcome<Reply> update(Call call) {
        JsonBody body = call.body();
        Clients.Update update = Clients.Update.nothing();
        if (body.has("name")) {
            update = update.withName(body.text("name", MAX_NAME));
        }
        ScopeSet scopes = ScopeFields.optional(body);
        List<String> grants = body.optionalTexts("grants", MAX_GRANTS, MAX_TYPE);
        Clients.Update scoped = scopes == null ? update : update.withScopes(scopes);
        Clients.Update changes = grants == null ? scoped : scoped.withGrants(Set.copyOf(grants));
        return body.whenValid(() -> clients.update(call.caller(), call.path("id"), changes, Routes.address(call)))
                .map(ClientRoutes::shown);
    }

    private Outcome<Reply> rotateSecret(Call call) {
        Duration overlap = KeyFields.overlap(call.body());
        return call.body()
                .whenValid(() -> clients.rotateSecret(call.caller(), call.path("id"), overlap, Routes.address(call)))
                .map(client -> shown(201, client));
    }

    private Outcome<Reply> disable(Call call) {
        return clients.disable(call.caller(), call.path("id"), Routes.address(call))
                .map(client -> Reply.empty(204));
    }

    private Outcome<Reply> enable(Call call) {
        return clients.enable(call.caller(), call.path("id"), Routes.address(call))
                .map(client -> Reply.empty(204));
    }

    private Outcome<Reply> delete(Call call) {
        return clients.delete(call.caller(), call.path("id"), Routes.address(call))
                .map(client -> Reply.empty(204));
    }

    private static Reply shown(Client client) {
        return Routes.json(200, json -> write(json, client));
    }

    /** The only answer with the secret. */
    private static Reply shown(int status, NewClient made) {
        return Routes.json(status, json -> {
            write(json, made.client());
            json.text("secret", made.secret().reveal());
        });
    }

    private static void write(JsonWriter json, Client client) {
        json.text("id", client.id())
                .text("type", client.type())
                .text("name", client.name())
                .text("tenant", client.tenant())
                .texts("scopes", client.scopes().stream().map(Scope::value).toList())
                .texts("grants", client.grants() == null ? null : new TreeSet<>(client.grants()))
                .text("status", client.disabledAt() == null ? "active" : "disabled")
                .instant("created_at", client.createdAt())
                .instant("disabled_at", client.disabledAt());
    }
}
