package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The locks that sessions wait for, what they make known to other nodes, and how far each method reaches. */
class SessionChangesTest {
    private static final Actor ADA = new Actor("ada", "192.0.2.1");

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private final List<String> locks = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Sessions sessions = sessions("app");
    private final Sessions elsewhere = sessions("other app");

    @Test
    void openingASessionWaitsForTheLockOfItsOwner() {
        open(sessions, "one", "ada", null);
        assertThat(locks).containsExactly("sessions:ada");
        sessions.openLabelled("bob", "key", "label", live -> session("two", "bob", "key", "label"));
        assertThat(locks).containsExactly("sessions:ada", "sessions:bob");
    }

    @Test
    void endingAllOfAnOwnerStopsLoginsThatAreUnderWay() {
        open(sessions, "one", "ada", null);
        assertThat(sessions.endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1);
        assertThat(changes).containsExactly(Change.owner("ada"), Change.session("one"));
        changes.clear();
        assertThat(sessions.endEverywhere("ada", AuditEvent.Type.SESSION_ENDED, ADA))
                .isZero();
        assertThat(changes).containsExactly(Change.owner("ada"));
    }

    @Test
    void endingAllOfAKeyLetsItsOwnersLoginsGoOn() {
        open(sessions, "one", "ada", "key");
        assertThat(sessions.endByCredential("key", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1);
        assertThat(changes).containsExactly(Change.session("one"));
    }

    @Test
    void endingEverywhereReachesOtherApplicationsAndEndingHereDoesNot() {
        open(sessions, "here", "ada", null);
        open(elsewhere, "there", "ada", null);
        assertThat(sessions.find("there")).isEmpty();
        assertThat(sessions.findOurs("there")).isEmpty();
        assertThat(sessions.findOurs("here")).isPresent();
        List<Session> both = stores.sessions().findByOwner("ada", 9);
        assertThat(both).hasSize(2);
        assertThat(sessions.end(both, AuditEvent.Type.SESSION_ENDED, ADA)).isEqualTo(1);
        assertThat(elsewhere.find("there")).isPresent();
        assertThat(sessions.endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADA))
                .isZero();
        assertThat(elsewhere.find("there")).isPresent();
        assertThat(sessions.endEverywhere("ada", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1);
        assertThat(elsewhere.find("there")).isEmpty();
    }

    @Test
    void sessionThatLostAMethodIsReadAnewEverywhere() {
        open(sessions, "one", "ada", null);
        Session without = session("two", "ada", null, null).withAmr(List.of("otp"));
        sessions.open(without);
        locks.clear();
        sessions.forgetMethod("ada", "pwd");
        assertThat(locks).containsExactly("sessions:ada");
        assertThat(changes).containsExactly(Change.session("one"));
        assertThat(sessions.find("one").orElseThrow().amr()).isEmpty();
        assertThat(sessions.find("two").orElseThrow().amr()).containsExactly("otp");
    }

    @Test
    void endingTheOthersSparesTheOneThatIsKeptAndThoseOfKeys() {
        open(sessions, "kept", "ada", null);
        open(sessions, "other", "ada", null);
        open(sessions, "of key", "ada", "key");
        assertThat(sessions.endOthers("ada", "kept", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1);
        assertThat(ids(sessions.list("ada"))).containsExactlyInAnyOrder("kept", "of key");
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.endOthers("ada", null, AuditEvent.Type.SESSION_ENDED, ADA))
                .as("expired ones do not count")
                .isZero();
    }

    @Test
    void listOfAPersonHasNoSessionsOfKeys() {
        open(sessions, "own", "ada", null);
        open(sessions, "of key", "ada", "key");
        open(elsewhere, "there", "ada", null);
        assertThat(ids(sessions.listOfPerson("ada"))).containsExactly("own");
    }

    @Test
    void keyThatStopsTakesItsSessionsAlong() {
        open(sessions, "one", "ada", "key");
        open(sessions, "two", "ada", "key");
        open(sessions, "three", "ada", "key 2");
        sessions.dropByCredential("key");
        assertThat(ids(sessions.list("ada"))).containsExactly("three");
    }

    @Test
    void callerIsInASessionWhileItLives() {
        open(sessions, "one", "ada", null);
        assertThat(sessions.isIn(caller("one"))).isTrue();
        assertThat(sessions.isIn(caller("two"))).isFalse();
        assertThat(sessions.isIn(caller(null))).isFalse();
        assertThat(elsewhere.isIn(caller("one"))).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.isIn(caller("one"))).isFalse();
    }

