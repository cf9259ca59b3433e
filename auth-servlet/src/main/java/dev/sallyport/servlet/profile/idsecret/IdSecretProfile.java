package dev.sallyport.servlet.profile.idsecret;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.LimitHeaders;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.List;
import java.util.Map;

/**
 * Programs exchange an id and a secret for a token, of the type that the fields name: {@code {"dashboardId","dashboardSecret"}},
 * or {@code {"type":"project","projectId","projectSecret"}}. The types are those that the application declared with {@code
 * clientTypes(…)}. Errors are {@code {"error","code"}}. Immutable.
 *
 * <p>{@code POST /api/v1/token}, {@code POST /api/v1/invalidate-token}.
 */
public final class IdSecretProfile implements WireProfile {
    private final String defaultType;

    private IdSecretProfile(String defaultType) {
        this.defaultType = defaultType;
    }

    /** {@code dashboard} is the type of a request that names none. */
    public static IdSecretProfile create() {
        return new IdSecretProfile("dashboard");
    }

    /** @param name of the type that a request need not name */
    public IdSecretProfile withDefaultType(String name) {
        return new IdSecretProfile(name);
    }

    @Override
    public CredentialSources credentials() {
        return CredentialSources.bearer();
    }

    @Override
    public List<Route> routes(Operations core) {
        return new TokenRoutes(core, defaultType).routes();
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
