package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserCookiesTest {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Actor ADA = new Actor("ada", "192.0.2.1");

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private final Sessions sessions = sessions("app");
    private final BrowserCookies cookies = cookies(sessions);

    @Test
    void cookieOpensItsSession() {
        Session session = session("ada");
        String value = cookies.open(session).reveal();
        assertThat(value).matches("[A-Za-z0-9_-]{43}");
        BrowserCookie cookie = cookies.find(Secret.of(value)).orElseThrow();
        assertThat(cookie.sessionId()).isEqualTo(session.id());
        assertThat(cookie.ownerId()).isEqualTo("ada");
        assertThat(sessions.find(session.id())).isPresent();
        assertThat(cookies.policy()).isEqualTo(new BrowserCookiePolicy(IDLE, LIFETIME));
    }

    @Test
    void valuesDoNotRepeat() {
        assertThat(cookies.open(session("ada"))).isNotEqualTo(cookies.open(session("ada")));
    }

    @Test
    void whatIsNoCookieOfThisApplicationIsNotFound() {
        String value = cookies.open(session("ada")).reveal();
        String altered = (value.startsWith("A") ? "B" : "A") + value.substring(1);
        for (String text : List.of("", value + "A", value.substring(1), altered)) {
            assertThat(cookies.find(Secret.of(text))).as(text).isEmpty();
        }
        assertThat(cookies(sessions("other app")).find(Secret.of(value))).isEmpty();
    }

    @Test
    void unusedCookieCountsUntilExactlyTheEndOfItsIdleTime() {
        String value = cookies.open(session("ada")).reveal();
        clock.advance(IDLE.minus(MILLI));
        assertThat(cookies.find(Secret.of(value))).isPresent();
        clock.advance(MILLI);
        assertThat(cookies.find(Secret.of(value))).isEmpty();
    }

    @Test
    void usedCookieCountsUntilExactlyTheEndOfItsSession() {
        String value = cookies.open(session("ada")).reveal();
        Instant end = clock.instant().plus(LIFETIME);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(20));
            cookies.used(cookies.find(Secret.of(value)).orElseThrow());
        }
        clock.set(end.minus(MILLI));
        BrowserCookie cookie = cookies.find(Secret.of(value)).orElseThrow();
        assertThat(cookie.idleUntil()).isEqualTo(end);
        assertThat(cookies.used(cookie)).isEqualTo(end);
        clock.set(end);
        assertThat(cookies.find(Secret.of(value))).isEmpty();
        assertThat(cookie.touched(end.plusSeconds(60)).isLiveAt(end)).isFalse();
        assertThat(cookie.touched(end.minusSeconds(60)).isLiveAt(end.minusSeconds(60)))
                .isFalse();
    }

    @Test
    void sessionThatIsShorterThanTheIdleTimeEndsItsCookie() {
        Session brief = session("ada", Duration.ofMinutes(5));
        String value = cookies.open(brief).reveal();
        assertThat(cookies.find(Secret.of(value)).orElseThrow().idleUntil()).isEqualTo(brief.expiresAt());
    }

    @Test
    void useIsWrittenDownOnceAMinute() {
        String value = cookies.open(session("ada")).reveal();
        BrowserCookie cookie = cookies.find(Secret.of(value)).orElseThrow();
        clock.advance(Duration.ofMinutes(1).minus(MILLI));
        assertThat(cookies.used(cookie)).isEqualTo(cookie.idleUntil());
        assertThat(cookies.find(Secret.of(value))).contains(cookie);
        clock.advance(MILLI);
        Instant later = cookie.idleUntil().plusSeconds(60);
        assertThat(cookies.used(cookie)).isEqualTo(later);
        assertThat(cookies.find(Secret.of(value))).contains(cookie.touched(later));
    }

    @Test
    void newLoginEndsWhatTheFormerCookiesOpened() {
        Session old = session("bob");
        List<Secret> former = List.of(
                cookies.open(old),
                cookies.openPending("ada", List.of(), ADA),
                Secret.of("x".repeat(43)),
                Secret.of("x"));
        Secret value = cookies.open(session("ada"), former, ADA);
        assertThat(sessions.find(old.id())).isEmpty();
        assertThat(former).allSatisfy(each -> assertThat(cookies.find(each)).isEmpty());
        assertThat(cookies.find(value)).isPresent();
        assertThat(audit.types()).containsExactly(AuditEvent.Type.SESSION_ENDED);
        assertThat(audit.last().owner()).isEqualTo("bob");
        assertThat(audit.last().actor()).isEqualTo("ada");
    }

    @Test
    void loginThatWaitsForItsSecondFactorOpensNothingAndWaitsFiveMinutes() {
        Session old = session("ada");
        Secret former = cookies.open(old);
        String value = cookies.openPending("ada", List.of(former), ADA).reveal();
        BrowserCookie pending = cookies.find(Secret.of(value)).orElseThrow();
        assertThat(pending.sessionId()).isNull();
        assertThat(pending.ownerId()).isEqualTo("ada");
        assertThat(sessions.find(old.id())).as("its browser has the new one").isEmpty();
        clock.advance(Duration.ofMinutes(5).minus(MILLI));
        assertThat(cookies.find(Secret.of(value))).isPresent();
        clock.advance(MILLI);
        assertThat(cookies.find(Secret.of(value))).isEmpty();
    }

    @Test
    void tenLoginsOfAPersonWaitAtOnce() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            values.add(cookies.openPending("ada", List.of(), ADA).reveal());
            clock.advance(MILLI);
        }
        assertThat(cookies.find(Secret.of(values.get(0)))).isEmpty();
        assertThat(values.subList(1, 11))
                .allSatisfy(value -> assertThat(cookies.find(Secret.of(value))).isPresent());
    }

    @Test
    void oneOfManyCallersDropsACookie() {
        String value = cookies.open(session("ada")).reveal();
        BrowserCookie cookie = cookies.find(Secret.of(value)).orElseThrow();
        assertThat(cookies.drop(cookie)).isTrue();
        assertThat(cookies.drop(cookie)).isFalse();
        assertThat(cookies.find(Secret.of(value))).isEmpty();
    }

    @Test
    void policyTakesItsBoundsAndNothingBeyond() {
        Duration shortest = Duration.ofMinutes(1);
        Duration longest = Duration.ofDays(400);
        assertThat(new BrowserCookiePolicy(shortest, shortest).idle()).isEqualTo(shortest);
        assertThat(new BrowserCookiePolicy(longest, longest).lifetime()).isEqualTo(longest);
        assertThat(BrowserCookiePolicy.defaults())
                .isEqualTo(new BrowserCookiePolicy(Duration.ofHours(12), Duration.ofDays(7)));
        for (List<Duration> wrong : List.of(
                List.of(shortest.minus(MILLI), longest),
                List.of(shortest.plus(MILLI), shortest),
                List.of(shortest, longest.plus(MILLI)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BrowserCookiePolicy(wrong.get(0), wrong.get(1)))
                    .withMessage("idle is PT1M to lifetime, and lifetime at most PT9600H, not " + wrong.get(0) + " and "
                            + wrong.get(1));
        }
    }

    private Session session(String owner) {
        return session(owner, LIFETIME);
    }

    private Session session(String owner, Duration lifetime) {
        Instant now = clock.instant();
        return Session.of(cookies.newSessionId(), owner, now, now.plus(lifetime))
                .withAmr(List.of("pwd"));
    }

    private Sessions sessions(String audience) {
        return new Sessions(
                stores.sessions(),
                SessionPolicy.defaults(),
                audience,
                new Environment(stores, audit, clock, new SecureRandom()));
    }

    private BrowserCookies cookies(Sessions of) {
        return new BrowserCookies(
                BrowserCookies.Kind.LOGIN,
                stores.browserCookies(),
                of,
                new BrowserCookiePolicy(IDLE, LIFETIME),
                new Environment(stores, audit, clock, new SecureRandom()));
    }
}
