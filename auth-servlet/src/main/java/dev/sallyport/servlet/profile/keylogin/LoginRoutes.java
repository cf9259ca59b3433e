package dev.sallyport.servlet.profile.keylogin;

import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Logout;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint for every kind of login, told by the fields that came. */
final class LoginRoutes {
    private static final String ENDPOINTS = "/auth";
    private static final int MAX_LABEL = 128;
    private static final int MAX_CODE = 64;

    private final Logins logins;

    LoginRoutes(Operations core) {
        this.logins = core.logins();
    }

    List<Route> routes() {
        return List.of(
                Route.login(ENDPOINTS + "/login", this::login),
                Route.authenticated("POST", ENDPOINTS + "/logout", Route.Body.NONE, this::logout));
    }

    /** The kinds of login, and the fields by which each is told. */
    private enum Form {
        API_KEY("api_key", "api_key"),
        KEY_AND_SECRET("key", "secret"),
        PASSWORD("username", "password"),
        CLIENT("client_id", "client_secret");

        private final String one;
        private final String other;

        Form(String one, String other) {
            this.one = one;
            this.other = other;
        }

        private boolean isIn(JsonBody body) {
            return body.has(one) || body.has(other);
        }
    }

    private Outcome<Reply> login(Call call) {
        List<Form> forms = Arrays.stream(Form.values())
                .filter(form -> form.isIn(call.body()))
                .toList();
        if (forms.size() != 1) {
            return Outcome.refused(Refusal.of(
                    Refusal.Cause.INVALID_REQUEST,
                    "Send exactly one of: api_key; key and secret; username and password; client_id and"
                            + " client_secret."));
        }
        return login(forms.get(0), call).map(LoginRoutes::granted);
    }

    private Outcome<Login> login(Form form, Call call) {
        JsonBody body = call.body();
        return switch (form) {
            case API_KEY -> withKey(LoginFields.secret(body, "api_key"), call);
            case KEY_AND_SECRET -> {
                // The id is the first half of the key, prefix included; what is secret of it is the other.
                Secret id = LoginFields.secret(body, "key");
                yield withKey(
                        Secret.of(
                                id.reveal() + LoginFields.secret(body, "secret").reveal()),
                        call);
            }
            case PASSWORD -> withPassword(call);
            case CLIENT -> withClient(call);
        };
    }

    private Outcome<Login> withKey(Secret key, Call call) {
        String label = label(call);
        return call.body().whenValid(() -> logins.withApiKey(new KeyLogin(key, label, call.origin())));
    }

    /** Taken with every form, as the page says. Without a key it changes nothing: each of those logins gets a token of its own. */
    private static @Nullable String label(Call call) {
        return call.body().optionalText("session_id", MAX_LABEL);
    }

    private Outcome<Login> withPassword(Call call) {
        String username = LoginFields.name(call.body(), "username");
        Secret password = LoginFields.secret(call.body(), "password");
        String code = call.body().optionalText("totp", MAX_CODE);
        label(call);
        return call.body()
                .whenValid(() -> logins.withPassword(
                        new PasswordLogin(username, password, null, Secret.ofNullable(code), call.origin())));
    }

    private Outcome<Login> withClient(Call call) {
        String id = LoginFields.name(call.body(), "client_id");
        Secret secret = LoginFields.secret(call.body(), "client_secret");
        label(call);
        return call.body().whenValid(() -> logins.withClient(ClientLogin.of(id, secret, call.origin())));
    }

    private static Reply granted(Login login) {
        return Reply.json(
                        200,
                        JsonWriter.object(json -> json.text(
                                        "access_token", login.accessToken().reveal())
                                .number("expires_in", login.expiresIn().toSeconds())
                                .text("token_type", "Bearer")))
                .rememberingDevice(login, ENDPOINTS);
    }

    private Outcome<Reply> logout(Call call) {
        return Logout.of(call, logins);
    }
}
