package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.TenantActors.APP;
import static dev.sallyport.store.jdbc.TenantActors.HERE;
import static dev.sallyport.store.jdbc.TenantActors.done;
import static dev.sallyport.store.jdbc.TenantActors.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.manage.TenantKeys;
import dev.sallyport.operator.OperatorUsers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDeletion;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keys of tenants and service accounts can do now, what stops them, and what becomes of keys whose owner leaves. */
@Timeout(120)
abstract class TenantKeysContract {
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final KeyRequest JOB = KeyRequest.named("job");

    private Sallyport auth;
    private TenantActors actors;
    private TenantKeys keys;
    private Supplier<Stores> database;

    /** Empties a database and opens it anew at each call. */
    abstract Supplier<Stores> emptied();

    @BeforeEach
    void open() {
        database = emptied();
        auth = TenantActors.builder(database.get())
                .operators(operators -> operators.withSecondFactor(false))
                .roles(Role.of("operator", "sallyport:users", "sallyport:users.read"))
                .apiKeys(policy -> policy.withMaxPerOwner(5))
                .build();
        actors = new TenantActors(auth);
        keys = auth.tenantManagers().orElseThrow().apiKeys();
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private Caller boss() {
        return actors.person("boss", "acme", "owner", "member");
    }

    @Test
    void keyOfAServiceAccountHasWhatTheAccountHasNow() {
        ServiceAccount account = actors.account("acme", "member");
        NewApiKey key = actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read", "reports:write");
        Secret token = actors.token(key.secret());
        for (Secret credential : List.of(key.secret(), token)) {
            assertThat(actors.caller(credential).scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:write"));
            assertThat(actors.caller(credential).roles()).containsExactly("member");
            assertThat(actors.caller(credential).id()).isEqualTo(account.id());
        }
        done(auth.serviceAccounts().update(account.id(), each -> each.withRoles(Set.of("accountant")), APP));
        for (Secret credential : List.of(key.secret(), token)) {
            assertThat(actors.caller(credential).scopes()).isEmpty();
        }
        done(auth.serviceAccounts().disable(account.id(), APP));
        for (Secret credential : List.of(key.secret(), token)) {
            assertThat(actors.accepts(credential)).isFalse();
        }
        done(auth.serviceAccounts().enable(account.id(), APP));
        assertThat(actors.accepts(token)).isTrue();
        done(auth.serviceAccounts().delete(account.id(), APP));
        for (Secret credential : List.of(key.secret(), token)) {
            assertThat(actors.accepts(credential)).isFalse();
        }
        assertThat(auth.apiKeys().find(key.key().id()).orElseThrow().revokedAt())
                .isNotNull();
    }

    @Test
    void disabledTenantStopsEverythingOfItAndNothingElse() {
        done(auth.users()
                .create(
                        NewUser.of("ada")
                                .withId("ada")
                                .withTenant("acme")
                                .withRoles("member")
                                .withPassword(TenantActors.PASSWORD),
                        APP));
        ServiceAccount account = actors.account("acme", "member");
        NewClient client =
                done(auth.clients().create(ClientRequest.of("gateway", "c").withTenant("acme"), APP));
        ClientLogin asClient = ClientLogin.of(client.client().id(), client.secret(), TenantActors.ORIGIN);
        PasswordLogin asAda = new PasswordLogin("ada", TenantActors.PASSWORD, null, null, TenantActors.ORIGIN);
        NewApiKey serviceKey = actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
        NewApiKey tenantKey = actors.key(ApiKey.Owner.tenant("acme"), "reports:read");
        List<Secret> ofAcme = List.of(
                actors.key(ApiKey.Owner.user("ada"), "reports:read").secret(),
                done(auth.logins().withPassword(asAda)).accessToken(),
                done(auth.logins().withClient(asClient)).accessToken(),
                serviceKey.secret(),
                tenantKey.secret(),
                actors.token(serviceKey.secret()),
                actors.token(tenantKey.secret()));
        NewApiKey elsewhere = actors.key(ApiKey.Owner.tenant("globex"), "reports:read");
        Caller boss = boss();
        assertThat(ofAcme).allMatch(actors::accepts);
        auth.tenants().disable("acme", APP);
        auth.tenants().disable("acme", APP);
        assertThat(auth.tenants().isDisabled("acme")).isTrue();
        assertThat(ofAcme).noneMatch(actors::accepts);
        assertThat(result(auth.logins().withPassword(asAda))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(result(auth.logins().withClient(asClient))).isEqualTo("INVALID_CREDENTIALS");
        assertThat(result(keys.get(boss, tenantKey.key().id()))).isEqualTo("INVALID_TOKEN");
        assertThat(actors.accepts(elsewhere.secret())).isTrue();
        auth.tenants().enable("acme", APP);
        assertThat(ofAcme).allMatch(actors::accepts);
        assertThat(auth.auditLog()
                        .find(AuditQuery.newest()
                                .withTypes(AuditEvent.Type.TENANT_DISABLED, AuditEvent.Type.TENANT_ENABLED))
                        .events())
                .hasSize(2);
    }

    @Test
    void transferCutsTheRightsAndEndsTheSessionsOfTheKey() {
        Caller boss = boss();
        actors.user("ada", "acme", "member", "accountant");
        NewApiKey key = actors.key(ApiKey.Owner.user("ada"), "reports:read", "billing:read");
        Secret token = actors.token(key.secret());
        ServiceAccount account = actors.account("acme", "member", "accountant");
        ServiceAccount elsewhere = actors.account("globex", "member");
        assertThat(result(keys.transfer(boss, key.key().id(), elsewhere.id(), HERE)))
                .isEqualTo("owner invalid");
        assertThat(result(keys.transfer(boss, key.key().id(), "tenant", HERE))).isEqualTo("owner invalid");
        assertThat(result(keys.transfer(boss, key.key().id(), "ada", HERE))).isEqualTo("owner invalid");
        TenantKeys.Owned owned = done(keys.transfer(boss, key.key().id(), account.id(), HERE));
        assertThat(owned.key().owner()).isEqualTo(ApiKey.Owner.serviceAccount(account.id()));
        assertThat(owned.ownerName()).isEqualTo("robot");
        Caller caller = actors.caller(key.secret());
        assertThat(caller.id()).isEqualTo(account.id());
        assertThat(caller.scopes()).as("not what the manager lacks").isEqualTo(READ);
        assertThat(actors.accepts(token)).isFalse();
        done(auth.users().disable("ada", APP));
        assertThat(actors.accepts(key.secret())).isTrue();
        assertThat(result(keys.transfer(boss, key.key().id(), account.id(), HERE)))
                .isEqualTo("owner invalid");
    }

    @Test
    void transferredKeyGetsNothingThatItsNewOwnerIsGivenLater() {
        actors.user("ada", "acme", "member");
        NewApiKey key = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        ServiceAccount account = actors.account("acme");
        TenantKeys.Owned owned = done(keys.transfer(boss(), key.key().id(), account.id(), HERE));
        assertThat(owned.key().scopes()).isEqualTo(ScopeSet.none());
        done(auth.serviceAccounts().update(account.id(), now -> now.withRoles(Set.of("member")), APP));
        assertThat(actors.caller(key.secret()).scopes()).isEqualTo(ScopeSet.none());
    }

    @Test
    void keyOfAnotherApplicationIsOutOfReachAndEndsWithItsAccount() {
        ServiceAccount account = actors.account("acme", "member");
        try (Sallyport other = TenantActors.builder(database.get())
                .issuer("https://other.example.com")
                .build()) {
            TenantActors there = new TenantActors(other);
            NewApiKey key = there.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
            String id = key.key().id();
            Caller boss = boss();
            assertThat(actors.accepts(key.secret())).isFalse();
            assertThat(done(keys.list(boss, KeyQuery.all())).items())
                    .noneMatch(owned -> owned.key().id().equals(id));
            assertThat(result(keys.get(boss, id))).isEqualTo("NOT_FOUND");
            assertThat(result(keys.rotate(boss, id, Duration.ZERO, HERE))).isEqualTo("NOT_FOUND");
            assertThat(result(keys.revoke(boss, id, null, HERE))).isEqualTo("NOT_FOUND");
            assertThat(there.accepts(key.secret())).isTrue();
            done(auth.serviceAccounts().delete(account.id(), APP));
            assertThat(done(keys.list(boss, KeyQuery.all())).items()).isEmpty();
            assertThat(other.apiKeys().find(id).orElseThrow().revokedAt())
                    .as("an account is everybody's, and so is its end")
                    .isNotNull();
        }
    }

    @Test
    void personWithTheIdOfAnAccountOrTheNameOfATenantGainsNothing() {
        ServiceAccount account = actors.account("acme", "member");
        assertThat(result(auth.users().create(NewUser.of("x").withId(account.id()), APP)))
                .isEqualTo("id invalid");
        NewApiKey tenantKey = actors.key(ApiKey.Owner.tenant("acme"), "reports:read");
        Secret token = actors.token(tenantKey.secret());
        Caller acme = actors.person("acme", null, "member");
        assertThat(done(auth.self().apiKeys().list(acme))).isEmpty();
        assertThat(done(auth.self().sessions().list(acme))).hasSize(1);
        assertThat(result(auth.self().apiKeys().revoke(acme, tenantKey.key().id(), null, HERE)))
                .isEqualTo("NOT_FOUND");
        assertThat(done(auth.self().sessions().endAll(acme, HERE))).isEqualTo(1);
        assertThat(actors.accepts(token)).isTrue();
        done(auth.users().delete("acme", APP));
        assertThat(actors.accepts(tenantKey.secret())).isTrue();
        assertThat(auth.apiKeys().list("acme")).isEmpty();
    }

    @Test
    void keyOfAServiceAccountLooksAtAndRevokesItselfOnly() {
        ServiceAccount account = actors.account("acme", "member");
        NewApiKey one = actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
        NewApiKey other = actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
        Caller caller = actors.caller(one.secret());
        assertThat(done(auth.self().apiKeys().list(caller)))
                .extracting(ApiKey::id)
                .containsExactly(one.key().id());
        assertThat(result(auth.self().apiKeys().get(caller, other.key().id()))).isEqualTo("NOT_FOUND");
        assertThat(result(auth.self().apiKeys().revoke(caller, other.key().id(), null, HERE)))
                .isEqualTo("NOT_FOUND");
        assertThat(result(auth.self().apiKeys().revoke(caller, one.key().id(), null, HERE)))
                .isEqualTo("done");
        assertThat(actors.accepts(one.secret())).isFalse();
        assertThat(actors.accepts(other.secret())).isTrue();
    }

    @Test
    void whoLeavesGivesTheirKeysToAServiceAccount() {
        actors.user("ada", "acme", "member", "accountant");
        ServiceAccount account = actors.account("acme", "member");
        ServiceAccount elsewhere = actors.account("globex", "member");
        NewApiKey all = done(auth.apiKeys().create("ada", JOB, APP));
        NewApiKey some = actors.key(ApiKey.Owner.user("ada"), "reports:read", "billing:read");
        assertThat(result(auth.users().delete("ada", APP))).isEqualTo("owner has_keys");
        assertThat(result(auth.users().delete("ada", UserDeletion.transferringKeysTo(elsewhere.id()), APP)))
                .isEqualTo("owner unknown");
        assertThat(auth.users().findById("ada")).isPresent();
        done(auth.users().delete("ada", UserDeletion.transferringKeysTo(account.id()), APP));
        assertThat(actors.caller(all.secret()).scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:write"));
        assertThat(actors.caller(some.secret()).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(actors.caller(some.secret()).id()).isEqualTo(account.id());
    }

    @Test
    void accountThatHasNoRoomLeavesTheUserAndAllTheirKeys() {
        actors.user("ada", "acme", "member");
        ServiceAccount account = actors.account("acme", "member");
        NewApiKey one = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        NewApiKey two = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        for (int i = 0; i < 4; i++) {
            actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
        }
        assertThat(result(auth.users().delete("ada", UserDeletion.transferringKeysTo(account.id()), APP)))
                .isEqualTo("name too_many");
        assertThat(List.of(one.secret(), two.secret()))
                .allMatch(key -> actors.caller(key).id().equals("ada"));
    }

    @Test
    void keyThatIsMadeWhileItsOwnerMovesNeverKeepsTheOldTenant() {
        actors.user("ada", "acme", "member");
        KeyRequest request = JOB.withScopes(ScopeSet.of("reports:read"));
        for (int round = 0; round < 20; round++) {
            String tenant = round % 2 == 0 ? "globex" : "acme";
            CompletableFuture<?> made = CompletableFuture.runAsync(
                    () -> TenantActors.result(auth.apiKeys().create("ada", request, APP)));
            done(auth.users().update("ada", user -> user.withTenant(tenant), APP));
            made.join();
            assertThat(auth.apiKeys().list("ada")).allMatch(key -> tenant.equals(key.tenant()));
            auth.apiKeys().revokeAll("ada", "round", APP);
        }
    }

    @Test
    void lastManagerStaysWhileTheTenantHasKeys() {
        OperatorUsers people = auth.operators().orElseThrow().users().orElseThrow();
        User rootUser = actors.user("root", null, "operator", "owner", "member");
        Caller root = actors.login(rootUser, auth.roles().scopesOf(rootUser.roles()), rootUser.roles());
        actors.user("boss", "acme", "owner", "member");
        NewApiKey key = actors.key(ApiKey.Owner.tenant("acme"), "reports:read");
        List<Outcome<User>> attempts = List.of(
                people.disable(root, "boss", HERE),
                people.delete(root, "boss", true, HERE),
                people.update(root, "boss", user -> user.withRoles(Set.of("member")), HERE),
                people.update(root, "boss", user -> user.withTenant("globex"), HERE));
        assertThat(attempts).extracting(TenantActors::result).containsOnly("owner last_manager");
        done(auth.users()
                .create(
                        NewUser.of("two").withTenant("acme").withRoles("owner").withPassword(TenantActors.PASSWORD),
                        APP));
        done(people.update(root, "boss", user -> user.withRoles(Set.of("member")), HERE));
        done(auth.apiKeys().revoke(key.key().id(), null, APP));
        String two = auth.users().findByLogin("two").orElseThrow().id();
        assertThat(result(people.disable(root, two, HERE))).as("no key is left").isEqualTo("done");
    }
}
