package dev.sallyport.servlet.operator;

import dev.sallyport.operator.OperatorSigningKeys;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import java.util.List;
import java.util.Locale;

/** Keys that sign tokens: list, rotate, revoke. */
final class SigningKeyRoutes {
    private final String path;
    private final OperatorSigningKeys keys;

    SigningKeyRoutes(String mount, OperatorSigningKeys keys) {
        this.path = mount + "/signing-keys";
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list),
                Route.authenticated("POST", path + "/rotate", Route.Body.NONE, this::rotate),
                Route.authenticated("DELETE", path + "/{kid}", Route.Body.NONE, this::revoke));
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
