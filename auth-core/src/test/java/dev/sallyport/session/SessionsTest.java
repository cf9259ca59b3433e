package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Sealed;
import dev.sallyport.stores.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Actor ADA = new Actor("ada", "192.0.2.1");

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private final Sessions sessions = sessions(stores.sessions(), new SessionPolicy(3, 2));

    @Test
    void idsHave128BitsAndDoNotRepeat() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = sessions.newId();
            assertThat(id).matches("[A-Za-z0-9_-]{22}");
            ids.add(id);
        }
        assertThat(ids).hasSize(1_000);
    }

    @Test
    void oneLoginMoreThanAllowedEndsTheOldest() {
        for (String id : List.of("one", "two", "three", "four")) {
            sessions.open(session(id, "ada", null, null));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(ids(sessions.list("ada"))).containsExactly("four", "three", "two");
        assertThat(changes()).containsExactly(Change.session("one"));
    }

    @Test
    void loginsOfAPersonAndThoseOfAKeyDoNotPushEachOtherOut() {
        for (String id : List.of("p1", "p2", "p3")) {
            sessions.open(session(id, "ada", null, null));
            clock.advance(Duration.ofSeconds(1));
        }
        for (String id : List.of("k1", "k2", "k3")) {
            sessions.open(session(id, "ada", "key", id));
            clock.advance(Duration.ofSeconds(1));
        }
        sessions.open(session("o1", "ada", "other key", "k1"));
        assertThat(ids(sessions.list("ada"))).containsExactlyInAnyOrder("p1", "p2", "p3", "k2", "k3", "o1");
        assertThat(ids(sessions.listByCredential("key"))).containsExactly("k3", "k2");
    }

    @Test
    void capHoldsWhenManyLogInAtOnce() throws Exception {
        AtomicInteger next = new AtomicInteger();
        Together.run(20, () -> {
            sessions.open(session("s" + next.incrementAndGet(), "ada", null, null));
            return true;
        });
        assertThat(sessions.list("ada")).hasSize(3);
    }

    @Test
    void capReadsNoSessionsOfKeys() {
        WatchedStores watched = WatchedStores.over(stores);
        Sessions over = sessions(watched.stores().sessions(), new SessionPolicy(3, 2));
        over.open(session("person", "ada", null, null));
        assertThat(watched.calls()).containsExactly("sessions.idsWithoutCredential", "sessions.insert");
    }

    @Test
    void endsReadNoWholeSessions() {
        WatchedStores watched = WatchedStores.over(stores);
        Sessions over = sessions(watched.stores().sessions(), new SessionPolicy(3, 2));
        over.open(session("person", "ada", null, null));
        over.open(session("key", "ada", "key", "label"));
        watched.forget();
        over.forgetMethod("ada", "otp");
        over.endOthers("ada", "person", AuditEvent.Type.SESSION_ENDED, ADA);
        over.endByCredential("key", AuditEvent.Type.SESSION_ENDED, ADA);
        over.endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADA);
        over.endEverywhere("ada", AuditEvent.Type.SESSION_ENDED, ADA);
        assertThat(watched.calls())
                .containsExactly(
                        "sessions.statesWithoutCredential",
                        "sessions.statesWithoutCredential",
                        "sessions.statesByCredential",
                        "sessions.delete",
                        "sessions.statesByOwner",
                        "sessions.delete",
                        "sessions.statesByOwner");
    }

    @Test
    void capThatWasLoweredHoldsFromTheNextLoginOn() {
        Sessions generous = sessions(stores.sessions(), new SessionPolicy(20, 20));
        for (int i = 0; i < 20; i++) {
            generous.open(session("p" + i, "ada", null, null));
            generous.open(session("k" + i, "ada", "key", "label " + i));
        }
        sessions.open(session("p", "ada", null, null));
        sessions.open(session("k", "ada", "key", "label"));
        assertThat(sessions.list("ada")).hasSize(5);
        assertThat(sessions.listByCredential("key")).hasSize(2);
    }

    @Test
    void listShowsTheNewestThousandAndEndingAllEndsTheRestToo() {
        for (int i = 0; i < 2_000; i++) {
            stores.sessions().insert(session("k" + i, "ada", "key", "label " + i));
        }
        clock.advance(HOUR);
        stores.sessions().insert(session("bob's", "bob", null, null));
        for (int i = 0; i < 1_001; i++) {
            stores.sessions().insert(session("p" + i, "ada", null, null));
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(ids(sessions.list("ada")))
                .hasSize(1_000)
                .startsWith("p1000", "p999")
                .doesNotContain("p0");
        assertThat(sessions.endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADA))
                .as("expired ones do not count")
                .isEqualTo(1_001);
        assertThat(audit.events()).hasSize(1_001);
        assertThat(stores.sessions().findByOwner("ada", 1)).isEmpty();
        assertThat(sessions.list("bob")).hasSize(1);
    }

    @Test
    void endingAllOfAKeyEndsMoreThanAListShows() {
        for (int i = 0; i < 1_000; i++) {
            stores.sessions().insert(session("k" + i, "ada", "key", "label " + i));
        }
        stores.sessions().insert(session("older", "ada", "key", "label"));
        stores.sessions().insert(session("other", "ada", "other key", "label"));
        assertThat(sessions.listByCredential("key")).hasSize(1_000);
        assertThat(sessions.endByCredential("key", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1_001);
        assertThat(ids(sessions.list("ada"))).containsExactly("other");
    }

    @Test
    void sessionsOfAnotherApplicationHideNoneOfTheKeyFromItsListAndItsEnd() {
        for (int i = 0; i < 1_500; i++) {
            stores.sessions().insert(session("k" + i, "ada", "key", "label " + i));
        }
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 1_001; i++) {
            stores.sessions()
                    .insert(session("else" + i, "ada", "key", "else " + i).withAudience("other app"));
        }
        assertThat(sessions.listByCredential("key")).hasSize(1_000);
        assertThat(sessions.endByCredential("key", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(1_500);
        assertThat(stores.sessions().findByCredential("key", 9_999))
                .hasSize(1_001)
                .allMatch(left -> left.id().startsWith("else"));
    }

    @Test
    void endingTheOthersAndForgettingAMethodReachMoreThanOneApplicationCanHave() {
        for (int i = 0; i <= SessionPolicy.MAX; i++) {
            stores.sessions().insert(session("p" + i, "ada", null, null).withAudience("app " + i % 2));
        }
        sessions.forgetMethod("ada", "pwd");
        assertThat(stores.sessions().findByOwner("ada", 99_999))
                .allMatch(session -> session.amr().isEmpty());
        assertThat(sessions.endOthers("ada", "p0", AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(SessionPolicy.MAX);
        assertThat(ids(stores.sessions().findByOwner("ada", 9))).containsExactly("p0");
    }

    @Test
    void sessionIsLiveUntilExactlyItsEnd() {
        sessions.open(session("one", "ada", null, null));
        clock.advance(HOUR.minusMillis(1));
        assertThat(sessions.find("one")).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(sessions.find("one")).isEmpty();
        assertThat(sessions.list("ada")).isEmpty();
    }

    @Test
    void labelNamesOneSessionOfAKey() {
        Session first = labelled("key", "a", live -> session("one", "ada", "key", "a"));
        Session again = labelled("key", "a", live -> live.orElseThrow());
        assertThat(again).isEqualTo(first);
        Session other = labelled("key 2", "a", live -> {
            assertThat(live).as("the label of another key").isEmpty();
            return session("two", "ada", "key 2", "a");
        });
        assertThat(ids(sessions.list("ada"))).containsExactlyInAnyOrder(first.id(), other.id());
    }

    @Test
    void labelledSessionIsExtendedInPlace() {
        Session first = labelled("key", "a", live -> session("one", "ada", "key", "a"));
        Session longer = labelled(
                "key",
                "a",
                live -> live.orElseThrow().extended(first.expiresAt().plus(HOUR), Sealed.of("t2")));
        assertThat(sessions.find("one")).contains(longer);
        assertThat(changes()).as("nothing ended").isEmpty();
    }

    @Test
    void expiredLabelledSessionMakesRoomForTheNext() {
        labelled("key", "a", live -> session("one", "ada", "key", "a"));
        clock.advance(HOUR);
        labelled("key", "a", live -> {
            assertThat(live).isEmpty();
            return session("two", "ada", "key", "a");
        });
        assertThat(ids(sessions.listByCredential("key"))).containsExactly("two");
        assertThat(changes()).containsExactly(Change.session("one"));
    }

    @Test
    void endsTogetherAndRecordsEachThatWasThere() {
        sessions.open(session("one", "ada", null, null));
        sessions.open(session("two", "ada", null, null));
        List<Session> both = sessions.list("ada");
        Session gone = session("gone", "ada", null, null);
        assertThat(sessions.end(List.of(both.get(0), gone, both.get(1)), AuditEvent.Type.SESSION_ENDED, ADA))
                .isEqualTo(2);
        assertThat(changes()).containsExactlyInAnyOrder(Change.session("one"), Change.session("two"));
        assertThat(audit.events()).extracting(AuditEvent::credential).containsExactlyInAnyOrder("one", "two");
        assertThat(sessions.end(both, AuditEvent.Type.SESSION_ENDED, ADA)).isZero();
    }

    @Test
    void printingShowsNoToken() {
        assertThat(session("one", "ada", null, null)
                        .extended(clock.instant(), Sealed.of("v1.text"))
                        .toString())
                .contains("one", "ada")
                .doesNotContain("v1.text");
    }

    @Test
    void policyNamesWhatIsOutOfRange() {
        assertThatThrownBy(() -> new SessionPolicy(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxPerOwner is 1 to 10000, not 0");
        assertThatThrownBy(() -> new SessionPolicy(1, 10_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxPerCredential is 1 to 10000, not 10001");
    }

    private Session labelled(String key, String label, Function<Optional<Session>, Session> next) {
        return sessions.openLabelled("ada", key, label, next);
    }

    private Session session(String id, String owner, @Nullable String key, @Nullable String label) {
        return Session.of(id, owner, clock.instant(), clock.instant().plus(HOUR))
                .withCredential(key, label)
                .withAmr(List.of("pwd"))
                .withAudience("app");
    }

    private List<Change> changes() {
        return stores.changeLog().readAfter(0, 100).entries().stream()
                .map(ChangeLog.Entry::change)
                .toList();
    }

    private static List<String> ids(List<Session> sessions) {
        return sessions.stream().map(Session::id).toList();
    }

    private Sessions sessions(SessionStore store, SessionPolicy policy) {
        return new Sessions(store, policy, "app", new Environment(stores, audit, clock, new SecureRandom()));
    }

    @Test
    void oneSessionEndsByItsIdAndNoneOfAnotherApplication() {
        sessions.open(session("one", "ada", null, null));
        sessions.open(session("two", "ada", null, null));
        Sessions other = new Sessions(
                stores.sessions(),
                new SessionPolicy(3, 2),
                "other",
                new Environment(stores, audit, clock, new SecureRandom()));
        assertThat(other.end("one", Actor.application())).isFalse();
        assertThat(sessions.end("one", Actor.application())).isTrue();
        assertThat(sessions.end("one", Actor.application())).isFalse();
        assertThat(sessions.list("ada")).extracting(Session::id).containsExactly("two");
    }
}
