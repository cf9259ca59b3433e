package dev.sallyport.servlet.wire;

import dev.sallyport.grant.LeakReports;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.LimitHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The library's own profile: its endpoints below one mount, errors as problem details (RFC 9457) with a {@code code} and those of
 * OAuth 2.0 endpoints as RFC 6749 has them, limits as {@code RateLimit} and {@code RateLimit-Policy} headers. Immutable.
 */
public final class StandardProfile implements WireProfile {
    /** Where the endpoints stand unless said otherwise. */
    public static final String DEFAULT_MOUNT = "/auth";

    private static final Pattern MOUNT = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final String mount;
    private final CredentialSources credentials;

    private StandardProfile(String mount, CredentialSources credentials) {
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("The mount of the endpoints is a path such as /auth, of letters, digits"
                    + " and . _ ~ -, not \"" + mount + "\"");
        }
        this.mount = mount;
        this.credentials = credentials;
    }

    /**
     * @param mount relative to the context, such as {@code /auth}
     * @throws IllegalArgumentException when it is no plain path, or ends in a slash
     */
    public static StandardProfile at(String mount) {
        return new StandardProfile(mount, CredentialSources.bearer());
    }

    /** The same, and credentials are read from these places too. */
    public StandardProfile withCredentials(CredentialSources sources) {
        return new StandardProfile(mount, sources);
    }

    @Override
    public CredentialSources credentials() {
        return credentials;
    }

    @Override
    public Optional<String> mount() {
        return Optional.of(mount);
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new LoginRoutes(mount, core).routes());
        routes.addAll(new OAuthRoutes(mount, core).routes());
        routes.addAll(new OwnAccountRoutes(mount, core).routes());
        routes.addAll(new ApiKeyRoutes(mount, core).routes());
        routes.addAll(new SessionRoutes(mount, core).routes());
        LeakReports leakReports = core.leakReports();
        if (leakReports != null) {
            routes.add(new LeakRoute(mount, leakReports).route());
        }
        routes.addAll(new DiscoveryRoutes(mount, core).routes());
        return routes;
    }

    @Override
    public Reply refusal(Refusal refusal, RefusalContext site) {
        return site == RefusalContext.TOKEN ? OAuthError.of(refusal) : Problem.of(refusal);
    }

    @Override
    public Reply failure(String incident, RefusalContext site) {
        return site == RefusalContext.TOKEN ? OAuthError.ofFailure(incident) : Problem.ofFailure(incident);
    }

    /** As draft-ietf-httpapi-ratelimit-headers writes them. */
    @Override
    public Map<String, String> limits(String policy, LimitDecision decision) {
        return LimitHeaders.draft(policy, decision);
    }
}
