package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Authenticator;
import dev.sallyport.authenticate.Credential;
import dev.sallyport.authenticate.CredentialKinds;
import dev.sallyport.authenticate.Features;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.caller.Caller;
import dev.sallyport.client.Client;
import dev.sallyport.environment.Environment;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.token.UnverifiedClaims;
import dev.sallyport.user.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client whether a credential of somebody is active, and what it stands for (RFC 7662). Safe for use by many threads.
 *
 * <p>Only a client that was given {@link #SCOPE} by that very name is told anything, and one with a tenant only of its own
 * tenant. To all others, and of whatever is not active or is for another audience, the answer is the same: nothing.
 *
 * <p>See decision 0031.
 */
@CheckReturnValue
public final class Introspections {
    /** What a client needs; in every catalogue, and part of no wildcard here. */
    public static final Scope SCOPE = new Scope("tokens:introspect");

    /** One denial of a client in a while is enough for the audit; a program that is set up wrongly asks all day. */
    private static final RateLimit DENIALS = RateLimit.parse("1/minute");

    private final CredentialKinds credentialKinds;
    private final Authenticator authenticator;
    private final AccessTokens tokens;
    private final RefreshFamilies families;
    private final ApiKeys keys;
    private final UserRights userRights;
    private final TokenPolicy policy;
    private final RateLimiter limiter;
    private final InstantSource clock;
    private final AuditSink audit;
    private final @Nullable RateLimit perClient;

    Introspections(
            AuthenticationServices authentication, Features features, RateLimiter limiter, Environment environment) {
        this.credentialKinds = authentication.credentialKinds();
        this.authenticator = authentication.authenticator();
        this.tokens = features.tokens().accessTokens();
        this.families = features.sessions().families();
        this.keys = features.apiKeys().keys();
        this.userRights = authentication.userRights();
        this.policy = features.tokens().policy();
        this.limiter = limiter;
        this.clock = environment.clock();
        this.audit = environment.audit();
        this.perClient = null;
    }

    private Introspections(Introspections other, RateLimit perClient) {
        this.credentialKinds = other.credentialKinds;
        this.authenticator = other.authenticator;
        this.tokens = other.tokens;
        this.families = other.families;
        this.keys = other.keys;
        this.userRights = other.userRights;
        this.policy = other.policy;
        this.limiter = other.limiter;
        this.clock = other.clock;
        this.audit = other.audit;
        this.perClient = perClient;
    }

    /** The same, with so many questions of one client and no more; those that get no answer count, too. */
    public Introspections limitedTo(RateLimit ofAClient) {
        return new Introspections(this, ofAClient);
    }

    /**
     * @param client as it was authenticated
     * @param address where it asks from, for the audit
     * @return empty when the token is not active, or the client may not know; refused when the store cannot be asked, and when
     *     the client has asked too often
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public Outcome<Optional<Introspection>> introspect(Client client, Secret token, String address) {
        if (perClient != null) {
            LimitDecision decision = limiter.acquire("introspection:" + client.id(), perClient);
            if (!decision.allowed()) {
                return Outcome.refused(Refusal.rateLimited(decision.retryAfter()));
            }
        }
        if (client.scopes().stream().noneMatch(SCOPE::equals)) {
            deny(client, address);
            return Outcome.done(Optional.empty());
        }
        Credential credential = credentialKinds.held(token);
        if (credential instanceof Credential.RefreshToken) {
            return Outcome.done(refreshToken(client, token));
        }
        AuthenticationResult answer = authenticator.inspect(credential);
        if (answer instanceof AuthenticationResult.Accepted accepted) {
            Caller caller = accepted.caller();
            return Outcome.done(isOpenTo(client, caller.tenant()) ? describe(caller, credential) : Optional.empty());
        }
        Refusal refusal = ((AuthenticationResult.Refused) answer).refusal();
        return refusal.cause() == Refusal.Cause.UNAVAILABLE ? Outcome.refused(refusal) : Outcome.done(Optional.empty());
    }

    private static boolean isOpenTo(Client client, @Nullable String tenant) {
        return client.tenant() == null || client.tenant().equals(tenant);
    }

    /** A key presented itself when no session stands behind it; all else is an access token. */
    private Optional<Introspection> describe(Caller caller, Credential credential) {
        return caller.credentialId() != null && caller.sessionId() == null
                ? keys.find(caller.credentialId()).map(key -> describe(caller, key))
                // Found to be genuine a moment ago, by its signature or as one that this node knows.
                : Optional.of(describe(caller, tokens.read(credential.secret())));
    }

    private Introspection describe(Caller caller, ApiKey key) {
        return new Introspection(
                caller.scopes(),
                null,
                username(caller.id()),
                true,
                key.expiresAt(),
                key.createdAt(),
                caller.id(),
                List.of(key.audience()),
                policy.issuer(),
                key.id());
    }

    private Introspection describe(Caller caller, UnverifiedClaims token) {
        boolean isPersons = token.sessionId().isPresent();
        return new Introspection(
                caller.scopes(),
                token.clientId(),
                isPersons ? username(caller.id()) : null,
                true,
                Objects.requireNonNullElse(caller.expiresAt(), token.expiresAt()),
                token.issuedAt(),
                caller.id(),
                token.audience(),
                token.issuer(),
                token.jti());
    }

    private Optional<Introspection> refreshToken(Client client, Secret text) {
        RefreshFamilies.Use use = families.find(text).fold(found -> found, refusal -> null);
        if (use == null || !use.isCurrent()) {
            return Optional.empty();
        }
        return userRights
                .findActive(use.session().ownerId())
                .filter(owner -> isOpenTo(client, owner.tenant()))
                .map(owner -> new Introspection(
                        null,
                        null,
                        owner.login(),
                        false,
                        use.session().expiresAt(),
                        null,
                        owner.id(),
                        List.of(policy.audience()),
                        policy.issuer(),
                        null));
    }

    private @Nullable String username(String ownerId) {
        return userRights.findActive(ownerId).map(User::login).orElse(null);
    }

    private void deny(Client client, String address) {
        if (limiter.acquire("introspection denied:" + client.id(), DENIALS).allowed()) {
            audit.record(new Actor(client.id(), address)
                    .event(
                            clock.instant(),
                            AuditEvent.Type.ACCESS_DENIED,
                            client.id(),
                            null,
                            Map.of("cause", "INSUFFICIENT_SCOPE", "resource", "introspection")));
        }
    }
}
