package dev.sallyport.servlet.operator;

import dev.sallyport.operator.Operators;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.fields.SessionJson;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import dev.sallyport.session.Session;
import java.util.List;

/** Sessions of one person: list them, end one. */
final class SessionRoutes {
    private static final String TOPIC = "Operators: sessions";
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists the sessions of a person")
            .asks(Shape.object().required("owner", Shape.text()))
            .answers(
                    200,
                    "Where they are logged in.",
                    Shape.items(SessionJson.SHAPE.required("owner", Shape.text().like("ada"))));
    private static final RouteDoc END = Routes.act(TOPIC, "Ends a session", "The session has ended.");

    private final String path;
    private final Operators operators;

    SessionRoutes(String mount, Operators operators) {
        this.path = mount + "/sessions";
        this.operators = operators;
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("DELETE", path + "/{id}", Route.Body.NONE, this::end)
                        .describedBy(END));
    }

    private Outcome<Reply> list(Call call) {
        return call.queryParameters()
                .flatMap(values -> sessions(call, new QueryFields(values)))
                .map(found -> Routes.json(
                        200,
                        json -> json.objects("items", found, (item, session) -> {
                            SessionJson.write(item, session);
                            item.text("owner", session.ownerId());
                        })));
    }

    private Outcome<List<Session>> sessions(Call call, QueryFields fields) {
        String owner = fields.text("owner");
        if (owner == null) {
            fields.fault("owner", "required", "Required: the id of a person.");
        }
        return fields.whenValid(() -> operators.sessionsOf(call.caller(), String.valueOf(owner)));
    }

    private Outcome<Reply> end(Call call) {
        return operators
                .endSession(call.caller(), call.path("id"), Routes.address(call))
                .map(session -> Reply.empty(204));
    }
}
