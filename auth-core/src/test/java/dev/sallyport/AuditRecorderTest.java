package dev.sallyport;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPolicy;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the store keeps of the audit, when, and what happens when it cannot. */
class AuditRecorderTest {
    private static final Actor ADMIN = new Actor("admin", "192.0.2.9");
    private static final Secret WRONG = Secret.of("a wrong password");

    private final Stores backend = InMemoryStores.create();
    private final Node node = node(backend);

    private static Node node(Stores backend) {
        return Node.over(
                WatchedStores.over(backend),
                settings -> settings.clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                        .audit(audit -> audit.withNoticesPerMinute(1)));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static List<AuditEvent.Type> kept(Stores stores) {
        return stores.auditLog().find(AuditQuery.newest().withLimit(1_000)).events().stream()
                .map(AuditEvent::type)
                .toList();
    }

    /** Without the login, which arrives when it likes. */
    private List<AuditEvent.Type> changesKept() {
        return kept(backend).stream()
                .filter(type -> type != AuditEvent.Type.LOGIN_SUCCEEDED)
                .toList();
    }

    @Test
    void aChangeIsKeptWhenItIsAnsweredWithReasonAndActor() {
        node.user("ada", "viewer");
        NewApiKey key = node.key("ada");
        done(node.auth.apiKeys().revoke(key.key().id(), "leaked in a log", ADMIN));

        AuditEvent event = node.auth
                .auditLog()
                .find(AuditQuery.newest().withCredential(key.key().id()))
                .events()
                .get(0);
        assertThat(event.type()).isEqualTo(AuditEvent.Type.API_KEY_REVOKED);
        assertThat(event.actor()).isEqualTo("admin");
        assertThat(event.address()).isEqualTo("192.0.2.9");
        assertThat(event.owner()).isEqualTo("ada");
        assertThat(event.details()).containsEntry("reason", "leaked in a log");
        assertThat(node.audit.last()).isEqualTo(event);
    }

    /** For each kind of change: it does not take place, is not told to the sink, and is not there on another node. */
    @Test
    void aChangeWhoseRowCannotBeWrittenDoesNotTakePlace() {
        node.userWithPassword("ada", "viewer");
        String key = node.key("ada").key().id();
        String other = node.key("ada").key().id();
        String client = done(node.auth.clients().create(ClientRequest.of("project", "one"), ADMIN))
                .client()
                .id();
        node.login("ada");
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("create key", () -> node.key("ada"));
        changes.put(
                "disable key",
                () -> node.auth
                        .apiKeys()
                        .update(key, KeyUpdate.nothing().enabled(false), ADMIN)
                        .orElseThrow());
        changes.put(
                "rotate key",
                () -> node.auth.apiKeys().rotate(other, Duration.ZERO, ADMIN).orElseThrow());
        changes.put(
                "revoke key", () -> node.auth.apiKeys().revoke(key, "x", ADMIN).orElseThrow());
        changes.put("end sessions", () -> node.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADMIN));
        changes.put("create user", () -> node.user("bob"));
        changes.put(
                "change user",
                () -> node.auth.users().setRoles("ada", Set.of(), ADMIN).orElseThrow());
        changes.put(
                "disable user", () -> node.auth.users().disable("ada", ADMIN).orElseThrow());
        changes.put(
                "create client",
                () -> node.auth
                        .clients()
                        .create(ClientRequest.of("project", "two"), ADMIN)
                        .orElseThrow());
        changes.put(
                "rotate client",
                () -> node.auth
                        .clients()
                        .rotateSecret(client, Duration.ZERO, ADMIN)
                        .orElseThrow());
        changes.put(
                "delete client", () -> node.auth.clients().delete(client, ADMIN).orElseThrow());
        changes.put("rotate signing key", () -> node.auth.signingKeys().rotateNow());
        List<AuditEvent.Type> before = changesKept();
        int told = node.audit.events().size();

        changes.forEach((name, change) -> {
            failAt("auditLog.insert", name, change);
            assertThat(changesKept()).as(name).isEqualTo(before);
            assertThat(node.audit.events()).as(name).hasSize(told);
        });

        assertThat(node.auth.apiKeys().list("ada")).hasSize(2).allSatisfy(kept -> {
            assertThat(kept.disabledAt()).isNull();
            assertThat(kept.revokedAt()).isNull();
        });
        assertThat(node.auth.sessions().list("ada")).hasSize(1);
        assertThat(node.auth.users().findById("bob")).isEmpty();
        assertThat(node.auth.users().findById("ada").orElseThrow())
                .satisfies(ada -> assertThat(ada.enabled()).isTrue())
                .satisfies(ada -> assertThat(ada.roles()).containsExactly("viewer"));
        assertThat(node.auth.clients().list()).hasSize(1);
        assertThat(backend.signingKeys().findAll()).hasSize(1);
        changes.values().forEach(Runnable::run);
        assertThat(changesKept()).as("without the fault they all do").hasSizeGreaterThan(before.size() + 10);
    }

