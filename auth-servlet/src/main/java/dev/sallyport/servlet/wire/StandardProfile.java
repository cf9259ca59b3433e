package dev.sallyport.servlet.wire;

import dev.sallyport.grant.Accounts;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.LimitHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    private final Set<StandardPart> parts;

    private StandardProfile(String mount, CredentialSources credentials, Set<StandardPart> parts) {
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("The mount of the endpoints is a path such as /auth, of letters, digits"
                    + " and . _ ~ -, not \"" + mount + "\"");
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "The standard endpoints at " + mount + " have no part: name at least one");
        }
        this.mount = mount;
        this.credentials = credentials;
        this.parts = Set.copyOf(parts);
    }

    /**
     * @param mount relative to the context, such as {@code /auth}
     * @throws IllegalArgumentException when it is no plain path, or ends in a slash
     */
    public static StandardProfile at(String mount) {
        return new StandardProfile(mount, CredentialSources.bearer(), StandardPart.all());
    }

    /** The same, and credentials are read from these places too. */
    public StandardProfile withCredentials(CredentialSources sources) {
        return new StandardProfile(mount, sources, parts);
    }

    /**
     * The same with these of its endpoints only.
     *
     * @throws IllegalArgumentException when there are none
     */
    public StandardProfile withParts(Set<StandardPart> chosen) {
        return new StandardProfile(mount, credentials, chosen);
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
        add(routes, StandardPart.LOGIN, () -> new LoginRoutes(mount, core).routes());
        add(routes, StandardPart.OAUTH, () -> new OAuthRoutes(mount, core).routes());
        add(routes, StandardPart.ACCOUNT, () -> new OwnAccountRoutes(mount, core).routes());
        Accounts accounts = core.accounts();
        if (accounts != null) {
            add(routes, StandardPart.ACCOUNT, () -> new TicketRoutes(mount, accounts).routes());
        }
        add(routes, StandardPart.KEYS, () -> new ApiKeyRoutes(mount, core).routes());
        add(routes, StandardPart.SESSIONS, () -> new SessionRoutes(mount, core).routes());
        LeakReports leakReports = core.leakReports();
        if (leakReports != null) {
            add(routes, StandardPart.LEAKS, () -> List.of(new LeakRoute(mount, leakReports).route()));
        }
        boolean oauth = parts.contains(StandardPart.OAUTH);
        add(routes, StandardPart.DISCOVERY, () -> new DiscoveryRoutes(mount, oauth, core).routes());
        return routes;
    }

    private void add(List<Route> routes, StandardPart part, Supplier<List<Route>> more) {
        if (parts.contains(part)) {
            routes.addAll(more.get());
        }
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
