package dev.sallyport.servlet.operator;

import dev.sallyport.operator.OperatorSigningKeys;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import java.util.List;
import java.util.Locale;

/** Keys that sign tokens: list, rotate, revoke. */
final class SigningKeyRoutes {
    private static final String TOPIC = "Operators: signing keys";
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists the keys that sign tokens")
            .answers(
                    200,
                    "The keys, without their private parts.",
                    Shape.items(Shape.object()
                            .required("kid", Shape.text())
                            .required("algorithm", Shape.text().like("EdDSA"))
                            .required("state", Shape.text().like("signing"))
                            .required("created_at", Shape.instant())
                            .required("active_at", Shape.instant().orNull())));
    private static final RouteDoc ROTATE = RouteDoc.of(TOPIC, "Makes a new key that signs tokens")
            .answers(201, "The id of the new key.", Shape.object().required("kid", Shape.text()));
    private static final RouteDoc REVOKE = Routes.act(
            TOPIC, "Revokes a key and ends the tokens that it signed", "The key signs and verifies no more.");

    private final String path;
    private final OperatorSigningKeys keys;

    SigningKeyRoutes(String mount, OperatorSigningKeys keys) {
        this.path = mount + "/signing-keys";
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", path + "/rotate", Route.Body.NONE, this::rotate)
                        .describedBy(ROTATE),
                Route.authenticated("DELETE", path + "/{kid}", Route.Body.NONE, this::revoke)
                        .describedBy(REVOKE));
    }

    private Outcome<Reply> list(Call call) {
        return keys.list(call.caller())
                .map(found -> Routes.json(
                        200,
                        json -> json.objects(
                                "items",
                                found,
                                (item, key) -> item.text("kid", key.kid())
                                        .text("algorithm", key.algorithm().headerName())
                                        .text("state", key.state().name().toLowerCase(Locale.ROOT))
                                        .instant("created_at", key.createdAt())
                                        .instant("active_at", key.activeAt()))));
    }

    private Outcome<Reply> rotate(Call call) {
        return keys.rotate(call.caller(), Routes.address(call))
                .map(kid -> Routes.json(201, json -> json.text("kid", kid)));
    }

    private Outcome<Reply> revoke(Call call) {
        return keys.revoke(call.caller(), call.path("kid"), Routes.address(call))
                .map(kid -> Reply.empty(204));
    }
}
