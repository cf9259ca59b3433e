package dev.sallyport.servlet.profile.keylogin;

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
 * An API key, a password or a client's secret is exchanged for a short-lived token; a key with the same {@code session_id} gets
 * the same token while it lives. Errors are {@code {"code","status","message"}}. Immutable.
 *
 * <p>{@code POST /auth/login}, {@code POST /auth/logout}, {@code GET /auth/sessions}, {@code DELETE /auth/sessions/{id}}.
 */
public final class KeyLoginProfile implements WireProfile {
    private KeyLoginProfile() {}

    public static KeyLoginProfile create() {
        return new KeyLoginProfile();
    }

    @Override
    public CredentialSources credentials() {
        return CredentialSources.bearer();
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>(new LoginRoutes(core).routes());
        routes.addAll(new SessionRoutes(core).routes());
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
