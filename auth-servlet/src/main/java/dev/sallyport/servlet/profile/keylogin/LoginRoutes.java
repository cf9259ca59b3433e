package dev.sallyport.servlet.profile.keylogin;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.grant.PresentedClient;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.AskedScopes;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.ClientAuthentication;
import dev.sallyport.servlet.wire.Logout;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint for every kind of login, told by the fields that came. */
final class LoginRoutes {
    private static final String ENDPOINTS = "/auth";
    private static final String GRANT = "grant_type";
    private static final int MAX_LABEL = 128;
    private static final int MAX_CODE = 64;

    private static final String TOPIC = "Login";
    private static final RouteDoc LOGIN = RouteDoc.of(TOPIC, "Logs in with a key, a password, or as a client")
            .reads(Shape.object()
                    .optional("api_key", LoginFields.SECRET)
                    .optional(
                            "session_id", Shape.text(0, MAX_LABEL).orNull().describedAs("Names the session of a key."))
                    .optional("key", LoginFields.SECRET)
                    .optional("secret", LoginFields.SECRET)
                    .optional("username", LoginFields.NAME)
                    .optional("password", LoginFields.SECRET)
                    .optional("totp", Shape.text(0, MAX_CODE).orNull().describedAs("Code of the second factor."))
                    .optional("client_id", LoginFields.NAME)
                    .optional("client_secret", LoginFields.SECRET)
                    .optional(GRANT, Shape.text(0, MAX_LABEL).orNull())
                    .optional("scope", AskedScopes.SHAPE))
            .showing("api_key", Map.of("api_key", "acme_key_0123456789abcdef", "session_id", "nightly-export"))
            .showing("key and secret", Map.of("key", "acme_key_01234567", "secret", "89abcdef"))
            .showing("password", Map.of("username", "ada@example.com", "password", "a-demo-password"))
            .showing("client", Map.of("client_id", "g_0123456789abcdef", "client_secret", "gs_0123456789abcdef"))
            .answers(
                    200,
                    "A token.",
                    Shape.object()
                            .required("access_token", Shape.text().like("eyJhbGciOiJFZERTQSJ9…"))
                            .required("expires_in", Shape.integer().describedAs("Seconds."))
                            .required("token_type", Shape.oneOf("Bearer"))
                            .optional("scope", Shape.text().describedAs("For clients.")));
    private static final RouteDoc LOGOUT =
            RouteDoc.of(TOPIC, "Ends the session of this request").answers(204, "The session has ended.");

    private final Logins logins;
    private final String realm;

    LoginRoutes(Operations core) {
        this.realm = core.realm();
        this.logins = core.logins();
    }

    List<Route> routes() {
        return List.of(
                new Route(
                                "POST",
                                ENDPOINTS + "/login",
                                RefusalContext.LOGIN,
                                Route.Body.JSON_OR_FORM,
                                AccessRule.open(),
                                this::login)
                        .describedBy(LOGIN),
                Route.authenticated("POST", ENDPOINTS + "/logout", Route.Body.NONE, this::logout)
                        .describedBy(LOGOUT));
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
        JsonBody body = call.body();
        List<Form> forms =
                Arrays.stream(Form.values()).filter(form -> form.isIn(body)).toList();
        boolean isGrant = body.has(GRANT);
        if (forms.isEmpty() || forms.equals(List.of(Form.CLIENT))) {
            return client(call, !forms.isEmpty(), isGrant);
        }
        return isGrant || forms.size() != 1 ? sendOne() : login(forms.get(0), call);
    }

