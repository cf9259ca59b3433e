package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.testing.MovableClock;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the sessions of the page: by other sites and hosts, by the cookie elsewhere, by other people. */
class ConsoleAttacksTest {
    private static final String KEYS = "/account/data/api-keys";
    private static final String KEY = """
            {"name":"export","expires_in_days":30}""";

    private final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    private @Nullable ConsoleApi started;

    private ConsoleApi api() {
        if (started == null) {
            started = ConsoleApi.start(clock);
        }
        return started;
    }

    private ConsoleApi withCookies() {
        started = ConsoleApi.startWithCookies(clock);
        return started;
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    /** A form of another site, a page of a sibling host, and whoever says nothing of where it comes from. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            Sec-Fetch-Site, cross-site
            Sec-Fetch-Site, same-site
            Sec-Fetch-Site, none
            Origin,         https://app.example.com
            Origin,         null
            X-Nothing,      said
            """)
    void otherSitesChangeNothing(String header, String value) {
        String cookie = api().enter("ada");
        HttpResponse<String> response = api().send("POST", KEYS, cookie, KEY, header, value);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(api().send("DELETE", "/account/session", cookie, null, header, value)
                        .statusCode())
                .isEqualTo(403);
        assertThat(api().send("POST", "/account/session", null, """
                        {"username":"vic@example.com","password":"%s"}""".formatted(ConsoleApi.PASSWORD), header, value)
                        .statusCode())
                .isEqualTo(403);
        assertThat(api().auth.apiKeys().list("ada")).isEmpty();
    }

    @Test
    void originOfThePageItselfIsEnough() {
        String cookie = api().enter("ada");
        assertThat(api().send("POST", KEYS, cookie, KEY, "Origin", api().origin())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void formsAreNoJson() {
        String cookie = api().enter("ada");
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
            assertThat(api().send("POST", KEYS, cookie, KEY, "Sec-Fetch-Site", "same-origin", "Content-Type", type)
                            .statusCode())
                    .isEqualTo(415);
        }
    }

    /** Though the policy for pages of other origins lets them use the cookie of the application. */
    @Test
    void siblingHostOfThePolicyReadsAndChangesNothing() {
        String cookie = withCookies().enter("ada");
        for (String method : new String[] {"GET", "POST"}) {
            HttpResponse<String> response = api().send(
                            method,
                            KEYS,
                            cookie,
                            method.equals("GET") ? null : KEY,
                            "Origin",
                            "https://app.example.com",
                            "Sec-Fetch-Site",
                            "same-site");
            assertThat(response.statusCode()).as(method + response.body()).isEqualTo(403);
        }
        assertThat(api().send("GET", "/account/session", cookie, null, "Origin", "https://app.example.com")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void cookieCountsOnlyBelowThePage() {
        String cookie = withCookies().enter("ada");
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(200);
        for (String header :
                new String[] {"sallyport_console=" + cookie, "semaphore=" + cookie, "__Host-semaphore=" + cookie}) {
            assertThat(api().send("GET", "/api/reports", null, null, "Cookie", header)
                            .statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(api().send("GET", "/api/reports", null, null, "Authorization", "Bearer " + cookie)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void credentialsOfTheApplicationDoNotCountBelowThePage() {
        HttpResponse<String> login =
                withCookies().send("POST", "/api/auth/login", null, """
                {"auth":"ada@example.com","password":"%s"}""".formatted(ConsoleApi.PASSWORD));
        String cookie = login.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith("semaphore="))
                .map(line -> line.substring("semaphore=".length(), line.indexOf(';')))
                .findFirst()
                .orElseThrow();
        assertThat(api().send("GET", "/api/reports", null, null, "Cookie", "semaphore=" + cookie)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api().send("GET", KEYS, null, null, "Cookie", "semaphore=" + cookie)
                        .statusCode())
                .isEqualTo(401);
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(401);
        String key = api().auth
                .apiKeys()
                .create("ada", KeyRequest.named("key"), Actor.application())
                .orElseThrow()
                .secret()
                .reveal();
        assertThat(api().send("GET", KEYS, null, null, "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(401);
    }

    /** A sibling host puts cookies of the same name in front and behind. */
    @Test
    void plantedCookiesKeepNobodyOutAndLogNobodyIn() {
        String mine = api().enter("ada");
        String planted = "x".repeat(43);
        for (String header : new String[] {
            "sallyport_console=" + planted + "; sallyport_console=" + mine,
            "sallyport_console=" + mine + "; sallyport_console=" + planted
        }) {
            assertThat(api().send("GET", "/account/session", null, null, "Cookie", header)
                            .body())
                    .contains("\"sub\":\"ada\"");
        }
    }

    /** The cookie that a browser had before a login is no session after it, whoever knew it. */
    @Test
    void loginTakesAnotherCookieAndEndsTheOneBefore() {
        String before = api().enter("vic");
        String after = ConsoleApi.cookie(api().login("ada", ConsoleApi.PASSWORD, before));
        assertThat(after).isNotEqualTo(before);
        assertThat(api().send("GET", KEYS, before, null).statusCode()).isEqualTo(401);
        assertThat(api().auth.sessions().list("vic")).isEmpty();
    }

    @Test
    void sessionThatEndedElsewhereOpensNothing() {
        String cookie = api().enter("ada");
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(200);
        api().auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, Actor.application());
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(401);
    }

    @Test
    void disabledPersonIsOutAtOnce() {
        String cookie = api().enter("ada");
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(200);
        api().auth.users().disable("ada", Actor.application()).orElseThrow();
        assertThat(api().send("GET", KEYS, cookie, null).statusCode()).isEqualTo(401);
        assertThat(api().login("ada", ConsoleApi.PASSWORD, null).statusCode()).isEqualTo(401);
    }

    @Test
    void personsKeysAreNobodyElses() {
        String ada = api().enter("ada");
        HttpResponse<String> created = api().send("POST", KEYS, ada, KEY);
        String id = created.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        String vic = api().enter("vic");
        assertThat(api().send("GET", KEYS + "/" + id, vic, null).statusCode()).isEqualTo(404);
        assertThat(api().send("PATCH", KEYS + "/" + id, vic, "{\"scopes\":null}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api().send("POST", KEYS, vic, """
                {"name":"more","scopes":["reports:delete"],"expires_in_days":30}""").statusCode()).isNotEqualTo(201);
    }

    @Test
    void withTlsNoOtherHostCanSetTheCookie() {
        started = ConsoleApi.startBehindTls(clock);
        HttpResponse<String> login = api().login("ada", ConsoleApi.PASSWORD, null);
        String line = login.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("__Host-sallyport_console"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/;")
                .doesNotContain("Domain");
        String pair = line.substring(0, line.indexOf(';'));
        assertThat(api().send("GET", KEYS, null, null, "Cookie", pair).statusCode())
                .isEqualTo(200);
        String bare = "sallyport_console" + pair.substring(pair.indexOf('='));
        assertThat(api().send("GET", KEYS, null, null, "Cookie", bare).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "api.example.com"})
    void nobodyLogsInOverPlainHttpFromElsewhere(String host) throws Exception {
        String body = """
                {"username":"ada@example.com","password":"%s"}""".formatted(ConsoleApi.PASSWORD);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api().origin()).getPort())) {
            String request = "POST /app/account/session HTTP/1.1\r\nHost: " + host
                    + "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").contains("plain HTTP").doesNotContain("Set-Cookie");
        }
    }
}
