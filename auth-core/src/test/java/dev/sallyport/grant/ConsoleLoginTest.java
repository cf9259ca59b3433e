package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins to the page where people manage their keys, whose cookie counts there and nowhere else. */
class ConsoleLoginTest {
    private static final Secret SEED = Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");

    private final PlainUsers users = new PlainUsers().with("ada", "analyst");
    private final InMemoryStores database = InMemoryStores.create();
    private final Node node = Node.over(WatchedStores.over(database), settings -> settings.userDirectory(users));

    @AfterEach
    void close() {
        node.close();
    }

    private static PasswordLogin login() {
        return new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null));
    }

    private Secret console() {
        return done(node.auth.logins().toConsole(login(), List.of())).value();
    }

    private boolean accepts(BrowserCookies.Kind kind, Secret value) {
        return node.auth.authenticateCookies(kind, List.of(value), ClientAddress.of(ADDRESS))
                instanceof AuthenticationResult.Accepted;
    }

    @Test
    void cookieOfOneKindIsNoneOfTheOther() {
        Secret console = console();
        Secret browser = done(node.auth.logins().withCookie(login())).value();
        assertThat(accepts(BrowserCookies.Kind.CONSOLE, console)).isTrue();
        assertThat(accepts(BrowserCookies.Kind.LOGIN, console)).isFalse();
        assertThat(accepts(BrowserCookies.Kind.LOGIN, browser)).isTrue();
        assertThat(accepts(BrowserCookies.Kind.CONSOLE, browser)).isFalse();
        assertThat(node.auth.authenticate(console.reveal(), ADDRESS)).isInstanceOf(AuthenticationResult.Refused.class);
    }

    @Test
    void otherApplicationOnTheSameDatabaseDoesNotKnowIt() {
        Secret value = console();
        try (Node other = Node.over(
                WatchedStores.over(database),
                settings -> settings.userDirectory(users)
                        .tokens(tokens -> tokens.withAudience("https://other.example.com")))) {
            assertThat(other.auth.authenticateCookies(
                            BrowserCookies.Kind.CONSOLE, List.of(value), ClientAddress.of(ADDRESS)))
                    .isInstanceOf(AuthenticationResult.Refused.class);
        }
        assertThat(accepts(BrowserCookies.Kind.CONSOLE, value)).isTrue();
    }

    @Test
    void idleTimeAndLifeAreThoseOfThePage() {
        Secret value = console();
        assertThat(node.auth.sessions().list("ada").get(0).expiresAt())
                .isEqualTo(node.clock.instant().plus(Duration.ofHours(12)));
        node.clock.advance(Duration.ofMinutes(30));
        assertThat(accepts(BrowserCookies.Kind.CONSOLE, value)).isFalse();
    }

    @Test
    void secondFactorComesWithThePasswordOrNothingIsOpened() {
        done(node.auth.secondFactors().importSeed(users.get("ada"), SEED, Actor.application()));
        assertThat(refusal(node.auth.logins().toConsole(login(), List.of())).cause())
                .isEqualTo(Refusal.Cause.MFA_REQUIRED);
        assertThat(node.auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void leakedCookieEnds() {
        Secret value = console();
        assertThat(node.auth.revocations().revoke(value, "leaked", Actor.application()))
                .isTrue();
        assertThat(accepts(BrowserCookies.Kind.CONSOLE, value)).isFalse();
    }

    @Test
    void nameIsThatOfTheLogin() {
        AuthenticationResult result = node.auth.authenticateCookies(
                BrowserCookies.Kind.CONSOLE, List.of(console()), ClientAddress.of(ADDRESS));
        assertThat(node.auth.logins().nameOf(((AuthenticationResult.Accepted) result).caller()))
                .contains("ada");
    }
}