    /** Authenticates the client; ignores a Basic header beside a secret in the body, since it comes from some proxy. */
    private Outcome<Reply> client(Call call, boolean isNamed, boolean isGrant) {
        JsonBody body = call.body();
        if (body.has("client_secret")) {
            PresentedClient client = inBody(body);
            return isGrant ? withGrant(client, call) : withClient(client, call);
        }
        Outcome<Optional<PresentedClient>> header = ClientAuthentication.inHeader(call);
        if (header instanceof Outcome.Done<Optional<PresentedClient>> done
                && done.value().isEmpty()) {
            return isNamed || isGrant ? withGrant(inBody(body), call) : sendOne();
        }
        Outcome<Reply> outcome = header.flatMap(client -> withGrant(client.orElseThrow(), call));
        return ClientAuthentication.answerToBasic(outcome, Errors::of, realm);
    }

    private static Outcome<Reply> sendOne() {
        return Outcome.refused(Refusal.of(
                Refusal.Cause.INVALID_REQUEST,
                "Send exactly one of: api_key; key and secret; username and password; client_id and"
                        + " client_secret, with grant_type client_credentials or without, or as HTTP Basic."));
    }

    private Outcome<Reply> login(Form form, Call call) {
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
            case CLIENT -> client(call, true, false);
        };
    }

    private Outcome<Reply> withKey(Secret key, Call call) {
        String label = label(call);
        return call.body()
                .whenValid(() -> logins.withApiKey(new KeyLogin(key, label, call.origin())))
                .map(login -> granted(login, false));
    }

    /** Taken with every form, as the page says. Without a key it changes nothing: each of those logins gets a token of its own. */
    private static @Nullable String label(Call call) {
        return call.body().optionalText("session_id", MAX_LABEL);
    }

    private Outcome<Reply> withPassword(Call call) {
        String username = LoginFields.name(call.body(), "username");
        Secret password = LoginFields.secret(call.body(), "password");
        String code = call.body().optionalText("totp", MAX_CODE);
        label(call);
        return call.body()
                .whenValid(() -> logins.withPassword(
                        new PasswordLogin(username, password, null, Secret.ofNullable(code), call.origin())))
                .map(login -> granted(login, false));
    }

    private Outcome<Reply> withClient(PresentedClient client, Call call) {
        ClientLogin login = clientLogin(client, call);
        return call.body().whenValid(() -> logins.withClient(login)).map(done -> granted(done, true));
    }

    private static ClientLogin clientLogin(PresentedClient client, Call call) {
        ScopeSet scopes = AskedScopes.of(call.body());
        label(call);
        return new ClientLogin(null, client.id(), client.secret(), scopes, null, Map.of(), call.origin());
    }

    /** The grant {@code client_credentials} of OAuth 2.0 (RFC 6749 §4.4). */
    private Outcome<Reply> withGrant(PresentedClient client, Call call) {
        JsonBody body = call.body();
        String grant = body.optionalText(GRANT, MAX_LABEL);
        if (grant != null && !grant.equals("client_credentials")) {
            body.fault(GRANT, "unsupported", "Only client_credentials is supported.");
        }
        if (isAnother(client, body)) {
            body.fault("client_id", "invalid", "The header names another client.");
        }
        ClientLogin login = clientLogin(client, call);
        return body.whenValid(() -> logins.clientCredentials(login)).map(done -> granted(done, true));
    }

    private static PresentedClient inBody(JsonBody body) {
        return new PresentedClient(LoginFields.name(body, "client_id"), LoginFields.secret(body, "client_secret"));
    }

    /** To name itself in the body once more is no second method (RFC 6749 §3.2.1). */
    private static boolean isAnother(PresentedClient client, JsonBody body) {
        String named = body.has("client_id") ? LoginFields.name(body, "client_id") : client.id();
        return !named.equals(client.id());
    }

    private static Reply granted(Login login, boolean withScope) {
        return Reply.json(200, JsonWriter.object(json -> {
                    json.text("access_token", login.accessToken().reveal())
                            .number("expires_in", login.expiresIn().toSeconds())
                            .text("token_type", "Bearer");
                    if (withScope) {
                        json.text("scope", login.scopes().toString());
                    }
                }))
                .rememberingDevice(login, ENDPOINTS);
    }

    private Outcome<Reply> logout(Call call) {
        return Logout.of(call, logins);
    }
}
