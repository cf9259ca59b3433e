package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.token.TokenPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials for a token, and the end of a session. */
final class LoginRoutes {
    /** A login of 254 characters, decomposed, and a little space around it. */
    private static final int MAX_USERNAME = 1_024;

    private static final int MAX_PASSWORD = 4_096;
    private static final int MAX_LABEL = 128;
    private static final int MAX_SCOPE = TokenPolicy.MAX_LENGTH;
    private static final int MAX_CODE = 64;

    /** Tokens of a login. */
    static final Members GRANTED = Shape.object()
            .required("access_token", Shape.text().like("eyJhbGciOiJFZERTQSJ9…"))
            .required("token_type", Shape.oneOf("Bearer"))
            .required("expires_in", Shape.integer().like(3_600L).describedAs("Seconds."))
            .optional("refresh_token", Shape.text().like("rt_0123456789abcdef…"))
            .required("scope", Shape.text().like("reports:read"));

    private static final RouteDoc LOGIN = RouteDoc.of("Login", "Logs in with a password or an API key")
            .reads(Shape.object()
                    .optional("username", Shape.text(1, MAX_USERNAME))
                    .optional("password", Shape.secret(MAX_PASSWORD))
                    .optional(
                            "scope",
                            Shape.text(0, MAX_SCOPE).orNull().describedAs("Scopes, with one space between them."))
                    .optional("totp", Shape.text(0, MAX_CODE).orNull().describedAs("Code of the second factor."))
                    .optional("api_key", LoginFields.SECRET)
                    .optional(
                            "session_id",
                            Shape.text(0, MAX_LABEL).orNull().describedAs("Names the session of an API key.")))
            .showing("password", Map.of("username", "ada@example.com", "password", "a-demo-password"))
            .showing("api_key", Map.of("api_key", "acme_key_0123456789abcdef"))
            .answers(
                    200, "A token.", GRANTED.required("session_id", Shape.text().orNull()));
    private static final RouteDoc LOGOUT = RouteDoc.of("Login", "Ends the session of this request")
            .answers(204, "The session has ended, on every node.");

    private final String mount;
    private final Logins logins;

    LoginRoutes(String mount, Operations core) {
        this.mount = mount;
        this.logins = core.logins();
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", loginPath(), RefusalContext.LOGIN, Route.Body.JSON, AccessRule.open(), this::login)
                        .describedBy(LOGIN),
                new Route(
                                "POST",
                                mount + "/logout",
                                RefusalContext.ENDPOINT,
                                Route.Body.NONE,
                                AccessRule.authenticated(),
                                this::logout)
                        .describedBy(LOGOUT));
    }

    private String loginPath() {
        return mount + "/login";
    }

    private Outcome<Reply> login(Call call) {
        boolean isByKey = call.body().has("api_key");
        if (isByKey == (call.body().has("username") || call.body().has("password"))) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.INVALID_REQUEST, "Send either username and password, or api_key."));
        }
        return (isByKey ? withApiKey(call) : withPassword(call)).map(this::granted);
    }

    private Outcome<Login> withPassword(Call call) {
        JsonBody body = call.body();
        String username = body.text("username", MAX_USERNAME);
        Secret password = Secret.of(body.text("password", MAX_PASSWORD));
        ScopeSet scopes = scopes(body);
        // An account without a second factor is asked for none; a code that comes all the same does no harm.
        String code = body.optionalText("totp", MAX_CODE);
        return body.whenValid(() -> logins.withPassword(
                new PasswordLogin(username, password, scopes, Secret.ofNullable(code), call.origin())));
    }

    private Outcome<Login> withApiKey(Call call) {
        JsonBody body = call.body();
        Secret key = LoginFields.secret(body, "api_key");
        String label = body.optionalText("session_id", MAX_LABEL);
        return body.whenValid(() -> logins.withApiKey(new KeyLogin(key, label, call.origin())));
    }

    private static @Nullable ScopeSet scopes(JsonBody body) {
        String text = body.optionalText("scope", MAX_SCOPE);
        if (text == null) {
            return null;
        }
        try {
            return ScopeSet.parseUnion(text);
        } catch (IllegalArgumentException e) {
            body.fault("scope", "invalid", "Write scope names with one space between them.");
            return null;
        }
    }

    private Reply granted(Login login) {
        return Reply.json(200, JsonWriter.object(json -> write(json, login))).rememberingDevice(login, mount);
    }

    private static void write(JsonWriter json, Login login) {
        json.text("access_token", login.accessToken().reveal())
                .text("token_type", "Bearer")
                .number("expires_in", login.expiresIn().toSeconds());
        Secret refreshToken = login.refreshToken();
        if (refreshToken != null) {
            json.text("refresh_token", refreshToken.reveal());
        }
        json.text("scope", login.scopes().toString()).text("session_id", login.sessionId());
    }

    private Outcome<Reply> logout(Call call) {
        return Logout.of(call, logins);
    }
}
