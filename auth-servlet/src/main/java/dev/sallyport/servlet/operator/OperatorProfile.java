package dev.sallyport.servlet.operator;

import dev.sallyport.Sallyport;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.operator.Operators;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operator endpoints below one mount, with the wording of the standard profile. Immutable. */
public final class OperatorProfile implements NestedProfile {
    private final String mount;
    private final StandardProfile wording;
    private final Operators operators;
    private final HealthRoute health;

    /**
     * @param mount relative to the context, such as {@code /auth/admin}
     * @throws IllegalStateException when the application has no operators
     */
    public OperatorProfile(String mount, Sallyport auth) {
        this.mount = mount;
        this.wording = StandardProfile.at(mount);
        this.operators = auth.operators()
                .orElseThrow(() -> new IllegalStateException("operators(\"" + mount
                        + "/*\") mounts operator endpoints, but operators are off: add .operators(o -> o) to"
                        + " Sallyport.builder(), and a role with scopes such as sallyport:users"));
        this.health = new HealthRoute(mount, auth, operators);
    }

    @Override
    public String setting() {
        return "operators";
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
        List<Route> routes = new ArrayList<>();
        operators.users().ifPresent(users -> routes.addAll(new UserRoutes(mount, users).routes()));
        routes.addAll(new KeyRoutes(mount, operators.apiKeys(), core.clock()).routes());
        routes.addAll(new SessionRoutes(mount, operators).routes());
        routes.addAll(new ClientRoutes(mount, operators.clients()).routes());
        routes.addAll(new AuditRoutes(mount, operators).routes());
        routes.addAll(new SigningKeyRoutes(mount, operators.signingKeys()).routes());
        routes.add(health.route());
        return routes;
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