    @Test
    void personWhoHasMoreThanThisLoginEndsNoSessionButIt() {
        open(sessions, "one", "ada", null);
        open(sessions, "two", "ada", null);
        OwnSessions own = new OwnSessions(sessions, caller -> false);
        assertThat(own.end(caller("one"), "two", "192.0.2.1").toString()).contains("This login has less than you have");
        assertThat(own.endAll(caller("one"), "192.0.2.1").toString()).contains("This login has less than you have");
        assertThat(sessions.list("ada")).hasSize(2);
        assertThat(own.end(caller("one"), "one", "192.0.2.1")).isEqualTo(Outcome.done(1));
        assertThat(ids(sessions.list("ada"))).containsExactly("two");
    }

    @Test
    void policyTakesItsBounds() {
        assertThat(new SessionPolicy(1, 10_000)).isEqualTo(new SessionPolicy(1, SessionPolicy.MAX));
        assertThat(new SessionPolicy(10_000, 1).maxPerOwner()).isEqualTo(10_000);
        assertThat(SessionPolicy.defaults()).isEqualTo(new SessionPolicy(100, 1_000));
    }

    /** As of stores that others wrote, which need not have the quicker ways. */
    @Test
    void storeWithoutQuickerWaysFindsTheSameSessionsOfAKey() {
        SessionStore backend = stores.sessions();
        SessionStore plain = (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : method.invoke(backend, arguments));
        for (String id : List.of("one", "two", "three")) {
            open(sessions, id, "ada", "key");
            open(elsewhere, "not " + id, "ada", "key");
            open(sessions, "own " + id, "ada", null);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(ids(plain.findByCredential("key", "app", 2))).containsExactly("three", "two");
        assertThat(ids(plain.findByCredential("key", "app", 9)))
                .isEqualTo(ids(backend.findByCredential("key", "app", 9)));
        assertThat(plain.statesByOwner("ada", 9)).hasSize(9).isEqualTo(backend.statesByOwner("ada", 9));
        assertThat(plain.statesByOwner("ada", "app", 4)).isEqualTo(backend.statesByOwner("ada", "app", 4));
        assertThat(plain.statesWithoutCredential("ada", 2)).hasSize(2);
        assertThat(plain.statesByCredential("key", "app", 2))
                .extracting(Session.State::id)
                .containsExactly("three", "two");
        assertThat(plain.idsByCredential("key", 5)).containsExactly("one");
        assertThat(plain.idsWithoutCredential("ada", "app", 1)).containsExactly("own two", "own one");
    }

    private void open(Sessions in, String id, String owner, @Nullable String key) {
        in.open(session(id, owner, key, key == null ? null : "label of " + id));
    }

    private Session session(String id, String owner, @Nullable String key, @Nullable String label) {
        Instant now = clock.instant();
        return Session.of(id, owner, now, now.plus(Duration.ofHours(1)))
                .withCredential(key, label)
                .withAmr(List.of("pwd"));
    }

    private Caller caller(@Nullable String session) {
        return new Caller(
                "ada",
                CallerKind.USER,
                null,
                ScopeSet.none(),
                Set.of(),
                session,
                null,
                clock.instant(),
                List.of(),
                null,
                Map.of());
    }

    private static List<String> ids(List<Session> sessions) {
        return sessions.stream().map(Session::id).toList();
    }

    private Sessions sessions(String audience) {
        return new Sessions(
                stores.sessions(),
                SessionPolicy.defaults(),
                audience,
                new Environment(new Noted(), audit, clock, new SecureRandom()));
    }

    /** The transactions of the stores, whose locks and changes are noted. */
    private final class Noted implements Transactions {
        @Override
        public <T> T inTransaction(Function<Transaction, T> work) {
            return stores.inTransaction(transaction -> work.apply(new Transaction() {
                @Override
                public void lock(String name) {
                    locks.add(name);
                    transaction.lock(name);
                }

                @Override
                public void changed(Change change) {
                    changes.add(change);
                    transaction.changed(change);
                }
            }));
        }

        @Override
        public Instant now() {
            return stores.now();
        }
    }
}
