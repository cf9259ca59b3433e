package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as no client library sends them, byte by byte. What counts is that the protected servlet is not entered. */
class HostileRequestTest {
    private final Secret secret = new Secret();
    private final Recording everything = new Recording();
    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        server.configure(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        server.context.getServletHandler().setDecodeAmbiguousURIs(true);
        server.servlet(secret, "/api/secret/*")
                .servlet(everything, "/")
                .install(SallyportWeb.of(server.auth).protect("/api/*").open("/api/public/*"))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/secret;x",
                "/api/secret/;jsessionid=1",
                "/api;/secret",
                "/api//secret",
                "/api/./secret",
                "/api/x/../secret",
                "/api/public/..;/secret",
                "/api/public/%2e%2e/secret",
                "/api/public/..%2fsecret",
                "/api/public%2f..%2fsecret",
                "/api/secret%00",
                "/api/secret%5c",
                "/api/secret/%2f",
                "/api/%c0%ae%c0%ae/secret",
                "/api/secret\\x",
                "/api/public/%252e%252e/secret/..",
                "/api/secret%3bx"
            })
    void refusesAmbiguousPathsEvenFromThoseWhoMayEnter(String path) throws Exception {
        String answer = server.raw("GET " + path + " HTTP/1.1", "Authorization: Bearer " + server.key());
        assertThat(status(answer)).as(answer).isEqualTo(400);
        assertThat(secret.entered.get()).isZero();
        assertThat(everything.entered.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/secret", "http://localhost/api/secret", "http://other.example/api/secret", "/api/secret/",
                "/%61pi/secret", "/api/s%65cret", "/api/secret?x=;//", "/api/secret?access_token=x"
            })
    void findsTheSameServletUnderEverySpellingOfItsPath(String target) throws Exception {
        String answer = server.raw("GET " + target + " HTTP/1.1");
        assertThat(status(answer)).as(answer).isIn(400, 401);
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void refusesRepeatedAuthorizationHeaders() throws Exception {
        String key = server.key();
        String answer =
                server.raw("GET /api/secret HTTP/1.1", "Authorization: Bearer " + key, "authorization: Bearer " + key);
        assertThat(status(answer)).isEqualTo(400);
        assertThat(secret.entered.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer\t", "Bearer", "Bearer,", "Bearer=", "Token ", "Bearer Bearer ", "Bearer \u0000"})
    void refusesOddWaysToWriteTheHeader(String beginning) throws Exception {
        String answer = server.raw("GET /api/secret HTTP/1.1", "Authorization: " + beginning + server.key());
        assertThat(status(answer)).as(answer).isIn(400, 401);
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void allowsWhiteSpaceAroundTheHeader() throws Exception {
        String answer = server.raw("GET /api/secret HTTP/1.1", "Authorization:   bearer   " + server.key() + "  ");
        assertThat(status(answer)).as(answer).isEqualTo(200);
    }

    @Test
    void refusesFoldedAndHugeHeaders() throws Exception {
        String key = server.key();
        assertThat(status(server.raw("GET /api/secret HTTP/1.1", "Authorization: Bearer", " " + key)))
                .isIn(400, 401);
        assertThat(status(server.raw("GET /api/secret HTTP/1.1", "Authorization: Bearer " + "a".repeat(65_536))))
                .isIn(400, 401, 431);
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void doesNotTakeAMethodInOtherLettersForAnotherOne() throws Exception {
        String weak = server.key("reports:write");
        for (String method : new String[] {"get", "Get", "PROPFIND", "HEAD", "TRACE", "X"}) {
            String answer = server.raw(method + " /api/secret HTTP/1.1", "Authorization: Bearer " + weak);
            assertThat(status(answer)).as(method).isIn(400, 403, 405, 501);
        }
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void neverEchoesACredentialByTrace() throws Exception {
        String key = server.key();
        String answer = server.raw("TRACE /api/secret HTTP/1.1", "Authorization: Bearer " + key);
        assertThat(status(answer)).isIn(403, 405);
        assertThat(answer).doesNotContain(key);
    }

    @Test
    void readsForwardedForOnlyFromTheRight() throws Exception {
        try (TestServer strict = new TestServer(Sallyport.builder()
                .issuer("https://api.example.com")
                .failuresPerAddress("2/hour")
                .build())) {
            strict.install(SallyportWeb.of(strict.auth).protect("/api/*").trustedProxies("127.0.0.1"))
                    .start();
            // What a client writes to the left of its own address changes nothing.
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                statuses.add(status(strict.raw(
                        "GET /api/x HTTP/1.1",
                        "Authorization: Bearer bad",
                        "X-Forwarded-For: 10.0.0." + i + ", 192.0.2.1")));
            }
            assertThat(statuses).containsExactly(401, 401, 401, 429);
            assertThat(status(strict.raw(
                            "GET /api/x HTTP/1.1", "Authorization: Bearer bad", "X-Forwarded-For: 192.0.2.2")))
                    .isEqualTo(401);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @RequiresScope("reports:read")
    private static final class Secret extends Recording {}
}
