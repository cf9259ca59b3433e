package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.MovableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of the page over a real socket. */
class ConsoleSessionTest {
    private static final Secret SEED = Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    private final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    private final ConsoleApi api = ConsoleApi.start(clock);

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> create(String cookie) {
        return api.send("POST", "/account/data/api-keys", cookie, """
                {"name":"export","scopes":["reports:read"],"expires_in_days":30}""");
    }

    private static String member(HttpResponse<String> response, String name) {
        String start = "\"" + name + "\":\"";
        int at = response.body().indexOf(start) + start.length();
        return response.body().substring(at, response.body().indexOf('"', at));
    }

    private static void assertRefused(HttpResponse<String> response, int status, @Nullable String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void loginSetsAStrictCookieAndOpensASession() {
        HttpResponse<String> response = api.login("ada", ConsoleApi.PASSWORD, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(response.headers().allValues("Set-Cookie"))
                .filteredOn(line -> line.startsWith(ConsoleApi.COOKIE))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict", "Path=/app/account", "Max-Age=43200")
                .doesNotContain("Secure");
        Session session = api.auth.sessions().list("ada").get(0);
        assertThat(session.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(api.audit).anySatisfy(event -> {
            assertThat(event.type()).isEqualTo(AuditEvent.Type.LOGIN_SUCCEEDED);
            assertThat(event.details()).containsEntry("method", "pwd+console");
        });
    }

    @Test
    void dataIsThatOfTheStandardEndpoints() {
        String cookie = api.enter("ada");
        HttpResponse<String> created = create(cookie);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(api.send("GET", "/account/data/api-keys", cookie, null).body())
                .contains("\"name\":\"export\"")
                .doesNotContain(member(created, "key"));
        assertThat(api.send("GET", "/account/session", cookie, null).body())
                .contains("\"username\":\"ada@example.com\"", "\"tenant\":\"acme\"", "\"second_factor\":false");
    }

    @Test
    void secondFactorIsAskedForAndTaken() {
        api.auth
                .secondFactors()
                .importSeed(api.auth.users().findById("ada").orElseThrow(), SEED, Actor.application())
                .orElseThrow();
        assertRefused(api.login("ada", ConsoleApi.PASSWORD, null), 401, "mfa_required");
        String code = AuthenticatorApp.of(SEED).codeAt(clock.instant());
        HttpResponse<String> response =
                api.send("POST", "/account/session", null, """
                {"username":"ada@example.com","password":"%s","totp":"%s"}""".formatted(ConsoleApi.PASSWORD, code));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    @Test
    void wrongPasswordsAreCountedWithThoseOfTheLogin() {
        HttpResponse<String> wrong = api.login("ada", "wrong", null);
        HttpResponse<String> unknown = api.login("nobody", "wrong", null);
        assertRefused(wrong, 401, "invalid_credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        for (int i = 0; i < 20; i++) {
            api.login("ada", "wrong", null);
        }
        HttpResponse<String> elsewhere = api.send("POST", "/auth/login", null, """
                {"username":"ada@example.com","password":"%s"}""".formatted(ConsoleApi.PASSWORD));
        assertThat(elsewhere.statusCode()).isIn(401, 429);
    }

    @Test
    void sessionEndsAfterThirtyIdleMinutesAndAfterTwelveHours() {
        String idle = api.enter("ada");
        clock.advance(Duration.ofMinutes(31));
        assertRefused(api.send("GET", "/account/data/api-keys", idle, null), 401, "invalid_token");
        String busy = api.enter("ada");
        for (int i = 0; i < 28; i++) {
            clock.advance(Duration.ofMinutes(25));
            assertThat(api.send("GET", "/account/data/api-keys", busy, null).statusCode())
                    .isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(21));
        assertThat(api.send("GET", "/account/data/api-keys", busy, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void leavingEndsTheSessionAndTakesTheCookieAway() {
        String cookie = api.enter("ada");
        HttpResponse<String> left = api.send("DELETE", "/account/session", cookie, null);
        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("1970");
        assertThat(api.send("GET", "/account/data/api-keys", cookie, null).statusCode())
                .isEqualTo(401);
        assertThat(api.auth.sessions().list("ada")).isEmpty();
        assertThat(api.send("DELETE", "/account/session", cookie, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void staleLoginCreatesAndRotatesNothing() {
        String cookie = api.enter("ada");
        String id = member(create(cookie), "id");
        clock.advance(Duration.ofMinutes(10));
        assertThat(create(cookie).statusCode()).isEqualTo(201);
        clock.advance(Duration.ofMillis(1));
        HttpResponse<String> stale = create(cookie);
        assertRefused(stale, 401, "reauthentication_required");
        assertThat(stale.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("insufficient_user_authentication");
        assertRefused(
                api.send("POST", "/account/data/api-keys/" + id + "/rotate", cookie, null),
                401,
                "reauthentication_required");
        String again = ConsoleApi.cookie(api.login("ada", ConsoleApi.PASSWORD, cookie));
        assertThat(create(again).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"scopes":["reports:read","reports:write"]}       | 401
                    {"scopes":null}                                   | 401
                    {"expires_at":null}                               | 401
                    {"expires_in_days":60}                            | 401
                    {"enabled":true}                                  | 200
                    {"scopes":[]}                                     | 200
                    {"expires_in_days":1}                             | 200
                    {"enabled":false}                                 | 200
                    {"name":"other"}                                  | 200
                    {"expires_in_days":"soon"}                        | 401
                    {"surprise":1}                                    | 400
                    """)
    void staleLoginTakesAwayButGivesNothing(String change, int status) {
        String cookie = api.enter("ada");
        String id = member(create(cookie), "id");
        clock.advance(Duration.ofMinutes(11));
        assertThat(api.send("PATCH", "/account/data/api-keys/" + id, cookie, change)
                        .statusCode())
                .isEqualTo(status);
        assertThat(api.send("DELETE", "/account/data/api-keys/" + id, cookie, null)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void staleLoginEnablesNothing() {
        String cookie = api.enter("ada");
        String path = "/account/data/api-keys/" + member(create(cookie), "id");
        clock.advance(Duration.ofMinutes(11));
        assertThat(api.send("PATCH", path, cookie, "{\"enabled\":false}").statusCode())
                .isEqualTo(200);
        assertRefused(api.send("PATCH", path, cookie, "{\"enabled\":true}"), 401, "reauthentication_required");
    }

    @Test
    void loginFromTheFutureIsOfAWrongClockAndNotFresh() {
        clock.advance(Duration.ofHours(1));
        String cookie = api.enter("ada");
        clock.advance(Duration.ofHours(-1));
        assertRefused(create(cookie), 401, "reauthentication_required");
    }

    @Test
    void documentAndFilesAreSafeAndKept() {
        HttpResponse<String> document = api.send("GET", "/account/", null, null);
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(document.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        String script = document.body().replaceAll("(?s).*<script type=\"module\" src=\"\\./([^\"]+)\".*", "$1");
        HttpResponse<String> file = api.send("GET", "/account/" + script, null, null);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(api.send("GET", "/account/assets/0000/app.js", null, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void addressWithoutASlashLeadsToTheOneWithIt() {
        HttpResponse<String> response = api.send("GET", "/account", null, null);
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).contains("./account/");
    }

    @Test
    void textsAreInTheLanguageOfTheBrowser() {
        assertThat(api.send("GET", "/account/", null, null, "Accept-Language", "de-AT,en;q=0.5")
                        .body())
                .contains("<html lang=\"de\" dir=\"ltr\">", "Neuer Schlüssel");
        assertThat(api.send("GET", "/account/", null, null, "Accept-Language", "xx;;;")
                        .body())
                .contains("<html lang=\"en\"", "New key");
    }
}
