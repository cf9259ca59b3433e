package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.Features;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.Clients;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.tenant.Tenants;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An id and a secret for a token. Safe for use by many threads.
 *
 * <p>See decision 0030.
 */
final class ClientLogins {
    private static final List<String> SECRET = List.of("pwd");
    private static final int MAX_CLAIM = 256;

    private final Clients clients;
    private final Tenants tenants;
    private final ClientFailures failures;
    private final FailureThrottle throttle;
    private final AccessTokens tokens;
    private final Duration maximumLifetime;
    private final InstantSource clock;
    private final AuditSink audit;

    ClientLogins(Features features, ClientFailures failures, FailureThrottle throttle, Environment environment) {
        this.clients = features.clients();
        this.tenants = features.tenants().tenants();
        this.failures = failures;
        this.throttle = throttle;
        this.tokens = features.tokens().accessTokens();
        // Of any token, whatever a type allows.
        this.maximumLifetime = features.tokens().policy().maximumLifetime();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    Outcome<Login> login(ClientLogin login) {
        return authenticate(login.type(), login.clientId(), login.secret(), login.origin())
                .flatMap(client -> open(client, login));
    }

    Outcome<Login> grant(ClientLogin login) {
        return authenticate(login.type(), login.clientId(), login.secret(), login.origin())
                .flatMap(client -> may(client, "client_credentials"))
                .flatMap(client -> login.scopes() == null || client.scopes().containsAll(login.scopes())
                        ? open(client, login)
                        : Outcome.refused(Refusal.insufficientScope(login.scopes())));
    }

    Outcome<Client> mayRefresh(Client client) {
        return may(client, "refresh_token");
    }

    private Outcome<Client> may(Client client, String grant) {
        return clients.types().allow(client, grant)
                ? Outcome.done(client)
                : Outcome.refused(Refusal.of(Refusal.Cause.FORBIDDEN, "This client may not use this grant."));
    }

    /** Whatever its type. */
    Outcome<Client> identify(PresentedClient client, LoginOrigin origin) {
        return authenticate(null, client.id(), client.secret(), origin);
    }

    /**
     * Bounded by failures, those of the address under whatever ids and those of the id, and never by successes. Unknown, wrong,
     * disabled and of another type look alike, and so does being locked out.
     */
    private Outcome<Client> authenticate(@Nullable String type, String id, Secret secret, LoginOrigin origin) {
        SecretDigest pair = SecretDigest.of("client " + id.length() + " " + id + secret.reveal());
        return throttle.bounded(
                origin.address(),
                pair,
                () -> failures.guard(
                        id, origin.address(), throttle.isProven(pair), () -> check(type, id, secret, origin)));
    }

    private Outcome<Client> check(@Nullable String type, String id, Secret secret, LoginOrigin origin) {
        return clients.authenticate(id, secret)
                .filter(client -> type == null || client.type().equals(type))
                .filter(client -> !tenants.isDisabled(client.tenant()))
                .filter(client -> clients.types().find(client.type()).isPresent())
                .map(Outcome::done)
                .orElseGet(() -> {
                    audit.record(new Actor(null, origin.address().text())
                            .event(
                                    clock.instant(),
                                    AuditEvent.Type.LOGIN_FAILED,
                                    null,
                                    null,
                                    Map.of("method", "client")));
                    return Outcome.refused(Refusal.invalidCredentials());
                });
    }

    private Outcome<Login> open(Client client, ClientLogin login) {
        ClientType type = clients.types().find(client.type()).orElseThrow();
        List<FieldError> errors = faults(type, login);
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        ScopeSet scopes =
                login.scopes() == null ? client.scopes() : login.scopes().intersect(client.scopes());
        if (login.scopes() != null && !login.scopes().isEmpty() && scopes.isEmpty()) {
            return Outcome.refused(Refusal.insufficientScope(login.scopes()));
        }
        IssuedToken token = tokens.issue(TokenClaims.builder(client.id(), client.id(), type.kind(), clock.instant())
                .tenant(tenant(client, type, login.claims()))
                .rights(scopes, Set.of())
                .amr(SECRET)
                .ext(login.claims())
                .build(login.lifetime() == null ? atMost(type.lifetime()) : login.lifetime()));
        audit.record(new Actor(client.id(), login.origin().address().text())
                .event(
                        clock.instant(),
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        client.id(),
                        null,
                        Map.of("method", "client", "jti", token.jti())));
        return Outcome.done(Login.ofProgram(
                token.token(),
                token.expiresAt(),
                Duration.between(token.issuedAt(), token.expiresAt()),
                token.scopes(),
                token.jti()));
    }

    private Duration atMost(Duration lifetime) {
        return lifetime.compareTo(maximumLifetime) > 0 ? maximumLifetime : lifetime;
    }

    private List<FieldError> faults(ClientType type, ClientLogin login) {
        List<FieldError> errors = new ArrayList<>();
        Duration lifetime = login.lifetime();
        Duration most = atMost(type.maximumLifetime());
        if (lifetime != null && (lifetime.toSeconds() < 1 || lifetime.compareTo(most) > 0)) {
            errors.add(new FieldError(
                    "tokenExpiry",
                    "invalid",
                    "This is 1 to " + most.toSeconds() + " seconds for this type of client."));
        }
        login.claims().forEach((name, value) -> {
            if (!type.claims().contains(name)) {
                errors.add(new FieldError(name, "unknown", "Tokens of this type of client do not have this field."));
            } else if (value instanceof String text && (text.isEmpty() || text.length() > MAX_CLAIM)) {
                errors.add(new FieldError(name, "too_long", "This has 1 to " + MAX_CLAIM + " characters."));
            }
        });
        return errors;
    }

    private static @Nullable String tenant(Client client, ClientType type, Map<String, Object> claims) {
        if (client.tenant() != null || !type.tenantFromRequest()) {
            return client.tenant();
        }
        return claims.get("tenantId") instanceof String tenant ? tenant : null;
    }
}
