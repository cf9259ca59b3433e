package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login CSRF: a page of another site must not log its visitor in as somebody else. */
class OriginTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com,      https://api.example.com",
        "api.example.com,      http://api.example.com",
        "api.example.com,      HTTPS://API.EXAMPLE.COM",
        "api.example.com:443,  https://api.example.com",
        "api.example.com,      https://api.example.com:443",
        "api.example.com:80,   http://api.example.com",
        "api.example.com:8443, https://api.example.com:8443",
        "127.0.0.1:8080,       http://127.0.0.1:8080",
        "[::1]:8080,           http://[::1]:8080",
        "[::1],                http://[::1]"
    })
    void takesLoginFromOwnPages(String host, String origin) {
        assertThat(login(host, "Origin: " + origin)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com,      https://evil.example.com",
        "api.example.com,      https://example.com",
        "api.example.com,      https://api.example.com.evil.com",
        "api.example.com,      https://api.example.com:8443",
        "api.example.com:8443, https://api.example.com",
        "api.example.com:80,   https://api.example.com",
        "api.example.com,      https://api.example.com@evil.com",
        "api.example.com,      null",
        "api.example.com,      api.example.com",
        "api.example.com,      ftp://api.example.com",
        "api.example.com,      https://",
        "[::1],                http://[::2]"
    })
    void refusesLoginFromOtherPages(String host, String origin) {
        assertRefused(login(host, "Origin: " + origin));
    }

    @Test
    void refusesTwoOrigins() {
        assertRefused(login("a.com", "Origin: https://a.com\r\nOrigin: https://a.com"));
    }

    @Test
    void believesTheBrowserWhereAProxyRenamedTheHost() {
        assertThat(login("backend:8080", "Origin: https://api.example.com\r\nSec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "", "same-origin, none", "other"})
    void believesTheBrowserWhenItSaysForeign(String site) {
        assertRefused(login("api.example.com", "Origin: https://api.example.com\r\nSec-Fetch-Site: " + site));
        assertRefused(login("api.example.com", "Sec-Fetch-Site: " + site));
    }

    @Test
    void passesClientsThatAreNoBrowsers() {
        assertThat(login("api.example.com", "Accept: */*")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersPreflightWithoutLeave() {
        String answer = api.raw(
                "OPTIONS /auth/login HTTP/1.1",
                "Host: a.com",
                "Origin: https://evil.com",
                "Access-Control-Request-Method: POST",
                "Connection: close",
                "",
                "");

        assertThat(answer).startsWith("HTTP/1.1 204 ").contains("\r\nAllow: OPTIONS, POST\r\n");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }

    private static void assertRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("WWW-Authenticate")
                .endsWith("""
                        {"type":"about:blank","title":"Forbidden","status":403,\
                        "detail":"A login from another site is not accepted.","code":"forbidden"}""");
    }

    private static String login(String host, String headers) {
        return api.raw(
                "POST /auth/login HTTP/1.1",
                "Host: " + host,
                headers,
                "Content-Type: application/json",
                "Connection: close",
                "Content-Length: " + TestApi.ADA.length(),
                "",
                TestApi.ADA);
    }
}
