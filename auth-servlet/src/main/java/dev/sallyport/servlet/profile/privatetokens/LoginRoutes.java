package dev.sallyport.servlet.profile.privatetokens;

import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.user.User;
import java.util.List;
import java.util.Objects;

/** Log in and refresh. */
final class LoginRoutes {
    private static final String ENDPOINTS = "/api/v1/auth";
    private static final int MAX_CODE = 64;

    private static final Members TOKENS = Shape.object()
            .required("access_token", Shape.text().like("eyJhbGciOiJFZERTQSJ9…"))
            .required("refresh_token", Shape.text().like("rt_0123456789abcdef…"));
    private static final RouteDoc LOGIN = RouteDoc.of("Login", "Logs in with a password")
            .reads(Shape.object()
                    .required("username", LoginFields.NAME.like("ada@example.com"))
                    .required("password", LoginFields.SECRET.like("a-demo-password"))
                    .optional("totp", Shape.text(0, MAX_CODE).orNull().describedAs("Code of the second factor.")))
            .answers(
                    200,
                    "An access token and a refresh token.",
                    Shape.object()
                            .required("id", Shape.id())
                            .required("username", Shape.text().like("ada@example.com"))
                            .required("email", Shape.text().orNull())
                            .required("company_id", Shape.id().orNull())
                            .and(TOKENS));
    private static final RouteDoc RENEW = RouteDoc.of("Login", "Exchanges a refresh token for a new pair")
            .reads(Shape.object().required("refresh_token", LoginFields.SECRET.like("rt_0123456789abcdef")))
            .answers(200, "A new pair; the old refresh token is spent.", TOKENS);

    private final Logins logins;

    LoginRoutes(Operations core) {
        this.logins = core.logins();
    }

    List<Route> routes() {
        return List.of(
                Route.login(ENDPOINTS + "/login", this::login).describedBy(LOGIN),
                Route.login(ENDPOINTS + "/refresh", this::refresh).describedBy(RENEW));
    }

    private Outcome<Reply> login(Call call) {
        String username = LoginFields.name(call.body(), "username");
        Secret password = LoginFields.secret(call.body(), "password");
        String code = call.body().optionalText("totp", MAX_CODE);
        return call.body()
                .whenValid(() -> logins.withPassword(
                        new PasswordLogin(username, password, null, Secret.ofNullable(code), call.origin())))
                .map(LoginRoutes::granted);
    }

    private static Reply granted(Login login) {
        User user = Objects.requireNonNull(login.user());
        return Reply.json(
                        200,
                        JsonWriter.object(json -> tokens(
                                json.id("id", user.id())
                                        .text("username", user.login())
                                        .text("email", user.email())
                                        .id("company_id", user.tenant()),
                                login)))
                .rememberingDevice(login, ENDPOINTS);
    }

    private Outcome<Reply> refresh(Call call) {
        Secret token = LoginFields.secret(call.body(), "refresh_token");
        return call.body()
                .whenValid(() -> logins.refresh(token, call.origin()))
                .map(login -> Reply.json(200, JsonWriter.object(json -> tokens(json, login))));
    }

    private static void tokens(JsonWriter json, Login login) {
        Secret refreshToken = Objects.requireNonNull(
                login.refreshToken(), "This profile needs refresh tokens: leave refreshTokens(…) on");
        json.text("access_token", login.accessToken().reveal()).text("refresh_token", refreshToken.reveal());
    }
}
