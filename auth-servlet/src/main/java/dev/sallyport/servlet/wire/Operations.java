package dev.sallyport.servlet.wire;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.grant.Accounts;
import dev.sallyport.grant.Introspections;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.grant.Logins;
import dev.sallyport.grant.OwnPassword;
import dev.sallyport.grant.OwnSecondFactor;
import dev.sallyport.grant.Revocations;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.session.OwnSessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the routes of a profile can do: only what a caller may do for themselves. Immutable; its parts are safe for use by many threads.
 *
 * @param realm the protection space that {@code WWW-Authenticate} names
 * @param issuer of the tokens: the URL of this application as its clients know it
 * @param leakReports null when they are not taken
 * @param accounts null when {@code accounts(…)} is off
 * @param scopeUses which endpoints ask for a scope, each as {@code GET /api/reports}; asked at every request, because the application
 *     may register resources until it has started
 * @param jwks the published signing keys, as a JWK set
 * @param jwksMaxAge how long others may keep that set
 */
public record Operations(
        String realm,
        String issuer,
        Logins logins,
        Revocations revocations,
        Introspections introspections,
        @Nullable LeakReports leakReports,
        @Nullable Accounts accounts,
        ClientTypes clientTypes,
        OwnPassword password,
        OwnSecondFactor secondFactor,
        OwnApiKeys apiKeys,
        OwnSessions sessions,
        ScopeCatalog scopes,
        Supplier<Map<Scope, List<String>>> scopeUses,
        Supplier<String> jwks,
        Duration jwksMaxAge,
        InstantSource clock) {

    /** Those of an application, with {@link EndpointLimits#defaults}. */
    public static Operations of(Sallyport auth, Supplier<Map<Scope, List<String>>> scopeUses) {
        return of(auth, EndpointLimits.defaults(), scopeUses);
    }

    /** @param limits of which those count here that only what is behind a route can tell: by the client it finds in the body */
    public static Operations of(Sallyport auth, EndpointLimits limits, Supplier<Map<Scope, List<String>>> scopeUses) {
        return new Operations(
                auth.issuer(),
                auth.issuer(),
                auth.logins(),
                auth.revocations(),
                limits.of(EndpointLimits.Kind.INTROSPECTIONS)
                        .map(auth.introspections()::limitedTo)
                        .orElseGet(auth::introspections),
                auth.leakReports().orElse(null),
                auth.accounts().orElse(null),
                auth.clients().types(),
                auth.self().password(),
                auth.self().secondFactor(),
                auth.self().apiKeys(),
                auth.self().sessions(),
                auth.scopes(),
                scopeUses,
                auth.signingKeys()::jwks,
                auth.tokenPolicy().jwksMaxAge(),
                auth.clock());
    }
}
