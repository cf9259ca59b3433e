package dev.sallyport.servlet.profile.accessrefresh;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.LimitHeaders;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * People log in with e-mail and password for an access and a refresh token; scripts use API keys, as Bearer or in {@code
 * X-API-Key}. Errors are {@code {"detail","code"}}, failed validation is a map of fields. Immutable.
 *
 * <p>{@code POST /api/auth/login/}, {@code POST /api/auth/token/refresh/}, {@code POST /api/auth/logout/}, {@code GET|POST
 * /api/auth/api-keys/}, {@code GET|DELETE /api/auth/api-keys/{id}/}, {@code GET /api/v1/auth/verify/}.
 */
public final class AccessRefreshProfile implements WireProfile {
    private static final CredentialSources CREDENTIALS = CredentialSources.headers("X-API-Key");

    private AccessRefreshProfile() {}

    public static AccessRefreshProfile create() {
        return new AccessRefreshProfile();
    }

    @Override
    public CredentialSources credentials() {
        return CREDENTIALS;
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>(new LoginRoutes(core).routes());
        routes.addAll(new KeyRoutes(core).routes());
        return routes;
    }

    @Override
    public Reply refusal(Refusal refusal, RefusalContext site) {
        return Errors.of(refusal);
    }

    @Override
    public Reply failure(String incident, RefusalContext site) {
        return Errors.failure(incident);
    }

    @Override
    public Map<String, String> limits(String policy, LimitDecision decision) {
        return LimitHeaders.xRateLimit(decision);
    }
}
