package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.SessionJson;
import dev.sallyport.session.OwnSessions;
import java.util.List;

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
                            SessionJson.write(item, session);
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
}
