package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Credential;
import dev.sallyport.authenticate.CredentialKinds;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.Features;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.Clients;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.EndableToken;
import dev.sallyport.token.RevokedTokens;
import java.util.List;
import java.util.Optional;

/**
 * Ends a credential that somebody holds, because they say so: to have it is enough. Only the credential itself ends, never what it
 * came from: with a token or a cookie its session, or the token alone where it has none, but not the key or the client that opened
 * it. Nothing that is stored is held against the settings of now: what could not be made any more can be ended all the same. Safe
 * for use by many threads.
 */
public final class Revocations {
    private final CredentialKinds credentialKinds;
    private final ApiKeys keys;
    private final AccessTokens tokens;
    private final RevokedTokens revoked;
    private final RefreshFamilies families;
    private final List<BrowserCookies> cookies;
    private final Sessions sessions;
    private final Clients clients;
    private final FailureThrottle throttle;

    Revocations(Features features, AuthenticationServices authentication) {
        this.credentialKinds = authentication.credentialKinds();
        this.keys = features.apiKeys().keys();
        this.tokens = features.tokens().accessTokens();
        this.revoked = features.tokens().revoked();
        this.families = features.sessions().families();
        this.cookies =
                List.of(features.sessions().cookies(), features.sessions().console());
        this.sessions = features.sessions().sessions();
        this.clients = features.clients();
        this.throttle = authentication.throttle();
    }

    /**
     * Ends an access token, refresh token, API key, a browser's cookie, or a client's secret written as {@code id:secret}. Durable
     * when this answers; what is not genuine, or over already, changes nothing.
     *
     * @param reason for the audit, such as {@code leaked}
     * @return whether something ended; when it is false, nothing is left of the credential either, now or later
     * @throws dev.sallyport.change.StoreException when the backend fails, or the credential could not be ended and goes on
     */
    public boolean revoke(Secret credential, String reason, Actor by) {
        HeldCredential held = find(credential).orElse(null);
        if (held == null) {
            return false;
        }
        return switch (end(held, credential, reason, by)) {
            case ENDED -> true;
            case GONE -> false;
            case LEFT -> throw new StoreException("A credential (" + held.kind() + ") could not be ended; try again");
        };
    }

    /** What became of a credential that was to end. */
    enum Ending {
        ENDED,
        /** Somebody else was quicker. */
        GONE,
        /** It still counts. */
        LEFT
    }

    /** Ends what {@link #find} found, and makes sure of it. */
    Ending end(HeldCredential held, Secret credential, String reason, Actor by) {
        if (held.end(reason, by)) {
            return Ending.ENDED;
        }
        return find(credential).isPresent() ? Ending.LEFT : Ending.GONE;
    }

    /**
     * The same for whoever comes with a token, key or cookie (RFC 7009), but no secrets of clients. One that is not genuine is no
     * fault of the request; too many of them from an address are.
     *
     * @return whether something ended, and in any case nothing is left of the token; refused when the address has to wait, and as
     *     invalid when the text is none of these
     * @throws dev.sallyport.change.StoreException when the backend fails, or the token could not be ended and goes on
     */
    @CheckReturnValue
    public Outcome<Boolean> revokeToken(Secret token, ClientAddress address) {
        if (isClientSecret(token)) {
            return Outcome.refused(Refusal.of(
                    Refusal.Cause.INVALID_REQUEST, "This is neither a token nor a key; a client's secret is rotated."));
        }
        Actor by = new Actor(null, address.text());
        Outcome<Boolean> ended = throttle.bounded(
                address,
                token.digest(),
                () -> revoke(token, "revoked", by) ? Outcome.done(true) : Outcome.refused(Refusal.invalidToken()));
        return ended instanceof Outcome.Refused<Boolean> refused
                        && refused.refusal().cause() == Refusal.Cause.INVALID_TOKEN
                ? Outcome.done(false)
                : ended;
    }

    /** Tells whether the text has the shape of a client's id and secret, {@code id:secret}. */
    public boolean isClientSecret(Secret token) {
        return credentialKinds.held(token) instanceof Credential.ClientSecret;
    }

    /** What the text is, when it is genuine and has not ended. */
    Optional<HeldCredential> find(Secret secret) {
        // A cookie can look like anything of its length.
        return findCookie(secret).or(() -> findByKind(credentialKinds.held(secret)));
    }

    private Optional<HeldCredential> findByKind(Credential credential) {
        Secret secret = credential.secret();
        if (credential instanceof Credential.AccessToken) {
            return tokens.endable(secret).flatMap(this::find);
        }
        if (credential instanceof Credential.RefreshToken) {
            return findRefreshToken(secret);
        }
        if (credential instanceof Credential.ClientSecret pair) {
            return findSecret(pair).or(() -> findKey(secret));
        }
        // Any other text may be a key from other settings, which some nodes may still have.
        return findKey(secret);
    }

    /** Tells whether the text has the form of a signed token, whose verification costs more than a look-up. */
    boolean isSigned(Secret secret) {
        Credential credential = credentialKinds.held(secret);
        return credential instanceof Credential.AccessToken || credential instanceof Credential.PrivateToken;
    }

    private Optional<HeldCredential> findRefreshToken(Secret text) {
        return families.find(text)
                .map(RefreshFamilies.Use::session)
                .fold(session -> Optional.of(held("refresh_token", session)), refusal -> Optional.empty());
    }

    private Optional<HeldCredential> findKey(Secret text) {
        return keys.findByDigest(text.digest())
                .filter(key -> key.revokedAt() == null)
                .map(this::held);
    }

    private Optional<HeldCredential> findCookie(Secret value) {
        return cookies.stream()
                .flatMap(kind -> findCookie(kind, value).stream())
                .findFirst();
    }

    private Optional<HeldCredential> findCookie(BrowserCookies kind, Secret value) {
        return kind.find(value).flatMap(cookie -> {
            String sessionId = cookie.sessionId();
            return sessionId == null
                    ? Optional.of(
                            new HeldCredential("cookie", cookie.ownerId(), null, (reason, by) -> kind.drop(cookie)))
                    : sessions.find(sessionId).map(session -> held("cookie", session));
        });
    }

    private Optional<HeldCredential> find(EndableToken token) {
        if (token.sessionId().isPresent()) {
            return sessions.find(token.sessionId().get()).map(session -> held("access_token", session));
        }
        return revoked.isRevoked(token.jti())
                ? Optional.empty()
                : Optional.of(new HeldCredential("access_token", token.subject(), null, (reason, by) -> {
                    revoked.revoke(token, by);
                    return true;
                }));
    }

    private HeldCredential held(String kind, Session session) {
        return new HeldCredential(
                kind,
                session.ownerId(),
                session.id(),
                (reason, by) -> sessions.end(List.of(session), AuditEvent.Type.SESSION_ENDED, by) > 0);
    }

    private HeldCredential held(ApiKey key) {
        return new HeldCredential(
                "api_key",
                key.ownerId(),
                key.id(),
                (reason, by) -> keys.revoke(key.id(), reason, by) instanceof Outcome.Done);
    }

    private Optional<HeldCredential> findSecret(Credential.ClientSecret pair) {
        if (pair.clientId().isEmpty()) {
            return Optional.empty();
        }
        Secret secret = pair.clientSecret();
        return clients.holder(pair.clientId(), secret)
                .map(client -> new HeldCredential(
                        "client_secret",
                        client.id(),
                        null,
                        (reason, by) ->
                                clients.revokeSecret(client.id(), secret.digest(), by) instanceof Outcome.Done));
    }
}
