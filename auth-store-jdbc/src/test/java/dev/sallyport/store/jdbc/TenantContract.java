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
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.manage.TenantAccounts;
import dev.sallyport.manage.TenantKeys;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys of tenants and service accounts, their managers, and those who try to be one. */
@Timeout(120)
abstract class TenantContract {
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final KeyRequest JOB = KeyRequest.named("job");

    private Sallyport auth;
    private TenantActors actors;
    private TenantKeys keys;
    private TenantAccounts accounts;

    abstract Stores newStores();

    @BeforeEach
    void open() {
        auth = TenantActors.builder(newStores()).build();
        actors = new TenantActors(auth);
        keys = auth.tenantManagers().orElseThrow().apiKeys();
        accounts = auth.tenantManagers().orElseThrow().serviceAccounts();
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private Caller boss() {
        return actors.person("boss", "acme", "owner", "member");
    }

    /** The result of each act on the things of acme. */
    private List<String> attempts(Caller caller) {
        actors.user("ada", "acme", "member");
        ServiceAccount account = actors.account("acme", "member");
        ApiKey.Owner tenant = ApiKey.Owner.tenant("acme");
        List<String> results = new ArrayList<>();
        results.add(
                result(keys.get(caller, actors.key(tenant, "reports:read").key().id())));
        results.add(result(keys.update(
                caller,
                actors.key(tenant, "reports:read").key().id(),
                KeyUpdate.nothing().name("n"),
                HERE)));
        results.add(result(
                keys.rotate(caller, actors.key(tenant, "reports:read").key().id(), Duration.ZERO, HERE)));
        results.add(result(
                keys.revoke(caller, actors.key(tenant, "reports:read").key().id(), null, HERE)));
        results.add(result(keys.transfer(
                caller,
                actors.key(ApiKey.Owner.user("ada"), "reports:read").key().id(),
                account.id(),
                HERE)));
        results.add(result(keys.revokeAllOf(caller, "ada", null, HERE)));
        results.add(result(accounts.get(caller, account.id())));
        results.add(result(accounts.update(caller, account.id(), each -> each.withName("n"), HERE)));
        results.add(result(accounts.delete(caller, account.id(), HERE)));
        return results;
    }

    @Test
    void onlyAManagerOfTheTenantReachesWhatIsOfIt() {
        assertThat(attempts(boss())).containsOnly("done");
        assertThat(attempts(actors.person("spy", "globex", "owner", "member"))).containsOnly("NOT_FOUND");
        assertThat(attempts(actors.person("drifter", null, "owner", "member"))).containsOnly("NOT_FOUND");
        assertThat(attempts(actors.person("vic", "acme", "member"))).containsOnly("INSUFFICIENT_SCOPE");
        Caller reader = actors.person("reader", "acme", "reader");
        assertThat(attempts(reader).get(0)).isEqualTo("done");
        assertThat(attempts(reader).subList(1, 9)).containsOnly("INSUFFICIENT_SCOPE");
    }

    @Test
    void whoWasAManagerWhenTheRequestBeganDoesNothingAnyMore() {
        Caller demoted = actors.person("demoted", "acme", "owner", "member");
        done(auth.users().setRoles("demoted", Set.of("member"), APP));
        assertThat(attempts(demoted)).containsOnly("INSUFFICIENT_SCOPE");
        Caller moved = actors.person("moved", "acme", "owner", "member");
        done(auth.users().update("moved", user -> user.withTenant("globex"), APP));
        assertThat(attempts(moved)).containsOnly("NOT_FOUND");
        Caller disabled = actors.person("disabled", "acme", "owner", "member");
        done(auth.users().disable("disabled", APP));
        assertThat(attempts(disabled)).containsOnly("INVALID_TOKEN");
        Caller ended = actors.person("ended", "acme", "owner", "member");
        auth.sessions().end(String.valueOf(ended.sessionId()), APP);
        assertThat(attempts(ended)).containsOnly("INVALID_TOKEN");
    }

    @Test
    void noKeyManagesKeysNotEvenThatOfAManager() {
        actors.user("boss", "acme", "owner", "member");
        NewApiKey own = done(auth.apiKeys().create("boss", JOB, APP));
        Caller key = actors.caller(own.secret());
        assertThat(key.hasScope("keys:manage-tenant")).isFalse();
        assertThat(attempts(key)).containsOnly("FORBIDDEN");
        ServiceAccount account = actors.account("acme", "owner");
        Caller service = actors.caller(actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read")
                .secret());
        assertThat(attempts(service)).containsOnly("FORBIDDEN");
        assertThat(result(auth.self().apiKeys().create(service, JOB, HERE))).isEqualTo("FORBIDDEN");
    }

    @Test
    void narrowedLoginOfAManagerGivesNoMoreThanItHolds() {
        User boss = actors.user("boss", "acme", "owner", "member");
        ServiceAccount account = actors.account("acme", "member");
        Caller narrow = actors.login(
                boss, ScopeSet.of("keys:manage-tenant", "service-accounts:manage", "reports:read"), Set.of());
        assertThat(result(keys.create(narrow, "tenant", JOB.withScopes(ScopeSet.of("reports:write")), HERE)))
                .isEqualTo("scopes not_held");
        NewApiKey cut = done(keys.create(narrow, "tenant", JOB, HERE));
        assertThat(cut.key().scopes()).isEqualTo(READ);
        NewApiKey wide = actors.key(ApiKey.Owner.tenant("acme"), "reports:read", "reports:write");
        assertThat(result(keys.rotate(narrow, wide.key().id(), Duration.ZERO, HERE)))
                .as("its secret would be theirs")
                .isEqualTo("scopes not_held");
        assertThat(result(keys.update(
                        narrow,
                        cut.key().id(),
                        KeyUpdate.nothing().scopes(ScopeSet.of("reports:read", "reports:write")),
                        HERE)))
                .isEqualTo("scopes not_held");
        assertThat(result(
                        keys.update(narrow, cut.key().id(), KeyUpdate.nothing().scopes(null), HERE)))
                .isEqualTo("scopes not_held");
        done(auth.apiKeys().disable(wide.key().id(), APP));
        assertThat(result(
                        keys.update(narrow, wide.key().id(), KeyUpdate.nothing().enabled(true), HERE)))
                .isEqualTo("scopes not_held");
        assertThat(result(accounts.create(narrow, "robot", Set.of("member"), HERE)))
                .isEqualTo("roles not_held");
        assertThat(result(accounts.update(narrow, account.id(), each -> each.withRoles(Set.of("mark")), HERE)))
                .isEqualTo("roles not_held");
        done(auth.serviceAccounts().disable(account.id(), APP));
        assertThat(result(accounts.update(narrow, account.id(), each -> each.withEnabled(true), HERE)))
                .isEqualTo("roles not_held");
    }

    @Test
    void keyWithoutNamedScopesIsFrozenToWhatItsMakerCouldGive() {
        Caller boss = boss();
        NewApiKey ofTenant = done(keys.create(boss, "tenant", JOB, HERE));
        assertThat(ofTenant.key().scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:write"));
        ServiceAccount account = actors.account("acme", "member", "accountant");
        NewApiKey ofAccount = done(keys.create(boss, account.id(), JOB, HERE));
        assertThat(actors.caller(ofAccount.secret()).hasScope("billing:read")).isFalse();
        done(auth.users().delete("boss", APP));
        Caller caller = actors.caller(ofTenant.secret());
        assertThat(caller.kind()).as("outlives its maker").isEqualTo(CallerKind.SERVICE);
        assertThat(caller.tenant()).isEqualTo("acme");
        assertThat(caller.roles()).isEmpty();
    }

    @Test
    void keyOfAPersonIsNotRotatedByAnother() {
        Caller boss = boss();
        actors.user("ada", "acme", "member");
        NewApiKey key = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        assertThat(result(keys.rotate(boss, key.key().id(), Duration.ZERO, HERE)))
                .isEqualTo("FORBIDDEN");
        assertThat(result(keys.create(boss, "ada", JOB, HERE))).isEqualTo("owner unknown");
    }

    @Test
    void listShowsAllKeysOfTheTenantWithTheirOwners() {
        Caller boss = boss();
        actors.user("ada", "acme", "member");
        ServiceAccount account = actors.account("acme", "member");
        NewApiKey own = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        actors.key(ApiKey.Owner.serviceAccount(account.id()), "reports:read");
        NewApiKey ofTenant = actors.key(ApiKey.Owner.tenant("acme"), "reports:read");
        actors.key(ApiKey.Owner.tenant("globex"), "reports:read");
        assertThat(done(keys.list(boss, KeyQuery.all())).items())
                .extracting(TenantKeys.Owned::ownerName)
                .containsExactlyInAnyOrder("ada", "robot", "acme");
        assertThat(done(keys.list(boss, KeyQuery.all().withTenant("globex"))).items())
                .hasSize(3);
        assertThat(done(keys.list(boss, KeyQuery.all().withOwner("tenant"))).items())
                .extracting(owned -> owned.key().id())
                .containsExactly(ofTenant.key().id());
        done(auth.users().update("ada", user -> user.withTenant("globex"), APP));
        assertThat(done(keys.list(boss, KeyQuery.all())).items()).hasSize(2);
        assertThat(result(keys.get(boss, own.key().id()))).isEqualTo("NOT_FOUND");
    }

    @Test
    void everyActNamesItsManager() {
        Caller boss = boss();
        actors.user("ada", "acme", "member");
        NewApiKey personal = actors.key(ApiKey.Owner.user("ada"), "reports:read");
        ServiceAccount account = done(accounts.create(boss, "robot", Set.of("member"), HERE));
        NewApiKey key = done(keys.create(boss, account.id(), JOB, HERE));
        done(keys.update(boss, key.key().id(), KeyUpdate.nothing().name("n"), HERE));
        NewApiKey next = done(keys.rotate(boss, key.key().id(), Duration.ZERO, HERE));
        done(keys.transfer(boss, personal.key().id(), account.id(), HERE));
        done(keys.revoke(boss, next.key().id(), "old", HERE));
        done(accounts.update(boss, account.id(), each -> each.withName("m"), HERE));
        done(accounts.update(boss, account.id(), each -> each.withEnabled(false), HERE));
        done(accounts.update(boss, account.id(), each -> each.withEnabled(true), HERE));
        done(accounts.delete(boss, account.id(), HERE));
        assertThat(auth.auditLog().find(AuditQuery.newest().withActor("boss")).events())
                .allMatch(event -> HERE.equals(event.address()))
                .extracting(AuditEvent::type)
                .contains(
                        AuditEvent.Type.SERVICE_ACCOUNT_CREATED,
                        AuditEvent.Type.API_KEY_CREATED,
                        AuditEvent.Type.API_KEY_CHANGED,
                        AuditEvent.Type.API_KEY_ROTATED,
                        AuditEvent.Type.API_KEY_TRANSFERRED,
                        AuditEvent.Type.API_KEY_REVOKED,
                        AuditEvent.Type.SERVICE_ACCOUNT_CHANGED,
                        AuditEvent.Type.SERVICE_ACCOUNT_DISABLED,
                        AuditEvent.Type.SERVICE_ACCOUNT_ENABLED,
                        AuditEvent.Type.SERVICE_ACCOUNT_DELETED);
    }
}
