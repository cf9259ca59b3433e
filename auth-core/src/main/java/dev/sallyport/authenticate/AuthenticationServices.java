package dev.sallyport.authenticate;

import dev.sallyport.limit.Plans;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.SessionServices;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.SecondFactorPolicy;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The services of authentication. Safe for use by many threads. */
public record AuthenticationServices(
        CredentialKinds credentialKinds,
        Authenticator authenticator,
        UserRights userRights,
        FullLogin fullLogin,
        PresentPerson presentPerson,
        FailureThrottle throttle) {
    /**
     * The settings of authentication. Immutable.
     *
     * @param plans null when there are none
     * @param failuresPerAddress how many bad credentials one address may present
     * @param cacheSize how many verified credentials are kept at most
     */
    public record Settings(
            @Nullable Plans plans, SecondFactorPolicy secondFactor, RateLimit failuresPerAddress, int cacheSize) {}

    /** How long an answer may rest on what a foreign directory said of a user. */
    private static final Duration OWNER_MAX_AGE = Duration.ofSeconds(30);

    public static AuthenticationServices open(
            Settings settings, Features features, Backends backends, InstantSource clock) {
        UserRights userRights = new UserRights(
                features.users().directory(),
                features.roles(),
                settings.plans(),
                settings.secondFactor(),
                features.tenants().tenants()::isDisabled);
        FailureThrottle throttle = new FailureThrottle(backends.limiter(), settings.failuresPerAddress(), clock);
        // Null where every change of a user is told.
        @Nullable Duration ownerMaxAge = features.users().foreign() == null ? null : OWNER_MAX_AGE;
        CredentialLoader loader = new CredentialLoader(
                features,
                new StoredCredentialSource(backends.stores(), features),
                userRights,
                new ClientTokens(
                        features.clients(),
                        features.tokens().revoked(),
                        settings.plans(),
                        features.tenants().tenants()::isDisabled),
                clock,
                ownerMaxAge);
        SessionServices sessions = features.sessions();
        Authenticator.CookieLoaders cookies = new Authenticator.CookieLoaders(
                new CookieLoader(sessions.cookies(), sessions.sessions(), userRights, clock, ownerMaxAge),
                new CookieLoader(sessions.console(), sessions.sessions(), userRights, clock, ownerMaxAge));
        Authenticator authenticator = new Authenticator(
                loader,
                cookies,
                throttle,
                features.apiKeys()::markUsed,
                clock,
                new Authenticator.Bounds(
                        settings.cacheSize(), features.tokens().policy().longestCredential()));
        return new AuthenticationServices(
                new CredentialKinds(features.apiKeys()),
                authenticator,
                userRights,
                new FullLogin(userRights),
                new PresentPerson(features.sessions().sessions(), userRights),
                throttle);
    }

    /** What an instance keeps things in and counts with. Safe for use by many threads. */
    public record Backends(Stores stores, Vault vault, RateLimiter limiter) {}
}
