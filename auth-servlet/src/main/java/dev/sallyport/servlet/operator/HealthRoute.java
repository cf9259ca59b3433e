package dev.sallyport.servlet.operator;

import dev.sallyport.Health;
import dev.sallyport.Sallyport;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.operator.Operators;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import dev.sallyport.token.SigningKeyInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** State of this instance, for operators: 200 while it is ready, else 503. */
final class HealthRoute {
    private static final RouteDoc DOC = RouteDoc.of("Operators: health", "Shows the state of this instance")
            .answers(
                    200,
                    "The instance is ready; the same with status 503 while it is not.",
                    Shape.object()
                            .required("ready", Shape.flag())
                            .required("changes_seen_ms_ago", Shape.integer())
                            .required("signing_key", Shape.text())
                            .required("cached_credentials", Shape.integer())
                            .required("loaded_credentials", Shape.integer())
                            .required("audit_waiting", Shape.integer())
                            .required("audit_left_out", Shape.integer())
                            .required("last_purge", Shape.instant().orNull())
                            .required("version", Shape.text())
                            .required("node", Shape.text().like("4711@web-1")));

    private final String path;
    private final Sallyport auth;
    private final Operators operators;
    private final String node;

    HealthRoute(String mount, Sallyport auth, Operators operators) {
        this.path = mount + "/health";
        this.auth = auth;
        this.operators = operators;
        this.node = ProcessHandle.current().pid() + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    Route route() {
        return Route.authenticated("GET", path, Route.Body.NONE, this::health).describedBy(DOC);
    }

    private Outcome<Reply> health(Call call) {
        return operators.mayReadHealth(call.caller()).map(caller -> {
            boolean isReady = auth.isReady();
            return Routes.json(isReady ? 200 : 503, json -> write(json.flag("ready", isReady), auth.health()));
        });
    }

    private void write(JsonWriter json, Health state) {
        json.number("changes_seen_ms_ago", state.changesSeenAgo().toMillis())
                .text("signing_key", signingKey())
                .number("cached_credentials", state.cachedCredentials())
                .number("loaded_credentials", state.loadedCredentials())
                .number("audit_waiting", state.auditWaiting())
                .number("audit_left_out", state.auditLeftOut())
                .instant("last_purge", state.lastPurge())
                .text("version", version())
                .text("node", node);
    }

    private String signingKey() {
        return auth.signingKeys().list().stream()
                .filter(key -> key.state() == SigningKeyInfo.State.SIGNING)
                .map(SigningKeyInfo::kid)
                .findFirst()
                .orElse("");
    }

    /** Empty where the classes do not come from the published jar. */
    private static String version() {
        String version = Sallyport.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
