package dev.sallyport.servlet.profile.accessrefresh;

import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.CallerFields;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Scalar;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Logout;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.user.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Log in, refresh, log out, and see who one is. */
final class LoginRoutes {
    private static final String ENDPOINTS = "/api/auth";
    /** The page says that there is such a field and not how it is called. */
    private static final List<String> CODE_FIELDS = List.of("totp_code", "totp", "otp", "code");

    private static final int MAX_CODE = 64;

    private static final Scalar ACCESS = Shape.text().like("eyJhbGciOiJFZERTQSJ9…");
    private static final Scalar REFRESH = Shape.text().like("rt_0123456789abcdef…");
    private static final RouteDoc LOGIN = RouteDoc.of("Login", "Logs in with e-mail address and password")
            .reads(withCodes(Shape.object()
                    .required("email", LoginFields.NAME.like("ada@example.com"))
                    .required("password", LoginFields.SECRET.like("a-demo-password"))))
            .answers(
                    200,
                    "An access token and a refresh token.",
                    Shape.object()
                            .required("access", ACCESS)
                            .required("refresh", REFRESH)
                            .required(
                                    "user",
                                    Shape.object()
                                            .required("id", Shape.id())
                                            .required("email", Shape.text().like("ada@example.com"))
                                            .required(
                                                    "organization", Shape.text().orNull())));
    private static final RouteDoc RENEW = RouteDoc.of("Login", "Exchanges a refresh token for a new pair")
            .reads(Shape.object().required("refresh", LoginFields.SECRET.like("rt_0123456789abcdef")))
            .answers(
                    200,
                    "A new pair; the old refresh token is spent.",
                    Shape.object().required("access", ACCESS).required("refresh", REFRESH));
    private static final RouteDoc LOGOUT =
            RouteDoc.of("Login", "Ends the session of this request").answers(204, "The session has ended.");
    private static final RouteDoc VERIFY =
            RouteDoc.of("Login", "Shows who you are").answers(200, "The caller of this request.", CallerFields.SHAPE);

    private final Logins logins;

    LoginRoutes(Operations core) {
        this.logins = core.logins();
    }

    List<Route> routes() {
        return List.of(
                Route.login(ENDPOINTS + "/login", this::login).describedBy(LOGIN),
                Route.login(ENDPOINTS + "/token/refresh", this::refresh).describedBy(RENEW),
                Route.authenticated("POST", ENDPOINTS + "/logout", Route.Body.NONE, this::logout)
                        .describedBy(LOGOUT),
                Route.authenticated("GET", "/api/v1/auth/verify", Route.Body.NONE, this::verify)
                        .describedBy(VERIFY));
    }

    private static Members withCodes(Members members) {
        Members all = members;
        for (String field : CODE_FIELDS) {
            all = all.optional(field, Shape.text(0, MAX_CODE).orNull().describedAs("Code of the second factor."));
        }
        return all;
    }

    private Outcome<Reply> login(Call call) {
        JsonBody body = call.body();
        String email = LoginFields.name(body, "email");
        Secret password = LoginFields.secret(body, "password");
        String code = code(body);
        return body.whenValid(() -> logins.withPassword(
                        new PasswordLogin(email, password, null, Secret.ofNullable(code), call.origin())))
                .map(LoginRoutes::granted);
    }

    private static @Nullable String code(JsonBody body) {
        String found = null;
        for (String field : CODE_FIELDS) {
            String code = body.optionalText(field, MAX_CODE);
            if (code != null && found != null) {
                body.fault(field, "invalid", "Send one code.");
            }
            found = code == null ? found : code;
        }
        return found;
    }

    private static Reply granted(Login login) {
        User user = Objects.requireNonNull(login.user());
        Secret refreshToken = Objects.requireNonNull(
                login.refreshToken(), "This profile needs refresh tokens: leave refreshTokens(…) on");
        return Reply.json(
                        200,
                        JsonWriter.object(json -> json.text(
                                        "access", login.accessToken().reveal())
                                .text("refresh", refreshToken.reveal())
                                .object(
                                        "user",
                                        member -> member.id("id", user.id())
                                                .text("email", user.email() == null ? user.login() : user.email())
                                                .text("organization", organization(user)))))
                .rememberingDevice(login, ENDPOINTS);
    }

    private static @Nullable String organization(User user) {
        return user.attributes().getOrDefault("organization", user.tenant());
    }

    private Outcome<Reply> refresh(Call call) {
        Secret token = LoginFields.secret(call.body(), "refresh");
        return call.body()
                .whenValid(() -> logins.refresh(token, call.origin()))
                .map(login -> Reply.json(
                        200,
                        JsonWriter.object(
                                json -> json.text("access", login.accessToken().reveal())
                                        .text(
                                                "refresh",
                                                Objects.requireNonNull(login.refreshToken())
                                                        .reveal()))));
    }

    private Outcome<Reply> logout(Call call) {
        return Logout.of(call, logins);
    }

    private Outcome<Reply> verify(Call call) {
        return Outcome.done(Reply.json(200, JsonWriter.object(json -> CallerFields.write(json, call.caller()))));
    }
}
