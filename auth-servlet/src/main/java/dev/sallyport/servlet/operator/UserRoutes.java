package dev.sallyport.servlet.operator;

import dev.sallyport.account.NewTicket;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.operator.OperatorUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** People: list, create, change, stop, delete, export. */
final class UserRoutes {
    private final String path;
    private final OperatorUsers users;

    UserRoutes(String mount, OperatorUsers users) {
        this.path = mount + "/users";
        this.users = users;
    }

    List<Route> routes() {
        String one = path + "/{id}";
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(UserDocs.LIST),
                Route.authenticated("POST", path, Route.Body.JSON, this::create).describedBy(UserDocs.CREATE),
                Route.authenticated("GET", one, Route.Body.NONE, this::get).describedBy(UserDocs.GET),
                Route.authenticated("PATCH", one, Route.Body.JSON, this::update).describedBy(UserDocs.UPDATE),
                Route.authenticated("DELETE", one, Route.Body.OPTIONAL_JSON, this::delete)
                        .describedBy(UserDocs.DELETE),
                Route.authenticated("POST", one + "/disable", Route.Body.NONE, this::disable)
                        .describedBy(UserDocs.DISABLE),
                Route.authenticated("POST", one + "/enable", Route.Body.NONE, this::enable)
                        .describedBy(UserDocs.ENABLE),
                Route.authenticated("POST", one + "/end-sessions", Route.Body.NONE, this::endSessions)
                        .describedBy(UserDocs.END_SESSIONS),
                Route.authenticated("POST", one + "/reset-second-factor", Route.Body.NONE, this::resetSecondFactor)
                        .describedBy(UserDocs.RESET_SECOND_FACTOR),
                Route.authenticated("POST", one + "/enrol", Route.Body.OPTIONAL_JSON, this::enrol)
                        .describedBy(UserDocs.ENROL),
                Route.authenticated("GET", one + "/export", Route.Body.NONE, this::export)
                        .describedBy(UserDocs.EXPORT));
    }

    private Outcome<Reply> list(Call call) {
        return Routes.page(call, fields -> users(call, fields), UserRoutes::write);
    }

    private Outcome<Page<User>> users(Call call, QueryFields fields) {
        UserQuery query = UserQuery.all()
                .withText(fields.text("q"))
                .withTenant(fields.text("tenant"))
                .withRole(fields.text("role"))
                .withState(fields.choice("state", UserQuery.State.class))
                .after(fields.after())
                .withLimit(fields.limit());
        return fields.whenValid(() -> users.list(call.caller(), query));
    }

    private Outcome<Reply> get(Call call) {
        return users.get(call.caller(), call.path("id")).map(UserRoutes::shown);
    }

    /** Creates a person, who sets their own password with the ticket, so that nobody else ever knows it. */
    private Outcome<Reply> create(Call call) {
        NewUser wanted = new UserFields(call.body()).newUser();
        boolean mail = Boolean.TRUE.equals(call.body().optionalFlag("send_mail"));
        return call.body()
                .whenValid(() -> users.create(call.caller(), wanted, mail, Routes.address(call)))
                .map(created -> Routes.json(201, json -> {
                    write(json, created.user());
                    write(json, created.ticket());
                }));
    }

    private Outcome<Reply> update(Call call) {
        UnaryOperator<User> change = new UserFields(call.body()).change();
        return call.body()
                .whenValid(() -> users.update(call.caller(), call.path("id"), change, Routes.address(call)))
                .map(UserRoutes::shown);
    }

    private Outcome<Reply> delete(Call call) {
        boolean revokeKeys = Boolean.TRUE.equals(call.body().optionalFlag("revoke_keys"));
        return call.body()
                .whenValid(() -> users.delete(call.caller(), call.path("id"), revokeKeys, Routes.address(call)))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> disable(Call call) {
        return users.disable(call.caller(), call.path("id"), Routes.address(call))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> enable(Call call) {
        return users.enable(call.caller(), call.path("id"), Routes.address(call))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> endSessions(Call call) {
        return users.endSessions(call.caller(), call.path("id"), Routes.address(call))
                .map(count -> Reply.empty(204));
    }

    private Outcome<Reply> resetSecondFactor(Call call) {
        return users.resetSecondFactor(call.caller(), call.path("id"), Routes.address(call))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> enrol(Call call) {
        boolean mail = Boolean.TRUE.equals(call.body().optionalFlag("send_mail"));
        return call.body()
                .whenValid(() -> users.enrol(call.caller(), call.path("id"), mail, Routes.address(call)))
                .map(ticket -> Routes.json(201, json -> write(json, ticket)));
    }

    private Outcome<Reply> export(Call call) {
        return users.export(call.caller(), call.path("id"), Routes.address(call))
                .map(text -> Reply.json(200, text));
    }

    private static Reply shown(User user) {
        return Routes.json(200, json -> write(json, user));
    }

    static void write(JsonWriter json, User user) {
        json.text("id", user.id())
                .text("login", user.login())
                .text("email", user.email())
                .text("name", user.name())
                .text("tenant", user.tenant())
                .texts("roles", new TreeSet<>(user.roles()))
                .object("attributes", members -> new TreeMap<>(user.attributes()).forEach(members::text))
                .flag("enabled", user.enabled());
    }

    private static void write(JsonWriter json, @Nullable NewTicket ticket) {
        if (ticket != null) {
            json.text("enrol_url", ticket.url().reveal())
                    .text("ticket", ticket.ticket().reveal())
                    .instant("ticket_expires_at", ticket.expiresAt())
                    .flag("mailed", ticket.mailed());
        }
    }
}
