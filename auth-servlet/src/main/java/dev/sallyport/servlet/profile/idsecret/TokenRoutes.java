package dev.sallyport.servlet.profile.idsecret;

import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.Revocations;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.AskedScopes;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** An id and a secret for a token, and the end of that token. */
final class TokenRoutes {
    static final String PARAMS = "params";
    static final int MAX_TEXT = 256;
    private static final int MAX_PARAMS = 4_096;

    private final ClientTypes types;
    private final Logins logins;
    private final Revocations revocations;
    private final String defaultType;

    TokenRoutes(Operations core, String defaultType) {
        this.types = core.clientTypes();
        this.logins = core.logins();
        this.revocations = core.revocations();
        this.defaultType = defaultType;
        if (types.find(defaultType).isEmpty()) {
            throw new IllegalStateException("There is no client type \"" + defaultType
                    + "\": declare it with clientTypes(…), or name another one with withDefaultType(…)");
        }
    }

    List<Route> routes() {
        return List.of(
                Route.login("/api/v1/token", this::token).describedBy(TokenDocs.token(types, defaultType)),
                // Open, since an embed token reaches nothing else that asks for no scope; to hold the token is enough.
                new Route(
                                "POST",
                                "/api/v1/invalidate-token",
                                RefusalContext.ENDPOINT,
                                Route.Body.NONE,
                                EndpointLimits.openToHolders(),
                                this::invalidate)
                        .describedBy(TokenDocs.INVALIDATE));
    }

    private Outcome<Reply> token(Call call) {
        JsonBody body = call.body();
        String named = body.optionalText("type", MAX_TEXT);
        ClientType type = types.find(named == null ? defaultType : named).orElse(null);
        if (type == null) {
            body.fault("type", "unknown", "There is no such type.");
            return body.whenValid(() -> Outcome.refused(Refusal.notFound()));
        }
        String id = body.text(type.name() + "Id", MAX_TEXT);
        Secret secret = LoginFields.secret(body, type.name() + "Secret");
        Long expiry = body.optionalInteger("tokenExpiry", 1, Integer.MAX_VALUE);
        ScopeSet scopes = AskedScopes.of(body);
        Map<String, Object> claims = claims(body, type);
        // The fields of another type are as unknown as any other, so a mixture is refused.
        return body.whenValid(() -> logins.withClient(new ClientLogin(
                        type.name(),
                        id,
                        secret,
                        scopes,
                        expiry == null ? null : Duration.ofSeconds(expiry),
                        claims,
                        call.origin())))
                .map(TokenRoutes::granted);
    }

    /** Of a type that allows them; the others are as unknown as any field. */
    private static Map<String, Object> claims(JsonBody body, ClientType type) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String name : new TreeSet<>(type.claims())) {
            Object value =
                    name.equals(PARAMS) ? body.optionalObject(name, MAX_PARAMS) : body.optionalText(name, MAX_TEXT);
            if (value != null) {
                claims.put(name, value);
            }
        }
        return claims;
    }

    private static Reply granted(Login login) {
        return Reply.json(
                200,
                JsonWriter.object(
                        json -> json.text("accessToken", login.accessToken().reveal())
                                .number("expiresIn", login.expiresIn().toSeconds())));
    }

    private Outcome<Reply> invalidate(Call call) {
        Optional<Secret> token = call.bearer();
        if (token.isEmpty()) {
            return Outcome.refused(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "A token is needed."));
        }
        revocations.revoke(
                token.get(),
                "invalidated",
                new Actor(call.caller().id(), call.address().text()));
        return Outcome.done(Reply.empty(204));
    }
}
