package dev.sallyport.session;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.stores.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSessionsTest {
    private static final String HERE = "192.0.2.1";

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private final Sessions sessions = new Sessions(
            stores.sessions(),
            SessionPolicy.defaults(),
            "app",
            new Environment(stores, audit, clock, new SecureRandom()));
    private final OwnSessions own = new OwnSessions(sessions, caller -> true);

    @BeforeEach
    void open() {
        open("person", "ada", null);
        open("of key", "ada", "key");
        open("of key 2", "ada", "key 2");
        open("bob's", "bob", null);
    }

    @ParameterizedTest
    @CsvSource({
        // kind, session, key, person's, of that key, of another key, another owner's
        "USER,    person, '',  DONE,      DONE,      DONE,      NOT_FOUND",
        "USER,    '',     '',  FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN",
        "API_KEY, '',     key, NOT_FOUND, DONE,      NOT_FOUND, NOT_FOUND",
        "API_KEY, of key, key, NOT_FOUND, DONE,      NOT_FOUND, NOT_FOUND",
        "API_KEY, of key, '',  FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN",
        "CLIENT,  person, '',  FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN",
        "EMBED,   person, '',  FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN",
    })
    void eachEndsWhatIsTheirs(
            CallerKind kind, String session, String key, String person, String ofKey, String other, String foreign) {
        Caller caller = caller(kind, session.isEmpty() ? null : session, key.isEmpty() ? null : key);
        assertThat(answer(own.end(caller, "person", HERE))).isEqualTo(person);
        assertThat(answer(own.end(caller, "of key", HERE))).isEqualTo(ofKey);
        assertThat(answer(own.end(caller, "of key 2", HERE))).isEqualTo(other);
        assertThat(answer(own.end(caller, "bob's", HERE))).isEqualTo(foreign);
        assertThat(sessions.find("bob's")).isPresent();
    }

    @Test
    void listShowsAPersonAllAndAKeyItsOwn() {
        assertThat(ids(own.list(caller(CallerKind.USER, "person", null))))
                .containsExactlyInAnyOrder("person", "of key", "of key 2");
        assertThat(ids(own.list(caller(CallerKind.API_KEY, null, "key")))).containsExactly("of key");
    }

    @Test
    void endAllEndsWhatListShows() {
        assertThat(own.endAll(caller(CallerKind.API_KEY, "of key", "key"), HERE))
                .isEqualTo(Outcome.done(1));
        assertThat(done(own.endAll(caller(CallerKind.USER, "person", null), HERE)))
                .isEqualTo(2);
        assertThat(sessions.list("ada")).isEmpty();
        assertThat(sessions.list("bob")).hasSize(1);
        assertThat(audit.types()).hasSize(3).containsOnly(AuditEvent.Type.SESSION_ENDED);
        assertThat(audit.last().actor()).isEqualTo("ada");
        assertThat(audit.last().address()).isEqualTo(HERE);
    }

    @Test
    void sessionThatNoListShowsCanBeEnded() {
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < Sessions.MAX_LISTED; i++) {
            stores.sessions().insert(session("newer " + i, "ada", "key", "label " + i));
        }
        Caller ada = caller(CallerKind.USER, "person", null);
        assertThat(ids(own.list(ada))).doesNotContain("person");
        assertThat(own.end(ada, "person", HERE)).isEqualTo(Outcome.done(1));
        assertThat(sessions.find("person")).isEmpty();
    }

    @Test
    void personWithoutSessionEndsNothing() {
        assertThat(answer(own.endAll(caller(CallerKind.USER, null, null), HERE)))
                .isEqualTo("FORBIDDEN");
        assertThat(sessions.list("ada")).hasSize(3);
    }

    private void open(String id, String owner, @Nullable String key) {
        sessions.open(session(id, owner, key, key == null ? null : "label"));
    }

    private Session session(String id, String owner, @Nullable String key, @Nullable String label) {
        return Session.of(id, owner, clock.instant(), clock.instant().plus(Duration.ofHours(1)))
                .withCredential(key, label)
                .withAudience("app");
    }

    private Caller caller(CallerKind kind, @Nullable String session, @Nullable String key) {
        return new Caller(
                "ada", kind, null, ScopeSet.none(), Set.of(), session, key, clock.instant(), List.of(), null, Map.of());
    }

    private static List<String> ids(Outcome<List<Session>> outcome) {
        return done(outcome).stream().map(Session::id).toList();
    }

    private static String answer(Outcome<?> outcome) {
        return outcome.fold(value -> "DONE", refusal -> refusal.cause().name());
    }
}