    /** Fails one call after the other, until it is one of that name. */
    private void failAt(String call, String name, Runnable change) {
        for (int n = 1; n < 50; n++) {
            node.stores.forget();
            node.stores.failAtCall(n);
            try {
                change.run();
            } catch (RuntimeException e) {
                List<String> calls = node.stores.calls();
                if (calls.get(n - 1).equals(call)) {
                    return;
                }
                continue;
            } finally {
                node.stores.failAtCall(0);
            }
            break;
        }
        throw new AssertionError(
                name + " goes through without " + call + ", or swallows its failure: " + node.stores.calls());
    }

    @Test
    void theSinkIsToldAfterTheCommitAndItsFailureHarmsNothing() {
        List<Integer> keysSeen = new ArrayList<>();
        Stores stores = InMemoryStores.create();
        try (Node other = Node.over(
                WatchedStores.over(stores),
                settings -> settings.auditSink(event -> {
                    if (event.type() == AuditEvent.Type.API_KEY_CREATED) {
                        keysSeen.add(readElsewhere(stores));
                        throw new IllegalStateException("The sink is full");
                    }
                }))) {
            other.user("ada");
            other.key("ada");
            assertThat(keysSeen).as("another thread sees the key by then").containsExactly(1);
            assertThat(kept(stores)).contains(AuditEvent.Type.API_KEY_CREATED);
        }
    }

    private static int readElsewhere(Stores stores) {
        List<Integer> seen = new ArrayList<>();
        Thread reader =
                new Thread(() -> seen.add(stores.apiKeys().findByOwner("ada").size()));
        reader.start();
        try {
            reader.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return seen.get(0);
    }

    @Test
    void aFailedLoginWaitsForNoStoreAndIsKeptAMomentLater() {
        node.userWithPassword("ada");
        node.stores.forget();
        node.tryLogin("ada", WRONG);
        assertThat(node.stores.calls()).doesNotContain("auditLog.insert");
        node.close();
        assertThat(kept(backend)).contains(AuditEvent.Type.LOGIN_FAILED);
    }

    @Test
    void aFloodOfFailedLoginsIsCountedAndHidesNothingElse() {
        node.userWithPassword("ada");
        node.userWithPassword("bob");
        for (int i = 0; i < 14; i++) {
            node.tryLogin("nobody " + i, WRONG);
        }
        node.login("bob");
        node.close();

        assertThat(kept(backend))
                .filteredOn(AuditEvent.Type.LOGIN_FAILED::equals)
                .as("ten minutes' worth")
                .hasSize(10);
        assertThat(kept(backend)).contains(AuditEvent.Type.LOGIN_SUCCEEDED);
        assertThat(node.auth
                        .auditLog()
                        .find(AuditQuery.newest().withTypes(AuditEvent.Type.NOTICES_LEFT_OUT))
                        .events())
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("type", "LOGIN_FAILED")
                        .containsEntry("count", "4"));
        assertThat(node.audit.types())
                .as("the sink is told of each")
                .filteredOn(AuditEvent.Type.LOGIN_FAILED::equals)
                .hasSize(14);
    }

    @Test
    void theReuseOfARefreshTokenIsKeptBeforeItIsRefused() {
        node.userWithPassword("ada");
        Secret spent = Objects.requireNonNull(node.login("ada").refreshToken());
        done(node.auth.logins().refresh(spent, Node.origin(null)));
        node.clock.advance(Duration.ofMinutes(1));
        Outcome<?> unused = node.auth.logins().refresh(spent, Node.origin(null));
        assertThat(kept(backend))
                .contains(AuditEvent.Type.REFRESH_TOKEN_REUSED)
                .doesNotContain(AuditEvent.Type.TOKEN_REFRESHED);
    }

    @Test
    void policyNamesWhatIsOutOfRange() {
        assertThatThrownBy(() -> AuditPolicy.defaults().withRetention(Duration.ofHours(23)))
                .hasMessage("retention is 1 day to 10 years, not PT23H");
        assertThatThrownBy(() -> AuditPolicy.defaults().withNoticesPerMinute(0))
                .hasMessage("noticesPerMinute is 1 to 10000, not 0");
        assertThatThrownBy(() -> AuditQuery.newest().withLimit(1_001))
                .hasMessage("An audit query's limit is 1 to 1000, not 1001");
    }
}
