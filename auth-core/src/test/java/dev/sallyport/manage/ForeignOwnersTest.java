package dev.sallyport.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Service accounts and tenants beside a directory in which people have whatever id they choose. */
class ForeignOwnersTest {
    private static final Actor APP = Actor.application();
    private static final KeyRequest JOB = KeyRequest.named("job");

    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read", "admin")
            .roles(Role.of("member", "reports:read"), Role.of("admin", "admin"))
            .tenantKeys(TenantKeyPolicy.withRoles("member"))
            .userDirectory(new AnyId())
            .auditSink(event -> {})
            .build();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void accountIsLookedForInTheStoresAndNeverInTheDirectory() {
        ServiceAccount account = auth.serviceAccounts()
                .create("acme", "robot", Set.of("member"), APP)
                .orElseThrow();
        Secret key = key(ApiKey.Owner.serviceAccount(account.id()));
        assertThat(caller(key).map(Caller::scopes)).contains(ScopeSet.of("reports:read"));
        assertThat(caller(key).map(Caller::roles)).contains(Set.of("member"));
        assertThat(caller(key(ApiKey.Owner.tenant("acme"))).map(Caller::scopes)).contains(ScopeSet.of("reports:read"));
        auth.serviceAccounts().delete(account.id(), APP).orElseThrow();
        assertThat(caller(key)).isEmpty();
    }

    @Test
    void personWithAnIdOfAnAccountOrATenantDoesNotExist() {
        String account = auth.serviceAccounts()
                .create("acme", "robot", Set.of("member"), APP)
                .orElseThrow()
                .id();
        for (String id : new String[] {account, OwnerIds.ofTenant("acme")}) {
            Outcome<NewApiKey> made = auth.apiKeys().create(id, JOB, APP);
            assertThat(made).as(id).isInstanceOf(Outcome.Refused.class);
        }
        Secret own = auth.apiKeys().create("sa_x", JOB, APP).orElseThrow().secret();
        assertThat(caller(own).map(Caller::tenant)).isEmpty();
        assertThat(caller(own).map(Caller::roles)).contains(Set.of("admin"));
    }

    private Secret key(ApiKey.Owner owner) {
        return auth.apiKeys()
                .create(owner, JOB.withScopes(ScopeSet.of("reports:read")), APP)
                .orElseThrow()
                .secret();
    }

    private Optional<Caller> caller(Secret credential) {
        return auth.authenticate(credential.reveal(), "192.0.2.1") instanceof AuthenticationResult.Accepted accepted
                ? Optional.of(accepted.caller())
                : Optional.empty();
    }

    /** Knows an administrator of every id. */
    private static final class AnyId implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            return Optional.of(User.of(id, id).withRoles(Set.of("admin")));
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return user != null;
        }
    }
}
