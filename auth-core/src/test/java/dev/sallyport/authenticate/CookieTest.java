package dev.sallyport.authenticate;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookiePolicy;
import dev.sallyport.session.BrowserCookies;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a browser's cookie to its caller, and what several cookies of one name lead to. */
class CookieTest {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LIFETIME = Duration.ofHours(8);

    private final PlainUsers users = new PlainUsers().with("ada", "analyst").with("vic", "viewer");
    private final Node node = Node.create(
            settings -> settings.userDirectory(users).cookies(any -> new BrowserCookiePolicy(IDLE, LIFETIME)));

    @AfterEach
    void close() {
        node.close();
    }

    private Secret login(String name) {
        return login(node, name, PlainUsers.RIGHT);
    }

    private static Secret login(Node at, String name, Secret password) {
        Outcome<CookieLogin> login =
                at.auth.logins().withCookie(new PasswordLogin(name, password, null, null, origin(null)));
        return done(login).value();
    }

    private static String madeUp(int number) {
        return String.format("%043d", number);
    }

    private AuthenticationResult authenticate(String... values) {
        return node.auth.authenticateCookies(
                BrowserCookies.Kind.LOGIN, Stream.of(values).map(Secret::of).toList(), ClientAddress.of(ADDRESS));
    }

    private static Caller accepted(AuthenticationResult answer) {
        assertThat(answer).isInstanceOf(AuthenticationResult.Accepted.class);
        return ((AuthenticationResult.Accepted) answer).caller();
    }

    private static Refusal.Cause refused(AuthenticationResult answer) {
        assertThat(answer).isInstanceOf(AuthenticationResult.Refused.class);
        return ((AuthenticationResult.Refused) answer).refusal().cause();
    }

    @Test
    void callerIsWhoLoggedInWithAllThatTheyHave() {
        users.with(users.get("ada").withTenant("acme"));
        Secret cookie = login("ada");
        String session = node.auth.sessions().list("ada").get(0).id();
        assertThat(node.auth.authenticateCookie(cookie.reveal(), ADDRESS))
                .isEqualTo(new AuthenticationResult.Accepted(
                        new Caller(
                                "ada",
                                CallerKind.USER,
                                "acme",
                                ScopeSet.of("reports:read", "reports:generate"),
                                Set.of("analyst"),
                                session,
                                null,
                                node.clock.instant(),
                                List.of("pwd"),
                                node.clock.instant().plus(LIFETIME),
                                Map.of()),
                        null));
    }

    /** As after a back-up of half of the tables. */
    @Test
    void cookieOfAnotherOwnerThanItsSessionIsRefused() {
        login("ada");
        String session = node.auth.sessions().list("ada").get(0).id();
        Instant end = node.clock.instant().plus(LIFETIME);
        String audience = node.auth.tokenPolicy().audience();
        for (String owner : List.of("ada", "vic")) {
            String value = madeUp(owner.length() + owner.charAt(0));
            node.stores
                    .stores()
                    .browserCookies()
                    .insert(new BrowserCookie(SecretDigest.of(value), owner, session, end, end, audience));
            assertThat(authenticate(value) instanceof AuthenticationResult.Accepted)
                    .as(owner)
                    .isEqualTo(owner.equals("ada"));
        }
    }

