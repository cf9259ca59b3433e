package dev.sallyport.servlet.probe;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two open endpoints for the probes of a platform: {@code /live} answers 200 while requests are served at all, {@code /ready} answers
 * 503 while this instance cannot follow the changes of the store. They do no I/O and tell strangers no details. Immutable.
 */
public final class ProbeProfile implements NestedProfile {
    private final String mount;
    private final StandardProfile wording;
    private final Sallyport auth;

    /** @param mount relative to the context, such as {@code /auth/health} */
    public ProbeProfile(String mount, Sallyport auth) {
        this.mount = mount;
        this.wording = StandardProfile.at(mount);
        this.auth = auth;
    }

    @Override
    public String setting() {
        return "health";
    }

    @Override
    public Optional<String> mount() {
        return Optional.of(mount);
    }

    @Override
    public CredentialSources credentials() {
        return wording.credentials();
    }

    @Override
    public List<Route> routes(Operations core) {
        return List.of(
                probe("/live", call -> Outcome.done(Reply.empty(200))),
                probe("/ready", call -> Outcome.done(Reply.empty(auth.isReady() ? 200 : 503))));
    }

    private Route probe(String path, Route.Handler handler) {
        return new Route("GET", mount + path, RefusalContext.ENDPOINT, Route.Body.NONE, AccessRule.open(), handler);
    }

    @Override
    public Reply refusal(Refusal refusal, RefusalContext site) {
        return wording.refusal(refusal, site);
    }

    @Override
    public Reply failure(String incident, RefusalContext site) {
        return wording.failure(incident, site);
    }

    @Override
    public Map<String, String> limits(String policy, LimitDecision decision) {
        return wording.limits(policy, decision);
    }
}
