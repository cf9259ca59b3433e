package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application whose tenants own keys, on a real socket: bob manages acme, gail globex, ines initech, nina no tenant at all; ada and ron
 * are of acme, and ron only sees keys.
 */
final class TenantApi extends LiveApi {
    TenantApi() {
        super(
                sallyport(),
                web -> web.tenants("/auth/tenant/*")
                        // A test sends more in a moment than a manager does in a day.
                        .endpointLimits(EndpointLimits.none()));
        user("bob", "acme", "owner", "member");
        user("ada", "acme", "member");
        user("ron", "acme", "member", "auditor");
        user("gail", "globex", "owner", "member");
        user("ines", "initech", "owner", "member");
        user("nina", null, "owner", "member");
    }

    private static Sallyport sallyport() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .auditSink(event -> {})
                .scopes("reports:read", "reports:write", "reports:delete")
                .roles(
                        Role.of("member", "reports:read", "reports:write"),
                        Role.of("owner", "reports:read"),
                        Role.of("auditor", "keys:read-tenant"),
                        Role.of("cleaner", "reports:delete"))
                .tenantKeys(TenantKeyPolicy.withRoles("member").managedBy("owner"))
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
    }

    private void user(String id, @Nullable String tenant, String... roles) {
        NewUser wanted = NewUser.of(id + "@example.com")
                .withId(id)
                .withPassword(Secret.of(PASSWORD))
                .withRoles(roles);
        auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
    }

    ServiceAccount account(String tenant) {
        return auth.serviceAccounts()
                .create(tenant, "pipeline", Set.of("member"), Actor.application())
                .orElseThrow();
    }

    NewApiKey keyOf(ApiKey.Owner owner) {
        return auth.apiKeys()
                .create(owner, KeyRequest.named("nightly").withScopes(ScopeSet.of("reports:read")), Actor.application())
                .orElseThrow();
    }

    /** Tells whether a credential still lets its holder in. */
    boolean works(String credential) {
        return get("/auth/me", credential).statusCode() == 200;
    }
}
