package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Introspection;
import dev.sallyport.grant.Introspections;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.PresentedClient;
import dev.sallyport.grant.RefreshRequest;
import dev.sallyport.grant.Revocations;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OAuth 2.0 endpoints: tokens (RFC 6749), their revocation (RFC 7009) and introspection (RFC 7662). */
final class OAuthRoutes {
    private final String mount;
    private final Logins logins;
    private final Revocations revocations;
    private final Introspections introspections;

    OAuthRoutes(String mount, Operations core) {
        this.mount = mount;
        this.logins = core.logins();
        this.revocations = core.revocations();
        this.introspections = core.introspections();
    }

    List<Route> routes() {
        return List.of(
                route("/token", AccessRule.open(), this::token).describedBy(OAuthDocs.TOKEN),
                route("/revoke", EndpointLimits.openToHolders(), this::revoke).describedBy(OAuthDocs.REVOKE),
                route("/introspect", AccessRule.open(), this::introspect).describedBy(OAuthDocs.INTROSPECT));
    }

    private Route route(String path, AccessRule access, Route.Handler handler) {
        return new Route("POST", mount + path, RefusalContext.TOKEN, Route.Body.FORM_OR_JSON, access, handler);
    }

    private Outcome<Reply> token(Call call) {
        String grant = call.parameters().text("grant_type").orElse("");
        return ClientAuthentication.of(call).flatMap(client -> switch (grant) {
            case "client_credentials" -> clientCredentials(call, client).map(OAuthRoutes::granted);
            case "refresh_token" -> refresh(call, client).map(OAuthRoutes::granted);
            case "" -> missing("grant_type");
            default -> Outcome.done(OAuthError.unsupportedGrantType());
        });
    }

    private Outcome<Login> clientCredentials(Call call, Optional<PresentedClient> presented) {
        if (presented.isEmpty()) {
            return noClient();
        }
        PresentedClient client = presented.get();
        return scopes(call.parameters())
                .flatMap(scopes -> logins.clientCredentials(new ClientLogin(
                        null, client.id(), client.secret(), scopes.orElse(null), null, Map.of(), call.origin())));
    }

    private Outcome<Login> refresh(Call call, Optional<PresentedClient> client) {
        Optional<String> token = call.parameters().text("refresh_token");
        if (token.isEmpty()) {
            return missing("refresh_token");
        }
        return scopes(call.parameters())
                .flatMap(scopes -> logins.refresh(new RefreshRequest(
                        Secret.of(token.get()), scopes.orElse(null), client.orElse(null), call.origin())));
    }

    private static Outcome<Optional<ScopeSet>> scopes(Parameters parameters) {
        Optional<String> text = parameters.text("scope");
        Optional<ScopeSet> asked = text.flatMap(AskedScopes::parse);
        return text.isPresent() && asked.isEmpty()
                ? Outcome.refused(Refusal.insufficientScope(ScopeSet.none()))
                : Outcome.done(asked);
    }

    private static Reply granted(Login login) {
        return Reply.json(200, JsonWriter.object(json -> {
                    json.text("access_token", login.accessToken().reveal())
                            .text("token_type", "Bearer")
                            .number("expires_in", login.expiresIn().toSeconds());
                    Secret refreshToken = login.refreshToken();
                    if (refreshToken != null) {
                        json.text("refresh_token", refreshToken.reveal());
                    }
                    json.text("scope", login.scopes().toString());
                }))
                .withHeader("Pragma", "no-cache");
    }

    /** To hold the token is enough; a client that is named all the same must be genuine. What the hint says is not needed. */
    private Outcome<Reply> revoke(Call call) {
        return ClientAuthentication.of(call)
                .flatMap(client -> client.map(
                                known -> logins.client(known, call.origin()).map(same -> true))
                        .orElseGet(() -> Outcome.done(true)))
                .flatMap(allowed -> call.parameters()
                        .text("token")
                        .map(token -> revoke(Secret.of(token), call.address()))
                        .orElseGet(() -> missing("token")));
    }

    /** 200 is said only where nothing is left of the token. */
    private Outcome<Reply> revoke(Secret token, ClientAddress address) {
        return revocations.isClientSecret(token)
                ? Outcome.done(OAuthError.unsupportedTokenType())
                : revocations.revokeToken(token, address).map(ended -> Reply.empty(200));
    }

    private Outcome<Reply> introspect(Call call) {
        return ClientAuthentication.of(call)
                .flatMap(client ->
                        client.map(known -> logins.client(known, call.origin())).orElseGet(OAuthRoutes::noClient))
                .flatMap(client -> call.parameters()
                        .text("token")
                        .map(token -> introspections.introspect(
                                client, Secret.of(token), call.address().text()))
                        .orElseGet(() -> missing("token")))
                .map(found -> Reply.json(200, JsonWriter.object(json -> write(json, found.orElse(null)))));
    }

    private static void write(JsonWriter json, @Nullable Introspection found) {
        json.flag("active", found != null);
        if (found == null) {
            return;
        }
        if (found.scopes() != null) {
            json.text("scope", found.scopes().toString());
        }
        if (found.clientId() != null) {
            json.text("client_id", found.clientId());
        }
        if (found.username() != null) {
            json.text("username", found.username());
        }
        // "N_A" is RFC 8693's word for what is no access token.
        json.text("token_type", found.bearer() ? "Bearer" : "N_A");
        if (found.expiresAt() != null) {
            json.number("exp", found.expiresAt().getEpochSecond());
        }
        if (found.issuedAt() != null) {
            json.number("iat", found.issuedAt().getEpochSecond());
        }
        json.text("sub", found.subject());
        if (found.audience().size() == 1) {
            json.text("aud", found.audience().get(0));
        } else {
            json.texts("aud", found.audience());
        }
        json.text("iss", found.issuer());
        if (found.id() != null) {
            json.text("jti", found.id());
        }
    }

    private static <T> Outcome<T> missing(String parameter) {
        return Outcome.refused(Refusal.of(Refusal.Cause.INVALID_REQUEST, "The parameter " + parameter + " is needed."));
    }

    private static <T> Outcome<T> noClient() {
        return Outcome.refused(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "A client must authenticate."));
    }
}
