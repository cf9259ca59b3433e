package dev.sallyport.servlet.profile.keylogin;

import dev.sallyport.caller.Caller;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.session.OwnSessions;
import dev.sallyport.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's sessions; the {@code session_id} is the client's own where it gave one, else ours. */
final class SessionRoutes {
    private static final String PATH = "/auth/sessions";

    private static final RouteDoc LIST = RouteDoc.of("Sessions", "Lists your sessions")
            .answers(
                    200,
                    "Where you are logged in.",
                    Shape.object()
                            .required(
                                    "sessions",
                                    Shape.list(Shape.object()
                                            .required("id", Shape.text().like("3q2-7wAAAAA"))
                                            .required(
                                                    "session_id",
                                                    Shape.text().orNull().like("nightly-export"))
                                            .required("created_at", Shape.instant())
                                            .required(
                                                    "expires_at",
                                                    Shape.instant().orNull())
                                            .required("current", Shape.flag()))));
    private static final RouteDoc END =
            RouteDoc.of("Sessions", "Ends one of your sessions").answers(204, "The session has ended.");

    private final OwnSessions sessions;

    SessionRoutes(Operations core) {
        this.sessions = core.sessions();
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", PATH, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("DELETE", PATH + "/{id}", Route.Body.NONE, this::end)
                        .describedBy(END));
    }

    private Outcome<Reply> list(Call call) {
        return sessions.list(call.caller())
                .map(own -> Reply.json(
                        200,
                        JsonWriter.object(json -> json.objects(
                                "sessions",
                                own,
                                (item, session) -> item.text("id", session.id())
                                        .text("session_id", label(session))
                                        .instant("created_at", session.createdAt())
                                        .instant("expires_at", session.expiresAt())
                                        .flag(
                                                "current",
                                                session.id()
                                                        .equals(call.caller().sessionId()))))));
    }

    /** By our id, or by the label within the caller's own key: what others call their sessions is nobody else's business. */
    private Outcome<Reply> end(Call call) {
        String named = call.path("id");
        return sessions.list(call.caller())
                .flatMap(own -> own.stream()
                        .filter(session -> session.id().equals(named) || isLabelled(session, named, call.caller()))
                        .findFirst()
                        .map(session -> sessions.end(
                                call.caller(), session.id(), call.address().text()))
                        .orElseGet(() -> Outcome.refused(Refusal.notFound())))
                .map(count -> Reply.empty(204));
    }

    private static boolean isLabelled(Session session, String label, Caller caller) {
        return session.credentialId() != null
                && session.credentialId().equals(caller.credentialId())
                && label.equals(session.label());
    }

    /** A key's unnamed session is kept under the empty label. */
    private static @Nullable String label(Session session) {
        String label = session.label();
        return label == null || label.isEmpty() ? null : label;
    }
}
