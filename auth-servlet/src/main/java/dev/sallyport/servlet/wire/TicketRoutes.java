package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.Accounts;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Scalar;
import dev.sallyport.servlet.shape.Shape;
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

    private static final String TOPIC = "Account";
    private static final String TAKEN = "Taken. The answer is the same whether there is such an account or not.";
    private static final Scalar TICKET = Shape.secret(MAX_TICKET).like("0123456789abcdef0123456789abcdef");

    private static final RouteDoc RESET = RouteDoc.of(TOPIC, "Sets a password with a ticket")
            .reads(Shape.object()
                    .required("ticket", TICKET)
                    .required("new", Shape.secret(MAX_PASSWORD).like("another-demo-password"))
                    .optional("revoke_keys", Shape.flag().orNull()))
            .answers(204, "The password is set.");
    private static final RouteDoc FORGOT = RouteDoc.of(TOPIC, "Mails a ticket to whoever forgot their password")
            .reads(Shape.object()
                    .required("username", Shape.text(1, MAX_USERNAME).like("ada@example.com")))
            .answers(202, TAKEN);
    private static final RouteDoc VERIFY = RouteDoc.of(TOPIC, "Confirms an e-mail address with a ticket")
            .reads(Shape.object().required("ticket", TICKET))
            .answers(204, "The address is confirmed.");
    private static final RouteDoc VERIFICATION = RouteDoc.of(TOPIC, "Mails a ticket that confirms your e-mail address")
            .reads(Shape.object())
            .answers(202, "Taken.");
    private static final RouteDoc REGISTER = RouteDoc.of(TOPIC, "Registers an account")
            .reads(Shape.object()
                    .required("email", Shape.text(1, MAX_ADDRESS).like("grace@example.com"))
                    .optional("name", Shape.text(0, MAX_NAME).orNull().like("Grace Hopper")))
            .answers(202, TAKEN);

    private final String mount;
    private final Accounts accounts;

    TicketRoutes(String mount, Accounts accounts) {
        this.mount = mount;
        this.accounts = accounts;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        // Operators hand out tickets even without a mailer.
        routes.add(Route.login(mount + "/password/reset", this::reset).describedBy(RESET));
        if (accounts.hasMailer()) {
            routes.add(Route.login(mount + "/password/forgot", this::forgot).describedBy(FORGOT));
            routes.add(Route.login(mount + "/email/verify", this::verify).describedBy(VERIFY));
            routes.add(new Route(
                            "POST",
                            mount + "/email/verification",
                            RefusalContext.ENDPOINT,
                            Route.Body.OPTIONAL_JSON,
                            AccessRule.authenticated(),
                            this::requestVerification)
                    .describedBy(VERIFICATION));
        }
        if (accounts.hasRegistration()) {
            routes.add(Route.login(mount + "/register", this::register).describedBy(REGISTER));
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
