package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.SessionJson;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.session.OwnSessions;
import java.util.List;

/** A caller's own sessions: list them, end one, end all. */
final class SessionRoutes {
    private static final String TOPIC = "Sessions";
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists your sessions")
            .answers(200, "Where you are logged in.", Shape.items(SessionJson.SHAPE.required("current", Shape.flag())));
    private static final RouteDoc END_ALL =
            RouteDoc.of(TOPIC, "Ends all your sessions").answers(204, "They have ended, this one too.");
    private static final RouteDoc END =
            RouteDoc.of(TOPIC, "Ends one of your sessions").answers(204, "The session has ended.");

    private final String path;
    private final OwnSessions sessions;

    SessionRoutes(String mount, Operations core) {
        this.path = mount + "/sessions";
        this.sessions = core.sessions();
    }

    List<Route> routes() {
        return List.of(
                route("GET", path, this::list).describedBy(LIST),
                route("DELETE", path, this::endAll).describedBy(END_ALL),
                route("DELETE", path + "/{id}", this::end).describedBy(END));
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
