package dev.sallyport.authenticate;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The services of authentication. Safe for use by many threads. */
public record AuthenticationServices(
        Authenticator authenticator, Owners owners, FullLogin fullLogin, FailureThrottle throttle) {
    /** How long an answer may rest on what a foreign directory said of a user. */
    private static final Duration OWNER_MAX_AGE = Duration.ofSeconds(30);

    public static AuthenticationServices open(
            AuthenticationSettings settings, Features features, Backends backends, InstantSource clock) {
        Owners owners =
                new Owners(features.users().directory(), features.roles(), settings.plans(), settings.secondFactor());
        FailureThrottle throttle = new FailureThrottle(backends.limiter(), settings.failuresPerAddress(), clock);
        // Null where every change of a user is told.
        @Nullable Duration ownerMaxAge = features.users().foreign() == null ? null : OWNER_MAX_AGE;
        CredentialLoader loader = new CredentialLoader(
                features,
                new StoredRows(backends.stores(), features),
                owners,
                new ClientTokens(features.clients(), features.tokens().revoked(), settings.plans()),
                clock,
                ownerMaxAge);
        CookieLoader cookies = new CookieLoader(features.sessions(), owners, clock, ownerMaxAge);
        Authenticator authenticator = new Authenticator(
                loader,
                cookies,
                throttle,
                features.apiKeys().lastUsed(),
                clock,
                new Authenticator.Bounds(
                        settings.cacheSize(), features.tokens().policy().longestCredential()));
        return new AuthenticationServices(authenticator, owners, new FullLogin(owners), throttle);
    }
}