    @Test
    void recognisedCookieAsksNoStore() {
        String cookie = login("ada").reveal();
        Caller first = accepted(authenticate(cookie));
        node.stores.forget();
        for (int i = 0; i < 10; i++) {
            assertThat(accepted(authenticate(cookie))).isSameAs(first);
        }
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void whatCountsInAHeaderDoesNotCountInACookieAndTheOtherWayRound() {
        Secret cookie = login("ada");
        Secret key = node.key("ada").secret();
        accepted(authenticate(cookie.reveal()));
        node.accepted(key);
        assertThat(node.refused(cookie)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(refused(authenticate(key.reveal()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(key)).isTrue();
        accepted(authenticate(cookie.reveal()));
    }

    @Test
    void lastGenuineOneOfSeveralCounts() {
        String ada = login("ada").reveal();
        String vic = login("vic").reveal();
        assertThat(accepted(authenticate(ada, vic)).id()).isEqualTo("vic");
        assertThat(accepted(authenticate(vic, ada)).id()).isEqualTo("ada");
        assertThat(accepted(authenticate(vic, ada, madeUp(1), madeUp(2))).id()).isEqualTo("ada");
        assertThat(accepted(authenticate(vic, ada, madeUp(1), madeUp(2))).id())
                .as("recognised behind what is known to be none")
                .isEqualTo("ada");
    }

    @Test
    void unknownGenuineOneIsFoundBehindMadeUpOnes() {
        String ada = login("ada").reveal();
        assertThat(accepted(authenticate(madeUp(1), ada, madeUp(2))).id()).isEqualTo("ada");
    }

    @Test
    void moreThanEightAreNotLookedAt() {
        List<String> eight = Collections.nCopies(8, madeUp(1));
        assertThat(refused(node.auth.authenticateCookies(
                        BrowserCookies.Kind.LOGIN,
                        eight.stream().map(Secret::of).toList(),
                        ClientAddress.of(ADDRESS))))
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.auth.authenticateCookies(
                        BrowserCookies.Kind.LOGIN,
                        Collections.nCopies(9, Secret.of(madeUp(1))),
                        ClientAddress.of(ADDRESS)))
                .withMessage("At most 8 cookies, not 9");
        assertThat(refused(authenticate())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void whatIsTooLongIsRefusedUnseen() {
        assertThat(refused(node.auth.authenticateCookie("x".repeat(100_000), ADDRESS)))
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.stores.calls()).doesNotContain("browserCookies.find");
    }

    /** A browser sends it with each request for as long as it is set. */
    @Test
    void cookieThatIsNoneCostsOneReadAMinuteAndIsOneFailure() {
        try (Node strict = Node.create(settings -> settings.userDirectory(users).failuresPerAddress("3/hour"))) {
            strict.stores.forget();
            for (int i = 0; i < 100; i++) {
                assertThat(refused(strict.auth.authenticateCookie(madeUp(1), ADDRESS)))
                        .isEqualTo(Refusal.Cause.INVALID_TOKEN);
            }
            assertThat(strict.stores.calls()).containsOnlyOnce("browserCookies.find");
            strict.clock.advance(Duration.ofMillis(59_999));
            refused(strict.auth.authenticateCookie(madeUp(1), ADDRESS));
            assertThat(strict.stores.calls()).containsOnlyOnce("browserCookies.find");
            strict.clock.advance(Duration.ofMillis(1));
            refused(strict.auth.authenticateCookie(madeUp(1), ADDRESS));
            assertThat(strict.stores.calls())
                    .filteredOn("browserCookies.find"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void severalMadeUpOnesInARequestAreOneFailure() {
        try (Node strict = Node.create(settings -> settings.userDirectory(users).failuresPerAddress("2/hour"))) {
            assertThat(refused(strict.auth.authenticateCookies(
                            BrowserCookies.Kind.LOGIN,
                            Stream.of(madeUp(1), madeUp(2), madeUp(3))
                                    .map(Secret::of)
                                    .toList(),
                            ClientAddress.of(ADDRESS))))
                    .isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(strict.accepts(strict.key("ada").secret()))
                    .as("the door is open")
                    .isTrue();
            for (int i = 4; i < 20; i++) {
                refused(strict.auth.authenticateCookie(madeUp(i), ADDRESS));
            }
            assertThat(refused(strict.auth.authenticateCookie(madeUp(20), ADDRESS)))
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
    }

    @Test
    void recognisedCookieIsServedThoughItsAddressIsClosedAndAlsoWhenItIsReadAgain() {
        try (Node strict = Node.create(settings -> settings.userDirectory(users).failuresPerAddress("3/hour"))) {
            String cookie = login(strict, "ada", PlainUsers.RIGHT).reveal();
            accepted(strict.auth.authenticateCookie(cookie, ADDRESS));
            for (int i = 0; i < 30; i++) {
                refused(strict.auth.authenticateCookie(madeUp(i), ADDRESS));
            }
            accepted(strict.auth.authenticateCookie(cookie, ADDRESS));
            strict.clock.advance(Duration.ofMinutes(2));
            accepted(strict.auth.authenticateCookie(cookie, ADDRESS));
        }
    }

    @Test
    void cookieThatEndedMakesWayForTheOneBeforeIt() {
        String ada = login("ada").reveal();
        String vic = login("vic").reveal();
        assertThat(accepted(authenticate(ada, vic)).id()).isEqualTo("vic");
        node.auth.sessions().endByOwner("vic", AuditEvent.Type.SESSION_ENDED, Actor.application());
        assertThat(accepted(authenticate(ada, vic)).id()).isEqualTo("ada");
        assertThat(refused(authenticate(vic))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void storeThatCannotBeAskedIsNoReasonToTakeTheCookieBefore() {
        String ada = login("ada").reveal();
        String vic = login("vic").reveal();
        node.stores.setDown(true);
        assertThat(refused(authenticate(ada, vic))).isEqualTo(Refusal.Cause.UNAVAILABLE);
        node.stores.setDown(false);
        node.stores.failAtCall(1);
        assertThat(refused(authenticate(ada, vic)))
                .as("the one before could be read")
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
        assertThat(accepted(authenticate(ada, vic)).id()).isEqualTo("vic");
    }

    @Test
    void cookieThatWaitsForItsSecondFactorSaysSo() {
        done(node.auth
                .secondFactors()
                .importSeed(users.get("vic"), Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"), Actor.application()));
        String ada = login("ada").reveal();
        String waiting = login("vic").reveal();
        assertThat(refused(authenticate(waiting))).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        assertThat(refused(authenticate(madeUp(1), waiting, madeUp(2)))).isEqualTo(Refusal.Cause.MFA_REQUIRED);
        assertThat(accepted(authenticate(ada, waiting)).id())
                .as("who is logged in as somebody else goes on")
                .isEqualTo("ada");
    }

    @Test
    void idleTimeMovesOnWithUseAndEndsWithout() {
        String cookie = login("ada").reveal();
        for (int i = 0; i < 4; i++) {
            node.clock.advance(IDLE.minusMinutes(1));
            accepted(authenticate(cookie));
        }
        node.clock.advance(IDLE);
        assertThat(refused(authenticate(cookie))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void idleTimeEndsToTheMillisecondThoughItIsRecognised() {
        try (Node brief = Node.create(settings -> settings.userDirectory(users)
                .cookies(any -> new BrowserCookiePolicy(Duration.ofMinutes(1), LIFETIME)))) {
            String cookie = login(brief, "ada", PlainUsers.RIGHT).reveal();
            brief.clock.advance(Duration.ofSeconds(40));
            accepted(brief.auth.authenticateCookie(cookie, ADDRESS));
            brief.clock.advance(Duration.ofMillis(19_999));
            accepted(brief.auth.authenticateCookie(cookie, ADDRESS));
            brief.clock.advance(Duration.ofMillis(1));
            assertThat(refused(brief.auth.authenticateCookie(cookie, ADDRESS))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void loginEndsAfterItsLifetimeHoweverItIsUsed() {
        String cookie = login("ada").reveal();
        for (Duration gone = Duration.ZERO; gone.compareTo(LIFETIME) < 0; gone = gone.plusMinutes(20)) {
            accepted(authenticate(cookie));
            node.clock.advance(Duration.ofMinutes(20));
        }
        assertThat(refused(authenticate(cookie))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void ownerOfADirectoryIsAskedForAgainAfterHalfAMinute() {
        String cookie = login("ada").reveal();
        accepted(authenticate(cookie));
        users.with(users.get("ada").withRoles(Set.of("viewer")));
        node.clock.advance(Duration.ofMillis(29_999));
        assertThat(accepted(authenticate(cookie)).roles()).containsExactly("analyst");
        node.clock.advance(Duration.ofMillis(1));
        assertThat(accepted(authenticate(cookie)).roles()).containsExactly("viewer");
        users.with(users.get("ada").withEnabled(false));
        node.clock.advance(Duration.ofSeconds(30));
        assertThat(refused(authenticate(cookie))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void cookieIsReadAgainAfterAMinuteWhereEveryChangeIsKnown() {
        try (Node own = Node.create()) {
            own.userWithPassword("ada", "analyst");
            String cookie = login(own, "ada", Node.PASSWORD).reveal();
            accepted(own.auth.authenticateCookie(cookie, ADDRESS));
            own.stores.forget();
            own.clock.advance(Duration.ofMillis(59_999));
            accepted(own.auth.authenticateCookie(cookie, ADDRESS));
            assertThat(own.stores.calls()).isEmpty();
            own.clock.advance(Duration.ofMillis(1));
            accepted(own.auth.authenticateCookie(cookie, ADDRESS));
            assertThat(own.stores.calls()).contains("browserCookies.find");
            done(own.auth.users().disable("ada", Actor.application()));
            assertThat(refused(own.auth.authenticateCookie(cookie, ADDRESS))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            done(own.auth.users().enable("ada", Actor.application()));
            accepted(own.auth.authenticateCookie(cookie, ADDRESS));
        }
    }
}
