package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People of tenants, and what they try with keys, without HTTP. */
final class TenantActors {
    static final String HERE = "192.0.2.1";
    static final Secret PASSWORD = Secret.of("correct horse battery");
    static final LoginOrigin ORIGIN = new LoginOrigin(HERE, null, null);
    static final Actor APP = Actor.application();

    final Sallyport auth;

    TenantActors(Sallyport auth) {
        this.auth = auth;
    }

    static SallyportBuilder builder(Stores stores) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .stores(stores)
                .masterKey(MasterKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)))
                .scopes("reports:read", "reports:write", "billing:read")
                .roles(
                        Role.of("member", "reports:read", "reports:write"),
                        Role.of("owner", "reports:read", "reports:write"),
                        Role.of("accountant", "billing:read"),
                        Role.of("reader", "keys:read-tenant"),
                        Role.of("mark"))
                .clientTypes(ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT)
                        .withScopes("reports:read")
                        .withGrants("client_credentials"))
                .tenantKeys(TenantKeyPolicy.withRoles("member", "accountant").managedBy("owner"))
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {});
    }

    User user(String id, @Nullable String tenant, String... roles) {
        NewUser wanted = NewUser.of(id).withId(id).withRoles(roles);
        return auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
    }

    /** A login of a new person with all that they have. */
    Caller person(String id, @Nullable String tenant, String... roles) {
        User user = user(id, tenant, roles);
        return login(user, auth.roles().scopesOf(user.roles()), user.roles());
    }

    /** A login with these rights; the session is in the stores. */
    Caller login(User user, ScopeSet scopes, Set<String> roles) {
        Instant now = auth.clock().instant();
        Session session = Session.of(auth.sessions().newId(), user.id(), now, now.plus(Duration.ofHours(1)))
                .withAmr(List.of("pwd"))
                .withAudience(auth.tokenPolicy().audience());
        auth.sessions().open(session);
        return Caller.builder(user.id(), CallerKind.USER, now)
                .tenant(user.tenant())
                .rights(scopes, roles)
                .session(session.id())
                .amr(List.of("pwd"))
                .build();
    }

    ServiceAccount account(String tenant, String... roles) {
        return done(auth.serviceAccounts().create(tenant, "robot", Set.of(roles), APP));
    }

    NewApiKey key(ApiKey.Owner owner, String... scopes) {
        return done(auth.apiKeys().create(owner, KeyRequest.named("job").withScopes(ScopeSet.of(scopes)), APP));
    }

    Caller caller(Secret credential) {
        AuthenticationResult result = auth.authenticate(credential.reveal(), HERE);
        if (result instanceof AuthenticationResult.Accepted accepted) {
            return accepted.caller();
        }
        throw new AssertionError(result.toString());
    }

    boolean accepts(Secret credential) {
        return auth.authenticate(credential.reveal(), HERE) instanceof AuthenticationResult.Accepted;
    }

    Secret token(Secret key) {
        Login login = done(auth.logins().withApiKey(new KeyLogin(key, null, ORIGIN)));
        return login.accessToken();
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    /** {@code done}, a cause, or a field with its code. */
    static String result(Outcome<?> outcome) {
        return outcome.fold(
                done -> "done",
                refusal -> refusal.errors().isEmpty()
                        ? refusal.cause().name()
                        : refusal.errors().get(0).field() + " "
                                + refusal.errors().get(0).code());
    }
}
