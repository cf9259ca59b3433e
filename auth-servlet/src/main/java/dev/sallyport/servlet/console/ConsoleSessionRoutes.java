package dev.sallyport.servlet.console;

import dev.sallyport.caller.Caller;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.util.List;

/** The session of the page: begin one, ask whose it is, end it. */
final class ConsoleSessionRoutes {
    private static final int MAX_CODE = 64;

    private final String mount;
    private final Logins logins;
    private final OwnSecondFactor secondFactor;

    ConsoleSessionRoutes(String mount, Operations core) {
        this.mount = mount;
        this.logins = core.logins();
        this.secondFactor = core.secondFactor();
    }

    List<Route> routes() {
        return List.of(
                Route.login(mount + "/session", this::begin),
                Route.authenticated("GET", mount + "/session", Route.Body.NONE, this::show),
                // Open, so that a cookie which counts no more keeps nobody from getting rid of it.
                new Route(
                        "DELETE",
                        mount + "/session",
                        RefusalContext.ENDPOINT,
                        Route.Body.NONE,
                        EndpointLimits.openToHolders(),
                        this::end));
    }

    /** Every login gets a session and a cookie of its own; those that the browser had before end. */
    private Outcome<Reply> begin(Call call) {
        if (!call.isConfidential()) {
            return Outcome.refused(Refusal.of(
                    Refusal.Cause.FORBIDDEN,
                    "Nobody logs in here over plain HTTP: open this page by https, or on the machine itself."));
        }
        String name = LoginFields.name(call.body(), "username");
        Secret password = LoginFields.secret(call.body(), "password");
        Secret code = Secret.ofNullable(call.body().optionalText("totp", MAX_CODE));
        return call.body()
                .whenValid(() -> logins.toConsole(
                        new PasswordLogin(name, password, null, code, call.origin()),
                        call.cookies(ConsoleProfile.COOKIE)))
                .map(this::begun);
    }

    private Reply begun(CookieLogin login) {
        Reply reply = Reply.empty(204).withCookie(cookie(login.value(), login.lifetime()));
        return login.newDevice() == null ? reply : reply.rememberingDevice(login.newDevice(), mount);
    }

    private Reply.NewCookie cookie(Secret value, Duration lifetime) {
        return new Reply.NewCookie(ConsoleProfile.COOKIE, value, mount, lifetime, true);
    }

    private Outcome<Reply> show(Call call) {
        Caller caller = call.caller();
        return Outcome.done(Reply.json(200, JsonWriter.object(json -> {
            json.text("username", logins.nameOf(caller).orElse(null));
            CallerFields.write(json, caller);
            json.flag("second_factor", secondFactor.isOn(caller)).instant("fresh_until", FreshLogin.until(caller));
        })));
    }

    private Outcome<Reply> end(Call call) {
        call.anyCaller()
                .ifPresent(caller -> logins.logout(caller, call.address().text()));
        return Outcome.done(Reply.empty(204).withCookie(cookie(Secret.of(""), Duration.ZERO)));
    }
}
