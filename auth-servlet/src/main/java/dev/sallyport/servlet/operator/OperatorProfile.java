package dev.sallyport.servlet.operator;

import dev.sallyport.Sallyport;
import dev.sallyport.operator.Operators;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.List;

/** Operator endpoints below one mount. Immutable. */
public final class OperatorProfile extends NestedProfile {
    private final Operators operators;
    private final HealthRoute health;

    /**
     * @param mount relative to the context, such as {@code /auth/admin}
     * @throws IllegalStateException when the application has no operators
     */
    public OperatorProfile(String mount, Sallyport auth) {
        super("operators", mount);
        this.operators = auth.operators()
                .orElseThrow(() -> new IllegalStateException("operators(\"" + mount
                        + "/*\") mounts operator endpoints, but operators are off: add .operators(o -> o) to"
                        + " Sallyport.builder(), and a role with scopes such as sallyport:users"));
        this.health = new HealthRoute(mount, auth, operators);
    }

    @Override
    public boolean isForOperators() {
        return true;
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>();
        operators.users().ifPresent(users -> routes.addAll(new UserRoutes(path(), users).routes()));
        routes.addAll(new KeyRoutes(path(), operators.apiKeys(), core.clock()).routes());
        routes.addAll(new SessionRoutes(path(), operators).routes());
        routes.addAll(new ClientRoutes(path(), operators.clients()).routes());
        routes.addAll(new AuditRoutes(path(), operators).routes());
        routes.addAll(new SigningKeyRoutes(path(), operators.signingKeys()).routes());
        routes.add(health.route());
        return routes;
    }
}
