package dev.sallyport.servlet.profile.privatetokens;

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
 * People log in for a short-lived token and make long-lived private tokens with it: JWTs that can be revoked. Errors are {@code
 * {"type","errors":[{"code","detail","attr","extra"}]}}. Immutable.
 *
 * <p>{@code POST /api/v1/auth/login/}, {@code POST /api/v1/auth/refresh/}, {@code GET|POST /api/v1/auth/private_tokens/}, {@code
 * DELETE /api/v1/auth/private_tokens/{id}/}. With {@code tenantPath("/api/v1/companies/{company_id}/**")} a company is its
 * members' own.
 */
public final class PrivateTokensProfile implements WireProfile {
    private PrivateTokensProfile() {}

    public static PrivateTokensProfile create() {
        return new PrivateTokensProfile();
    }

    @Override
    public CredentialSources credentials() {
        return CredentialSources.bearer();
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
        return LimitHeaders.draft(policy, decision);
    }
}
