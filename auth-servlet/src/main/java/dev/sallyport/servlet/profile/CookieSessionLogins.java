package dev.sallyport.servlet.profile;

import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonWriter;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Log in, in one step or in two, and log out. */
final class CookieSessionLogins {
    private static final String LOGIN = "/api/auth/login";

    private final Logins logins;
    private final String cookie;

    CookieSessionLogins(Operations core, String cookie) {
        this.logins = core.logins();
        this.cookie = cookie;
    }

    List<Route> routes() {
        return List.of(
                Route.login(LOGIN, this::login),
                Route.login("/api/auth/verify", this::verify),
                Route.authenticated("POST", "/api/auth/logout", Route.Body.NONE, this::logout),
                Route.authenticated("GET", "/api/user", Route.Body.NONE, this::whoAmI));
    }

    private Outcome<Reply> login(Call call) {
        String name = LoginFields.name(call.body(), "auth");
        Secret password = LoginFields.secret(call.body(), "password");
        return call.body()
                .whenValid(() -> logins.withCookie(new PasswordLogin(name, password, null, null, call.origin())))
                .map(this::granted);
    }

    private Outcome<Reply> verify(Call call) {
        Optional<String> pending = call.cookie(cookie);
        String code = LoginFields.secret(call.body(), "passcode").reveal();
        return call.body()
                .whenValid(() -> pending.isEmpty()
                        ? Outcome.refused(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "Log in first."))
                        : logins.completeCookie(pending.get(), code, call.origin()))
                .map(this::granted);
    }

    private Reply granted(CookieLogin login) {
        Reply reply = Reply.empty(204)
                .withCookie(new Reply.NewCookie(cookie, login.value().reveal(), "/", login.lifetime()));
        return login.newDevice() == null ? reply : reply.rememberingDevice(login.newDevice(), LOGIN);
    }

    private Outcome<Reply> logout(Call call) {
        logins.logout(call.caller(), call.address());
        return Outcome.done(Reply.empty(204).withCookie(new Reply.NewCookie(cookie, "", "/", Duration.ZERO)));
    }

    private Outcome<Reply> whoAmI(Call call) {
        return Outcome.done(Reply.json(200, JsonWriter.object(json -> {
            json.id("id", call.caller().id());
            CallerFields.write(json, call.caller());
        })));
    }
}
