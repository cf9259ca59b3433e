package dev.sallyport.grant;

import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.environment.Environment;
import dev.sallyport.limit.RateLimiter;

/** The ways to log in, one for each kind of proof. */
record LoginFlows(
        PasswordProofs proofs,
        SessionGrants grants,
        CookieLogins cookies,
        CookieLogins console,
        KeyLogins keys,
        ClientLogins clients,
        RefreshGrants refresh) {

    static LoginFlows open(
            GrantSettings settings,
            Features features,
            AuthenticationServices authentication,
            OwnerWatch watch,
            RateLimiter limiter,
            Environment environment) {
        PasswordProofs proofs = new PasswordProofs(
                features.users(),
                authentication.userRights(),
                new Spraying(settings.logins().spraying(), limiter, environment),
                environment);
        SessionGrants grants = new SessionGrants(
                authentication.userRights(),
                features.sessions(),
                features.tokens(),
                settings.logins(),
                watch,
                environment);
        ClientFailures failures = new ClientFailures(
                features.users().clientAttempts(), settings.clientAttempts(), limiter, environment.clock());
        return new LoginFlows(
                proofs,
                grants,
                new CookieLogins(
                        proofs, features.sessions().cookies(), authentication.userRights(), watch, environment),
                new CookieLogins(
                        proofs, features.sessions().console(), authentication.userRights(), watch, environment),
                new KeyLogins(
                        authentication,
                        features.sessions().sessions(),
                        features.tokens().accessTokens(),
                        settings.logins(),
                        environment),
                new ClientLogins(features, failures, authentication.throttle(), environment),
                new RefreshGrants(
                        features.sessions().families(),
                        authentication.userRights(),
                        grants,
                        authentication.throttle(),
                        environment));
    }
}
