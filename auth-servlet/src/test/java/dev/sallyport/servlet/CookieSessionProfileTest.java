package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.session.Session;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Logging in, the cookie, the second step and refusals. */
class CookieSessionProfileTest extends CookieSessionApi {
    @Test
    void loginSetsACookieAndSaysNothing() {
        HttpResponse<String> response = login(LOGIN);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().allValues("Set-Cookie"))
                .anySatisfy(
                        value -> assertThat(value)
                                .matches(
                                        "semaphore=[A-Za-z0-9_-]{43}; Path=/; (Expires=[^;]+; )?Max-Age=604800; HttpOnly; SameSite=Lax"));
        assertThat(with(cookie(response), "GET", "/api/reports").statusCode()).isEqualTo(200);
        assertThat(with(cookie(response), "GET", "/api/user").body()).startsWith("{\"id\":7,\"sub\":\"7\"");
    }

    @Test
    void wrongLoginsLookAlikeAndAreEmpty() {
        assertEmpty401(login(LOGIN.replace("7-demo", "wrong")));
        assertEmpty401(login(LOGIN.replace("7@", "nobody@")));
        api.users.disable("7");
        assertEmpty401(login(LOGIN));
    }

    @Test
    void everyLoginGetsAnotherCookieAndKeepsNoOldOne() {
        String chosen = "semaphore=" + "A".repeat(43);
        HttpResponse<String> response =
                with(chosen, "POST", "/api/auth/login", LOGIN, "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(cookie(response)).isNotEqualTo(chosen);
        assertEmpty401(with(chosen, "GET", "/api/reports"));
    }

    @Test
    void logoutEndsTheCookieAndRemovesIt() {
        String cookie = loggedIn();
        HttpResponse<String> response = with(cookie, "POST", "/api/auth/logout");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("semaphore=; Path=/;.*(Max-Age=0|Expires=Thu, 01 Jan 1970).*");
        assertEmpty401(with(cookie, "GET", "/api/reports"));
    }

    @Test
    void sessionThatIsEndedElsewhereEndsTheCookieAtOnce() {
        String cookie = loggedIn();
        assertThat(with(cookie, "GET", "/api/reports").statusCode()).isEqualTo(200);
        List<Session> sessions = api.auth.sessions().list("7");
        api.auth.sessions().end(sessions, AuditEvent.Type.SESSION_ENDED, Actor.application());
        assertEmpty401(with(cookie, "GET", "/api/reports"));
    }

    @Test
    void cookieEndsWhenIdleAndAbsolutely() {
        String idle = loggedIn();
        api.clock.advance(Duration.ofHours(12));
        assertEmpty401(with(idle, "GET", "/api/reports"));
        String used = loggedIn();
        for (int i = 0; i < 15; i++) {
            api.clock.advance(Duration.ofHours(11));
            assertThat(with(used, "GET", "/api/reports").statusCode())
                    .as("after " + i)
                    .isEqualTo(200);
        }
        api.clock.advance(Duration.ofHours(3));
        assertEmpty401(with(used, "GET", "/api/reports"));
    }

    @Test
    void changesByCookieComeFromThisSiteAndAreJson() {
        String cookie = loggedIn();
        String own = "http://127.0.0.1:" + api.port();
        assertThat(with(cookie, "POST", TOKENS).statusCode()).as("no browser").isEqualTo(201);
        assertThat(with(cookie, "POST", TOKENS, "", "Origin", own).statusCode()).isEqualTo(201);
        assertThat(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(201);
        assertError(with(cookie, "POST", TOKENS, "", "Origin", "https://evil.example"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Origin", "null"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "cross-site"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "same-site"), 403, "FORBIDDEN");
        assertError(with(cookie, "POST", TOKENS, "", "Sec-Fetch-Site", "none"), 403, "FORBIDDEN");
        assertError(with(cookie, "DELETE", "/api/reports", "", "Origin", "https://evil.example"), 403, "FORBIDDEN");
        assertError(
                with(cookie, "POST", TOKENS, "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertError(
                with(cookie, "DELETE", "/api/reports", "{}", "Content-Type", "text/plain"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertThat(with(cookie, "GET", "/api/reports", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .as("reading changes nothing")
                .isEqualTo(200);
    }

    @Test
    void bearerBeatsTheCookieAndNeverFallsBackToIt() {
        String cookie = loggedIn();
        assertEmpty401(with(cookie, "GET", "/api/reports", "", "Authorization", "Bearer nonsense"));
        String token = member(with(cookie, "POST", TOKENS), "id");
        assertError(with(cookie, "GET", TOKENS, "", "Authorization", "Bearer " + token), 403, "FORBIDDEN");
    }

    @Test
    void kindsDoNotSubstitute() {
        String cookie = loggedIn();
        String value = cookie.substring("semaphore=".length());
        assertEmpty401(api.get("/api/reports", value));
        String token = member(with(cookie, "POST", TOKENS), "id");
        assertThat(api.get("/api/reports", token).statusCode()).isEqualTo(200);
        assertEmpty401(with("semaphore=" + token, "GET", "/api/reports"));
        assertThat(with(cookie + "; semaphore=" + token, "GET", "/api/reports").statusCode())
                .as("the genuine one counts")
                .isEqualTo(200);
    }

    @Test
    void secondFactorIsASecondStep() {
        Supplier<String> app = api.enrol("7", "42");
        HttpResponse<String> first = login(LOGIN);
        assertThat(first.statusCode()).isEqualTo(204);
        String pending = cookie(first);
        for (String path : List.of("/api/reports", TOKENS, "/api/user")) {
            assertError(with(pending, "GET", path), 401, "TOTP_REQUIRED");
        }
        assertError(with(pending, "POST", TOKENS), 401, "TOTP_REQUIRED");
        assertEmpty401(verify(pending, "000000"));
        HttpResponse<String> second = verify(pending, app.get());
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(cookie(second)).isNotEqualTo(pending);
        assertThat(with(cookie(second), "GET", "/api/reports").statusCode()).isEqualTo(200);
        assertEmpty401(with(pending, "GET", "/api/reports"));
        api.clock.advance(Duration.ofSeconds(30));
        assertEmpty401(verify(pending, app.get()));
        assertEmpty401(verify(cookie(second), app.get()));
    }

    @Test
    void waitForTheSecondStepEnds() {
        Supplier<String> app = api.enrol("7", "42");
        String pending = cookie(login(LOGIN));
        api.clock.advance(Duration.ofMinutes(5));
        assertEmpty401(verify(pending, app.get()));
    }

    private HttpResponse<String> verify(String cookie, String code) {
        return with(cookie, "POST", "/api/auth/verify", """
                {"passcode":"%s"}""".formatted(code), "Content-Type", "application/json");
    }

    @Test
    void whileTheSecondStepIsMissingNothingElseIsAnswered() {
        api.enrol("7", "42");
        String pending = cookie(login(LOGIN));
        assertError(with(pending, "GET", "/api/user"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "DELETE", "/api/reports"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "DELETE", TOKENS + "/x"), 401, "TOTP_REQUIRED");
        assertError(with(pending, "GET", "/api/nowhere"), 401, "TOTP_REQUIRED");
        assertThat(login(LOGIN).statusCode()).as("starting again").isEqualTo(204);
        assertEmpty401(api.post("/api/auth/verify", null, """
                {"passcode":"000000"}"""));
    }

    @Test
    void cookieHasTheNameThatTheApplicationChose() {
        try (TestApi other = TestApi.start(CookieSessionProfile.create().withCookie("sid"), settings -> settings)) {
            HttpResponse<String> login = other.post("/api/auth/login", null, LOGIN);
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).startsWith("sid=");
            String value = cookie.substring(0, cookie.indexOf(';'));
            assertThat(other.send(other.request("/api/user").header("Cookie", value))
                            .statusCode())
                    .isEqualTo(200);
            assertEmpty401(
                    other.send(other.request("/api/user").header("Cookie", value.replace("sid=", "semaphore="))));
        }
    }

    @Test
    void otherRefusalsAreWordedByTheProfileToo() {
        assertEmpty401(api.get("/api/reports", null));
        HttpResponse<String> invalid = login("{}");
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(invalid.body()).isEqualTo("""
                {"error":"INVALID_REQUEST","fields":["auth","password"]}""");
        assertError(login("[]"), 400, "INVALID_REQUEST");
        assertError(api.send("PUT", "/api/auth/login", null, LOGIN), 405, "METHOD_NOT_ALLOWED");
        assertError(
                api.send(api.request("/api/auth/login")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(LOGIN))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertError(login("""
                {"auth":"%s"}""".formatted("x".repeat(70_000))), 413, "TOO_LARGE");
        String cookie = loggedIn();
        api.backend.breakDown();
        assertError(login(LOGIN), 503, "UNAVAILABLE");
        assertError(with(cookie, "GET", "/api/reports"), 503, "UNAVAILABLE");
        api.backend.failWith(new IllegalStateException("secret-detail"));
        assertThat(login(LOGIN).body()).contains("INTERNAL_ERROR").doesNotContain("secret-detail");
    }
}
