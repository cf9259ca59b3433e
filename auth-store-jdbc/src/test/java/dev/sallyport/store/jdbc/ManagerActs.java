package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey.Owner;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.manage.TenantKeys;
import dev.sallyport.manage.TenantManagers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Acts of managers on things of a tenant, which are made anew for each. */
final class ManagerActs {
    private static final String FROM = "192.0.2.7";
    private static final KeyRequest WANTED = KeyRequest.named("nightly").withScopes(ScopeSet.of("reports:read"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private ManagerActs() {}

    /** A person with a key, a service account with a key, and a key of the tenant. */
    record Target(String member, NewApiKey ofMember, ServiceAccount account, NewApiKey ofAccount, NewApiKey ofTenant) {
        static Target of(Sallyport auth, String tenant) {
            String member = "m" + NUMBER.incrementAndGet();
            auth.users()
                    .createIfAbsent(
                            NewUser.of(member).withId(member).withTenant(tenant).withRoles(ManagerActors.MEMBER));
            ServiceAccount account = auth.serviceAccounts()
                    .create(tenant, "of " + member, Set.of(ManagerActors.MEMBER), Actor.application())
                    .orElseThrow();
            return new Target(
                    member,
                    key(auth, Owner.user(member)),
                    account,
                    key(auth, Owner.serviceAccount(account.id())),
                    key(auth, Owner.tenant(tenant)));
        }

        private static NewApiKey key(Sallyport auth, Owner owner) {
            return auth.apiKeys().create(owner, WANTED, Actor.application()).orElseThrow();
        }
    }

    /** What an act takes, and of what it is. */
    enum Act {
        LIST_KEYS(Takes.LOOK, true, (m, c, t) -> m.apiKeys().list(c, KeyQuery.all())),
        GET_KEY_OF_MEMBER(
                Takes.LOOK,
                false,
                (m, c, t) -> m.apiKeys().get(c, t.ofMember().key().id())),
        GET_KEY_OF_ACCOUNT(
                Takes.LOOK,
                false,
                (m, c, t) -> m.apiKeys().get(c, t.ofAccount().key().id())),
        GET_KEY_OF_TENANT(
                Takes.LOOK,
                false,
                (m, c, t) -> m.apiKeys().get(c, t.ofTenant().key().id())),
        CREATE_KEY_OF_TENANT(Takes.KEYS, true, (m, c, t) -> m.apiKeys().create(c, TenantKeys.TENANT, WANTED, FROM)),
        UPDATE_KEY(
                Takes.KEYS,
                false,
                (m, c, t) -> m.apiKeys()
                        .update(c, t.ofTenant().key().id(), KeyUpdate.nothing().name("other"), FROM)),
        ROTATE_KEY(
                Takes.KEYS,
                false,
                (m, c, t) -> m.apiKeys().rotate(c, t.ofAccount().key().id(), Duration.ZERO, FROM)),
        TRANSFER_KEY(
                Takes.KEYS,
                false,
                (m, c, t) -> m.apiKeys()
                        .transfer(c, t.ofMember().key().id(), t.account().id(), FROM)),
        REVOKE_KEY(
                Takes.KEYS,
                false,
                (m, c, t) -> m.apiKeys().revoke(c, t.ofMember().key().id(), "leaked", FROM)),
        REVOKE_KEYS_OF_MEMBER(Takes.KEYS, false, (m, c, t) -> m.apiKeys().revokeAllOf(c, t.member(), "left", FROM)),
        LIST_ACCOUNTS(
                Takes.ACCOUNTS_LOOK, true, (m, c, t) -> m.serviceAccounts().list(c, null, 50)),
        GET_ACCOUNT(
                Takes.ACCOUNTS_LOOK,
                false,
                (m, c, t) -> m.serviceAccounts().get(c, t.account().id())),
        CREATE_ACCOUNT(
                Takes.ACCOUNTS,
                true,
                (m, c, t) -> m.serviceAccounts().create(c, "made", Set.of(ManagerActors.MEMBER), FROM)),
        UPDATE_ACCOUNT(
                Takes.ACCOUNTS,
                false,
                (m, c, t) ->
                        m.serviceAccounts().update(c, t.account().id(), account -> account.withName("other"), FROM)),
        DELETE_ACCOUNT(
                Takes.ACCOUNTS,
                false,
                (m, c, t) -> m.serviceAccounts().delete(c, t.account().id(), FROM));

        private final Takes takes;
        private final boolean own;

        @SuppressWarnings("ImmutableEnumChecker") // Each is a function without state.
        private final Work work;

        Act(Takes takes, boolean own, Work work) {
            this.takes = takes;
            this.own = own;
            this.work = work;
        }

        Takes takes() {
            return takes;
        }

        /** Tells whether the act is about the tenant of whoever does it, whatever the target. */
        boolean isOwn() {
            return own;
        }

        Outcome<?> by(TenantManagers managers, Caller caller, Target target) {
            return work.by(managers, caller, target);
        }
    }

    /** The right that an act takes. */
    enum Takes {
        LOOK,
        KEYS,
        ACCOUNTS_LOOK,
        ACCOUNTS;

        boolean looks() {
            return this == LOOK || this == ACCOUNTS_LOOK;
        }
    }

    @FunctionalInterface
    interface Work {
        Outcome<?> by(TenantManagers managers, Caller caller, Target target);
    }
}
