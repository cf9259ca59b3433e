package dev.sallyport.servlet.profile.cookiesession;

import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.grant.Revocations;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.Logout;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.util.List;

/** Log in, in one step or in two, and log out. */
final class LoginRoutes {
    private static final String ENDPOINTS = "/api/auth";

    private static final String TOPIC = "Login";
    private static final RouteDoc LOGIN = RouteDoc.of(TOPIC, "Logs in for a cookie")
            .reads(Shape.object()
                    .required("auth", LoginFields.NAME.like("ada@example.com"))
                    .required("password", LoginFields.SECRET.like("a-demo-password")))
            .answers(204, "The cookie is set; with a second factor it waits for a code.");
    private static final RouteDoc VERIFY = RouteDoc.of(TOPIC, "Completes a login with a code")
            .reads(Shape.object().required("passcode", LoginFields.SECRET.like("123456")))
            .answers(204, "The cookie counts now.");
    private static final RouteDoc LOGOUT = RouteDoc.of(TOPIC, "Ends the session of this request")
            .answers(204, "The session has ended, and the cookie is removed.");
    private static final RouteDoc WHO_AM_I = RouteDoc.of(TOPIC, "Shows who you are")
            .answers(200, "The caller of this request.", CallerFields.SHAPE.required("id", Shape.id()));

    private final Logins logins;
    private final Revocations revocations;
    private final String cookie;

    LoginRoutes(Operations core, String cookie) {
        this.logins = core.logins();
        this.revocations = core.revocations();
        this.cookie = cookie;
    }

    List<Route> routes() {
        return List.of(
                Route.login(ENDPOINTS + "/login", this::login).describedBy(LOGIN),
                Route.login(ENDPOINTS + "/verify", this::verify).describedBy(VERIFY),
                // Open, so that a cookie which counts no more keeps nobody from getting rid of it.
                new Route(
                                "POST",
                                ENDPOINTS + "/logout",
                                RefusalContext.ENDPOINT,
                                Route.Body.NONE,
                                EndpointLimits.openToHolders(),
                                this::logout)
                        .describedBy(LOGOUT),
                Route.authenticated("GET", "/api/user", Route.Body.NONE, this::whoAmI)
                        .describedBy(WHO_AM_I));
    }

    private Outcome<Reply> login(Call call) {
        String name = LoginFields.name(call.body(), "auth");
        Secret password = LoginFields.secret(call.body(), "password");
        return call.body()
                .whenValid(() -> logins.withCookie(
                        new PasswordLogin(name, password, null, null, call.origin()), call.cookies(cookie)))
                .map(this::granted);
    }

    private Outcome<Reply> verify(Call call) {
        List<Secret> pending = call.cookies(cookie);
        Secret code = LoginFields.secret(call.body(), "passcode");
        return call.body()
                .whenValid(() -> pending.isEmpty()
                        ? Outcome.refused(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "Log in first."))
                        : logins.completeCookie(pending, code, call.origin()))
                .map(this::granted);
    }

    private Reply granted(CookieLogin login) {
        Reply reply = Reply.empty(204).withCookie(new Reply.NewCookie(cookie, login.value(), "/", login.lifetime()));
        return login.newDevice() == null ? reply : reply.rememberingDevice(login.newDevice(), ENDPOINTS);
    }

    private Outcome<Reply> logout(Call call) {
        List<Secret> cookies = call.cookies(cookie);
        Outcome<Reply> ended;
        if (call.anyCaller().isPresent()) {
            ended = Logout.of(call, logins);
        } else if (cookies.isEmpty()) {
            ended = Outcome.refused(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "Nobody is logged in."));
        } else {
            // One that waits for its code ends; of one that counts no more there is nothing to say.
            for (Secret value : cookies) {
                Outcome<Boolean> unused = revocations.revokeToken(value, call.address());
            }
            ended = Outcome.done(Reply.empty(204));
        }
        return ended.map(reply -> reply.withCookie(new Reply.NewCookie(cookie, Secret.of(""), "/", Duration.ZERO)));
    }

    private Outcome<Reply> whoAmI(Call call) {
        return Outcome.done(Reply.json(200, JsonWriter.object(json -> {
            json.id("id", call.caller().id());
            CallerFields.write(json, call.caller());
        })));
    }
}
