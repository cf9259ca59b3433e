package dev.sallyport.servlet.profile.cookiesession;

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
 * People log in for a cookie, in two steps where they have a second factor, and make API tokens with it; programs send those as
 * Bearer. A refused credential is a 401 without a body, everything else {@code {"error":"CODE"}}. Immutable.
 *
 * <p>{@code POST /api/auth/login}, {@code POST /api/auth/verify}, {@code POST /api/auth/logout}, {@code GET /api/user}, {@code
 * GET|POST /api/user/tokens}, {@code DELETE /api/user/tokens/{id}}.
 */
public final class CookieSessionProfile implements WireProfile {
    private final String cookie;

    private CookieSessionProfile(String cookie) {
        this.cookie = cookie;
    }

    /** The cookie is named {@code semaphore}. */
    public static CookieSessionProfile create() {
        return new CookieSessionProfile("semaphore");
    }

    /** @throws IllegalArgumentException unless it is letters, digits, - and _ */
    public CookieSessionProfile withCookie(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "The cookie's name is 1 to 64 letters, digits, - and _, not \"" + name + "\"");
        }
        return new CookieSessionProfile(name);
    }

    @Override
    public CredentialSources credentials() {
        return CredentialSources.cookie(cookie);
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>(new LoginRoutes(core, cookie).routes());
        routes.addAll(new TokenRoutes(core).routes());
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
