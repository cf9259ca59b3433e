package dev.sallyport.servlet.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Another host of the same site can set cookies of our names for our host, as many as it likes, and a browser keeps old ones. None of
 * that keeps anybody from a page.
 */
class PlantedCookiesTest {
    private static final String LOGIN = """
            {"auth":"ada","password":"%s"}""".formatted(Site.PASSWORD);
    private static final String UNKNOWN = "semaphore=" + "A".repeat(43);
    private static final String GARBLED = "semaphore=not/a%20token!";

    private final Site site = new Site(
            "/",
            settings -> settings.failuresPerAddress("20/minute"),
            web -> web.profile(CookieSessionProfile.create()));

    @AfterEach
    void close() {
        site.close();
    }

    private String loggedIn() {
        return Site.pair(Site.setCookie(site.send("POST", "/api/auth/login", LOGIN), "semaphore"));
    }

    @Test
    void badCookieClosesNoOpenPage() {
        String expired = loggedIn();
        String revoked = loggedIn();
        site.cookies("POST", "/api/auth/logout", revoked);
        site.now.updateAndGet(now -> now.plus(Duration.ofDays(8)));
        for (String cookie : List.of(UNKNOWN, GARBLED, expired, revoked, UNKNOWN + "; " + GARBLED)) {
            HttpResponse<String> open = site.send("GET", "/api/open", null, "Cookie", cookie);
            assertThat(open.statusCode()).as(cookie).isEqualTo(200);
            assertThat(open.body()).as("as nobody").isEqualTo("null");
            assertThat(site.cookies("POST", "/api/open", cookie)).isEqualTo(200);
            assertThat(site.cookies("GET", "/api/reports", cookie))
                    .as("a page that needs somebody")
                    .isEqualTo(401);
            assertThat(site.send("POST", "/api/auth/login", LOGIN, "Cookie", cookie)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(site.bearer("GET", "/api/open", "A".repeat(43)))
                .as("what a program sends on purpose is told")
                .isEqualTo(401);
    }

    @Test
    void loginThatWaitsForItsCodeClosesNoOpenPage() {
        Outcome<?> factor = site.auth
                .secondFactors()
                .importSeed(
                        site.auth.users().findById("ada").orElseThrow(),
                        Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"),
                        Actor.application());
        assertThat(factor).isInstanceOf(Outcome.Done.class);
        String pending = loggedIn();
        assertThat(site.cookies("GET", "/api/open", pending)).isEqualTo(200);
        assertThat(site.cookies("GET", "/api/reports", pending)).isEqualTo(401);
        assertThat(site.cookies("POST", "/api/auth/logout", pending)).isEqualTo(204);
        assertThat(site.send("POST", "/api/auth/verify", """
                {"passcode":"000000"}""", "Cookie", pending).body())
                .as("it waits no more")
                .isEmpty();
    }

    @Test
    void genuineCookieCountsBesideAnyNumberOfPlantedOnes() {
        String genuine = loggedIn();
        for (List<String> sent : List.of(
                List.of(UNKNOWN, genuine),
                List.of(genuine, UNKNOWN),
                List.of(genuine, GARBLED),
                List.of(GARBLED, UNKNOWN, genuine, UNKNOWN.replace('A', 'B')),
                List.of(genuine, genuine))) {
            String cookies = String.join("; ", sent);
            assertThat(site.cookies("GET", "/api/reports", cookies)).as(cookies).isEqualTo(200);
            assertThat(site.cookies("GET", "/api/open", cookies)).isEqualTo(200);
            assertThat(site.cookies("POST", "/api/user/tokens", cookies)).isEqualTo(201);
        }
        List<String> many = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            many.add("semaphore=" + String.valueOf(c).repeat(43));
        }
        // Longer paths come first, and nobody has a shorter one than we.
        many.add(genuine);
        assertThat(site.cookies("GET", "/api/reports", many.toArray(String[]::new)))
                .isEqualTo(200);
        assertThat(site.cookies("POST", "/api/auth/logout", UNKNOWN, genuine)).isEqualTo(204);
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(401);
    }

    @Test
    void pageOfAnotherSiteStillActsInNobodysName() {
        String genuine = loggedIn();
        for (String path : List.of("/api/user/tokens", "/api/open", "/api/auth/logout")) {
            assertThat(site.status("POST", path, "Cookie", UNKNOWN + "; " + genuine, "Sec-Fetch-Site", "same-site"))
                    .isEqualTo(403);
        }
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(200);
    }

    @Test
    void cookieThatIsNoneUsesUpNobodysFailures() {
        String genuine = loggedIn();
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(200);
        String key = site.auth
                .apiKeys()
                .create("ada", KeyRequest.named("job"), Actor.application())
                .fold(made -> made.secret().reveal(), refusal -> "");
        for (int i = 0; i < 60; i++) {
            assertThat(site.cookies("GET", "/api/reports", UNKNOWN)).isEqualTo(401);
            assertThat(site.cookies("GET", "/api/open", UNKNOWN)).isEqualTo(200);
        }
        assertThat(site.bearer("GET", "/api/reports", key)).isEqualTo(200);
        for (int i = 0; i < 60; i++) {
            site.cookies(
                    "GET", "/api/reports", "semaphore=" + Integer.toString(i).repeat(43));
        }
        assertThat(site.cookies("GET", "/api/reports", "semaphore=" + "x".repeat(43)))
                .as("guesses are counted")
                .isEqualTo(429);
        assertThat(site.cookies("GET", "/api/open", "semaphore=" + "x".repeat(43)))
                .isEqualTo(200);
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(200);
        assertThat(site.auth.users().update("ada", user -> user, Actor.application()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(site.cookies("GET", "/api/reports", genuine))
                .as("known here before: read again although the address has to wait")
                .isEqualTo(200);
    }

    @Test
    void cookieOfAnOwnerWhoIsEnabledAgainCountsAtOnce() {
        String genuine = loggedIn();
        assertThat(site.auth.users().disable("ada", Actor.application())).isInstanceOf(Outcome.Done.class);
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(401);
        assertThat(site.auth.users().enable("ada", Actor.application())).isInstanceOf(Outcome.Done.class);
        assertThat(site.cookies("GET", "/api/reports", genuine)).isEqualTo(200);
    }

    @Test
    void staleCookieKeepsNobodyFromLoggingOut() {
        HttpResponse<String> stale = site.send("POST", "/api/auth/logout", null, "Cookie", UNKNOWN);
        assertThat(stale.statusCode()).isEqualTo(204);
        assertThat(Site.setCookie(stale, "semaphore")).contains("semaphore=;");
        assertThat(site.status("POST", "/api/auth/logout")).isEqualTo(401);
        assertThat(site.bearer("POST", "/api/auth/logout", "x")).isEqualTo(401);
    }

    @Test
    void loginEndsTheSessionWhoseCookieItReplaces() {
        String first = loggedIn();
        assertThat(site.send("POST", "/api/auth/login", LOGIN.replace(Site.PASSWORD, "wrong"), "Cookie", first)
                        .statusCode())
                .isEqualTo(401);
        assertThat(site.cookies("GET", "/api/reports", first))
                .as("a login that failed replaces nothing")
                .isEqualTo(200);
        String other = loggedIn();
        HttpResponse<String> asVic =
                site.send("POST", "/api/auth/login", LOGIN.replace("ada", "vic"), "Cookie", UNKNOWN + "; " + first);
        assertThat(asVic.statusCode()).isEqualTo(204);
        assertThat(site.cookies("GET", "/api/reports", first)).isEqualTo(401);
        assertThat(site.cookies("GET", "/api/reports", other))
                .as("another browser")
                .isEqualTo(200);
        assertThat(site.cookies("GET", "/api/reports", Site.pair(Site.setCookie(asVic, "semaphore"))))
                .isEqualTo(200);
    }

    @Test
    void firstOfTwoStepsEndsTheSessionWhoseCookieItReplaces() {
        String first = loggedIn();
        Outcome<?> factor = site.auth
                .secondFactors()
                .importSeed(
                        site.auth.users().findById("vic").orElseThrow(),
                        Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"),
                        Actor.application());
        assertThat(factor).isInstanceOf(Outcome.Done.class);
        assertThat(site.send("POST", "/api/auth/login", LOGIN.replace("ada", "vic"), "Cookie", first)
                        .statusCode())
                .isEqualTo(204);
        assertThat(site.cookies("GET", "/api/reports", first)).isEqualTo(401);
    }
}
