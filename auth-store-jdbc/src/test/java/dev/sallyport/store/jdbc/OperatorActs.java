package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.Clients;
import dev.sallyport.operator.Operators;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.session.Session;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.UserQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Acts of operators on somebody of a tenant, who is made anew for each. */
final class OperatorActs {
    private static final String FROM = "192.0.2.7";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private OperatorActs() {}

    /** A person with a key, a session and a client of their tenant. */
    record Target(
            String user,
            NewApiKey key,
            String session,
            String client,
            @Nullable String tenant) {
        static Target of(Sallyport auth, @Nullable String tenant) {
            String id = "u" + NUMBER.incrementAndGet();
            NewUser wanted = NewUser.of(id).withId(id).withRoles(OperatorActors.VIEWER);
            auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
            NewApiKey key = auth.apiKeys()
                    .create(id, KeyRequest.named("key of " + id), Actor.application())
                    .orElseThrow();
            Instant now = auth.clock().instant();
            Session session = Session.of(auth.sessions().newId(), id, now, now.plus(Duration.ofHours(1)))
                    .withAudience(auth.tokenPolicy().audience());
            auth.sessions().open(session);
            ClientRequest client = ClientRequest.of("gateway", "client of " + id);
            return new Target(
                    id,
                    key,
                    session.id(),
                    auth.clients()
                            .create(tenant == null ? client : client.withTenant(tenant), Actor.application())
                            .orElseThrow()
                            .client()
                            .id(),
                    tenant);
        }
    }

    /** Whether an act looks or changes, and what of. */
    enum Act {
        LIST_USERS(
                true,
                (o, c, t) -> o.users().orElseThrow().list(c, UserQuery.all().withTenant(t.tenant()))),
        GET_USER(true, (o, c, t) -> o.users().orElseThrow().get(c, t.user())),
        CREATE_USER(false, (o, c, t) -> o.users().orElseThrow().create(c, newUser(t), false, FROM)),
        UPDATE_USER(
                false, (o, c, t) -> o.users().orElseThrow().update(c, t.user(), user -> user.withName("Name"), FROM)),
        DISABLE_USER(false, (o, c, t) -> o.users().orElseThrow().disable(c, t.user(), FROM)),
        ENABLE_USER(false, (o, c, t) -> o.users().orElseThrow().enable(c, t.user(), FROM)),
        END_SESSIONS(false, (o, c, t) -> o.users().orElseThrow().endSessions(c, t.user(), FROM)),
        RESET_SECOND_FACTOR(false, (o, c, t) -> o.users().orElseThrow().resetSecondFactor(c, t.user(), FROM)),
        ENROL(false, (o, c, t) -> o.users().orElseThrow().enrol(c, t.user(), false, FROM)),
        EXPORT_USER(false, (o, c, t) -> o.users().orElseThrow().export(c, t.user(), FROM)),
        DELETE_USER(false, (o, c, t) -> o.users().orElseThrow().delete(c, t.user(), true, FROM)),
        LIST_KEYS(true, (o, c, t) -> o.apiKeys().list(c, KeyQuery.all().withTenant(t.tenant()))),
        GET_KEY(true, (o, c, t) -> o.apiKeys().get(c, t.key().key().id())),
        FIND_KEY(true, (o, c, t) -> o.apiKeys().findByText(c, t.key().secret())),
        UPDATE_KEY(
                false,
                (o, c, t) -> o.apiKeys()
                        .update(c, t.key().key().id(), KeyUpdate.nothing().name("other"), FROM)),
        DISABLE_KEY(false, (o, c, t) -> o.apiKeys().disable(c, t.key().key().id(), FROM)),
        REVOKE_KEY(false, (o, c, t) -> o.apiKeys().revoke(c, t.key().key().id(), "leaked", FROM)),
        REVOKE_KEYS_OF_OWNER(false, (o, c, t) -> o.apiKeys().revokeAllOf(c, t.user(), "leaked", FROM)),
        LIST_SESSIONS(true, (o, c, t) -> o.sessionsOf(c, t.user())),
        END_SESSION(false, (o, c, t) -> o.endSession(c, t.session(), FROM)),
        LIST_CLIENTS(true, (o, c, t) -> o.clients().list(c, ClientQuery.all().withTenant(t.tenant()))),
        GET_CLIENT(true, (o, c, t) -> o.clients().get(c, t.client())),
        CREATE_CLIENT(false, (o, c, t) -> o.clients().create(c, newClient(t), FROM)),
        UPDATE_CLIENT(
                false,
                (o, c, t) -> o.clients()
                        .update(c, t.client(), Clients.Update.nothing().withName("other"), FROM)),
        ROTATE_CLIENT_SECRET(false, (o, c, t) -> o.clients().rotateSecret(c, t.client(), Duration.ZERO, FROM)),
        DISABLE_CLIENT(false, (o, c, t) -> o.clients().disable(c, t.client(), FROM)),
        ENABLE_CLIENT(false, (o, c, t) -> o.clients().enable(c, t.client(), FROM)),
        DELETE_CLIENT(false, (o, c, t) -> o.clients().delete(c, t.client(), FROM)),
        READ_AUDIT(true, (o, c, t) -> o.audit(c, AuditQuery.newest().withOwner(t.user())));

        @SuppressWarnings("ImmutableEnumChecker") // Each is a function without state.
        private final Work work;

        private final boolean looks;

        Act(boolean looks, Work work) {
            this.looks = looks;
            this.work = work;
        }

        boolean looks() {
            return looks;
        }

        Outcome<?> by(Operators operators, Caller caller, Target target) {
            return work.by(operators, caller, target);
        }
    }

    @FunctionalInterface
    interface Work {
        Outcome<?> by(Operators operators, Caller caller, Target target);
    }

    private static NewUser newUser(Target target) {
        NewUser wanted = NewUser.of("made" + NUMBER.incrementAndGet()).withRoles(OperatorActors.VIEWER);
        String tenant = target.tenant();
        return tenant == null ? wanted : wanted.withTenant(tenant);
    }

    private static ClientRequest newClient(Target target) {
        String tenant = target.tenant();
        ClientRequest wanted = ClientRequest.of("gateway", "made");
        return tenant == null ? wanted : wanted.withTenant(tenant);
    }

    static List<Act> all() {
        return List.of(Act.values());
    }
}
