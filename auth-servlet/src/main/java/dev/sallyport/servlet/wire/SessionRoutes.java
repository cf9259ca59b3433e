package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.session.OwnSessions;
import dev.sallyport.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller's own sessions: list them, end one, end all. */
final class SessionRoutes {
    private final String path;
    private final OwnSessions sessions;

    SessionRoutes(String mount, Operations core) {
        this.path = mount + "/sessions";
        this.sessions = core.sessions();
    }

    List<Route> routes() {
        return List.of(
                route("GET", path, this::list),
                route("DELETE", path, this::endAll),
                route("DELETE", path + "/{id}", this::end));
    }

    private static Route route(String method, String path, Route.Handler handler) {
        return new Route(method, path, RefusalContext.ENDPOINT, Route.Body.NONE, AccessRule.authenticated(), handler);
    }

    private Outcome<Reply> list(Call call) {
        String current = call.caller().sessionId();
        return sessions.list(call.caller())
                .map(own -> Reply.json(
                        200,
                        JsonWriter.object(json -> json.objects("items", own, (item, session) -> {
                            write(item, session);
                            item.flag("current", session.id().equals(current));
                        }))));
    }

    private Outcome<Reply> end(Call call) {
        return sessions.end(call.caller(), call.path("id"), call.address().text())
                .map(count -> Reply.empty(204));
    }

    private Outcome<Reply> endAll(Call call) {
        return sessions.endAll(call.caller(), call.address().text()).map(count -> Reply.empty(204));
    }

    private static void write(JsonWriter json, Session session) {
        json.text("id", session.id())
                .text("label", label(session))
                .text("credential_id", session.credentialId())
                .instant("created_at", session.createdAt())
                .instant("auth_time", session.authTime())
                .instant("expires_at", session.expiresAt())
                .texts("amr", session.amr())
                .text("address", session.address())
                .text("user_agent", session.userAgent());
    }

    /** A key's unnamed session is kept under the empty label. */
    private static @Nullable String label(Session session) {
        String label = session.label();
        return label == null || label.isEmpty() ? null : label;
    }
}
