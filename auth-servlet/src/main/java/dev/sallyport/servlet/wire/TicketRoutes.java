package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.Accounts;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes to set up and recover accounts with tickets. A ticket comes in a body, never in a path or a query; open routes are guarded as
 * logins are. Routes that send mail exist only with a mailer.
 */
final class TicketRoutes {
    private static final int MAX_USERNAME = 1_024;
    private static final int MAX_PASSWORD = 4_096;
    private static final int MAX_TICKET = 64;
    private static final int MAX_ADDRESS = 254;
    private static final int MAX_NAME = 200;

    private final String mount;
    private final Accounts accounts;

    TicketRoutes(String mount, Accounts accounts) {
        this.mount = mount;
        this.accounts = accounts;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        // Operators hand out tickets even without a mailer.
        routes.add(Route.login(mount + "/password/reset", this::reset));
        if (accounts.hasMailer()) {
            routes.add(Route.login(mount + "/password/forgot", this::forgot));
            routes.add(Route.login(mount + "/email/verify", this::verify));
            routes.add(new Route(
                    "POST",
                    mount + "/email/verification",
                    RefusalContext.ENDPOINT,
                    Route.Body.OPTIONAL_JSON,
                    AccessRule.authenticated(),
                    this::requestVerification));
        }
        if (accounts.hasRegistration()) {
            routes.add(Route.login(mount + "/register", this::register));
        }
        return routes;
    }

    private Outcome<Reply> forgot(Call call) {
        String username = call.body().text("username", MAX_USERNAME);
        return call.body()
                .whenValid(() -> accounts.forgot(username, call.origin()))
                .map(taken -> Reply.empty(202));
    }

    private Outcome<Reply> reset(Call call) {
        JsonBody body = call.body();
        Secret ticket = ticket(body);
        Secret next = Secret.of(body.text("new", MAX_PASSWORD));
        boolean revokeKeys = Boolean.TRUE.equals(body.optionalFlag("revoke_keys"));
        return body.whenValid(() -> accounts.setPassword(ticket, next, revokeKeys, call.origin()))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> verify(Call call) {
        Secret ticket = ticket(call.body());
        return call.body()
                .whenValid(() -> accounts.verifyEmail(ticket, call.origin()))
                .map(user -> Reply.empty(204));
    }

    private Outcome<Reply> requestVerification(Call call) {
        return call.body()
                .whenValid(() -> accounts.requestVerification(call.caller(), call.origin()))
                .map(taken -> Reply.empty(202));
    }

    private Outcome<Reply> register(Call call) {
        String email = call.body().text("email", MAX_ADDRESS);
        String name = call.body().optionalText("name", MAX_NAME);
        return call.body()
                .whenValid(() -> accounts.register(email, name, call.origin()))
                .map(taken -> Reply.empty(202));
    }

    private static Secret ticket(JsonBody body) {
        return Secret.of(body.text("ticket", MAX_TICKET));
    }
}
