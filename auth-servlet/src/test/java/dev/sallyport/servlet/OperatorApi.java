package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.operator.OperatorArea;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An application with operators on a real socket: root of all tenants, olga of tenant acme, and ada and vic, who use it. */
final class OperatorApi extends LiveApi {
    final MovableClock clock;

    OperatorApi() {
        this(web -> web);
    }

    OperatorApi(UnaryOperator<SallyportWeb> more) {
        this(MovableClock.at(Instant.parse("2030-01-01T00:00:00Z")), more);
    }

    private OperatorApi(MovableClock clock, UnaryOperator<SallyportWeb> more) {
        super(
                sallyport(clock),
                web -> more.apply(web.operators("/auth/admin/*")
                        .health("/auth/health/*")
                        // A test sends more in a moment than an operator does in a day.
                        .endpointLimits(EndpointLimits.none())));
        this.clock = clock;
        user("root", null, "operator", "viewer");
        user("olga", "acme", "operator", "viewer");
        user("pam", null, "people", "viewer");
        user("kim", null, "keykeeper", "viewer");
        user("ada", "acme", "viewer");
        user("vic", "globex", "viewer");
        user("edit", "acme", "editor");
    }

    private static Sallyport sallyport(MovableClock clock) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .clock(clock)
                .auditSink(event -> {})
                .scopes("reports:read", "reports:delete")
                .roles(
                        Role.of("viewer", "reports:read"),
                        Role.of("editor", "reports:read", "reports:delete"),
                        Role.of("operator", operatorScopes("reports:read")),
                        Role.of("owner", operatorScopes("reports:read", "reports:delete")),
                        // Has nothing that an operator has not, but a name.
                        Role.of("auditor", "reports:read"),
                        Role.of("people", "sallyport:users"),
                        Role.of("keykeeper", "sallyport:keys"))
                .clientTypes(
                        ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT).withScopes("reports:read"))
                .operators(operators -> operators)
                .accounts(accounts -> accounts.withPage("https://app.example.com/account"))
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
    }

    private static String[] operatorScopes(String... more) {
        return Stream.concat(
                        Stream.of(more),
                        Stream.of(OperatorArea.values())
                                .map(area -> area.scope().value()))
                .toArray(String[]::new);
    }

    private void user(String id, @Nullable String tenant, String... roles) {
        NewUser wanted = NewUser.of(id + "@example.com")
                .withId(id)
                .withPassword(Secret.of(PASSWORD))
                .withRoles(roles);
        auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
    }

    /** Logs in with a second factor, at a later step of it each time. */
    String operator(String id) {
        User user = auth.users().findById(id).orElseThrow();
        Secret seed = Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        if (!auth.secondFactors().isOn(id)) {
            auth.secondFactors().importSeed(user, seed, Actor.application()).orElseThrow();
        }
        clock.advance(Duration.ofSeconds(30));
        String code = AuthenticatorApp.of(seed).codeAt(clock.instant());
        return login("""
                {"username":"%s@example.com","password":"%s","totp":"%s"}""".formatted(id, PASSWORD, code));
    }
}
