package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lives of what a key opens, and the record of its logins. */
class KeyLoginTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Node node = Node.create();
    private final NewApiKey key = keyOfAda();

    private NewApiKey keyOfAda() {
        node.user("ada", "analyst");
        return node.key("ada");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private NewApiKey ending(Instant end) {
        return node.key("ada", KeyRequest.named("brief").withExpiresAt(end));
    }

    private Session session() {
        List<Session> sessions = node.auth.sessions().list("ada");
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }

    @Test
    void sessionSaysWhereItCameFrom() {
        Login login = node.keyLogin(key.secret(), "a");
        Session session = session();
        assertThat(session.id()).isEqualTo(login.sessionId());
        assertThat(session.credentialId()).isEqualTo(key.key().id());
        assertThat(session.address()).isEqualTo(ADDRESS);
        assertThat(session.expiresAt()).isEqualTo(login.expiresAt());
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        node.clock.instant(),
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        "ada",
                        "ada",
                        session.id(),
                        ADDRESS,
                        Map.of("api_key", key.key().id())));
    }

    @Test
    void badKeyIsRecordedAndOneThatWasNotLookedAtIsNot() {
        try (Node strict = Node.create(settings -> settings.failuresPerAddress("2/hour"))) {
            refusal(strict.tryKeyLogin(Secret.of("nonsense"), null));
            assertThat(strict.audit.last())
                    .isEqualTo(new Actor(null, ADDRESS)
                            .event(
                                    strict.clock.instant(),
                                    AuditEvent.Type.LOGIN_FAILED,
                                    null,
                                    null,
                                    Map.of("method", "api_key")));
            Refusal last = refusal(strict.tryKeyLogin(Secret.of("nonsense 0"), null));
            int recorded = 0;
            for (int i = 1; i < 30; i++) {
                recorded = strict.audit.events().size();
                last = refusal(strict.tryKeyLogin(Secret.of("nonsense " + i), null));
            }
            assertThat(last.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(strict.audit.events()).hasSize(recorded);
        }
    }

    /** Tokens count in whole seconds, so a new one always has its whole life. */
    @Test
    void fractionOfASecondShortensNoLife() {
        node.clock.advance(Duration.ofMillis(700));
        Login login = node.keyLogin(key.secret(), "a");
        assertThat(login.expiresIn()).isEqualTo(HOUR);
        assertThat(login.expiresAt())
                .isEqualTo(node.clock.instant().minusMillis(700).plus(HOUR));
    }

    @Test
    void keyWithOneSecondLeftOpensASessionOfThatSecond() {
        Instant end = node.clock.instant().plusSeconds(1);
        Login login = node.keyLogin(ending(end).secret(), "a");
        assertThat(login.expiresAt()).isEqualTo(end);
        assertThat(login.expiresIn()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keyWhoseLastSecondBeginsDuringTheLoginGetsATokenOfASecond() {
        Instant start = node.clock.instant();
        NewApiKey brief = ending(start.plusMillis(1_500));
        node.stores.afterNext("sessions.findByLabel", () -> node.clock.advance(Duration.ofMillis(700)));
        Login login = node.keyLogin(brief.secret(), "a");
        assertThat(login.expiresAt()).isEqualTo(start.plusSeconds(1));
    }

    @Test
    void tokenThatEndsWithItsKeyIsGivenAgain() {
        NewApiKey brief = ending(node.clock.instant().plusSeconds(600));
        Login first = node.keyLogin(brief.secret(), "a");
        node.clock.advance(Duration.ofSeconds(100));
        assertThat(node.keyLogin(brief.secret(), "a").accessToken()).isEqualTo(first.accessToken());
    }

    @Test
    void sessionLivesAsLongAsTheLastOfItsTokens() {
        Login first = node.keyLogin(key.secret(), "a");
        node.clock.advance(HOUR.minusSeconds(30));
        Login second = node.keyLogin(key.secret(), "a");
        assertThat(second.expiresAt()).isAfter(first.expiresAt());
        assertThat(session().expiresAt()).isEqualTo(second.expiresAt());

        Instant end = node.clock.instant().plusSeconds(600);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().expiresAt(end), Actor.application()));
        Login brief = node.keyLogin(key.secret(), "a");
        assertThat(brief.expiresAt()).isEqualTo(end);
        assertThat(session().expiresAt()).as("the longer one is out there").isEqualTo(second.expiresAt());
    }

    /** Else the login would hand out a token that is refused. */
    @Test
    void tokenOfAClockThatWasAheadIsReplaced() {
        node.clock.advance(HOUR);
        Login ahead = node.keyLogin(key.secret(), "a");
        node.clock.advance(Duration.ofMinutes(-2));
        assertThat(node.accepts(ahead.accessToken())).isFalse();
        Login login = node.keyLogin(key.secret(), "a");
        assertThat(login.accessToken()).isNotEqualTo(ahead.accessToken());
        assertThat(node.accepts(login.accessToken())).isTrue();
    }

    @Test
    void rememberedTokenThatNobodyCanOpenIsLogged() {
        node.keyLogin(key.secret(), "a");
        node.stores
                .stores()
                .sessions()
                .extend(session().extended(session().expiresAt(), Sealed.of("v1.0000000000.AAAA")));
        try (LogLines log = LogLines.of(KeyLogins.class)) {
            node.keyLogin(key.secret(), "a");
            assertThat(log.lines()).containsExactly("A token cannot be made again, a new one takes its place");
        }
    }

    @Test
    void labelOfPrintableTextIsTakenAsItIs() {
        Login login = node.keyLogin(key.secret(), "ä €😀");
        assertThat(node.auth.sessions().find(login.sessionId()).orElseThrow().label())
                .isEqualTo("ä €😀");
    }
}
