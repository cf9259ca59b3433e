package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.servlet.wire.CorsPolicy;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin gets a browser to send, and what it lets it read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {
    private static final String APP = "https://app.example.com";
    private static final String ORIGIN = "Origin: " + APP;
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final Secret secret = new Secret();
    private final Open open = new Open();
    private final App app = new App()
            .cors(CorsPolicy.of(APP, "http://localhost:5173")
                    .withMethods("DELETE")
                    .withHeaders("X-API-Key")
                    .withMaxAge(Duration.ofMinutes(10)))
            .servlet(secret, "/api/secret")
            .servlet(open, "/api/public/open")
            .servlet(new Once(), "/api/once")
            .servlet(new Willful(), "/api/willful")
            .servlet(new Failing(), "/api/failing");

    @BeforeAll
    void start() {
        app.start();
    }

    @BeforeEach
    void reset() {
        secret.entered.set(0);
        open.entered.set(0);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/secret",
                "/api/nothing",
                "/api/public/open",
                "/api/secret?access_token=x",
                "/auth/me",
                "/auth/login",
                "/auth/nothing"
            })
    void preflightGetsTheSameAnswerWhateverIsThere(String path) throws IOException {
        for (String method : List.of("GET", "DELETE", "PROPFIND", "*", "")) {
            Raw answer = app.send(
                    "OPTIONS " + path + " HTTP/1.1",
                    ORIGIN,
                    "Access-Control-Request-Method: " + method,
                    "Access-Control-Request-Headers: x-evil, *",
                    "Access-Control-Request-Private-Network: true");
            assertGranted(answer);
        }
        assertNothingEntered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api//secret",
                "/api/./secret",
                "/x/../api/secret",
                "/x/%2e%2e/api/secret",
                "/api/secret;x=y",
                "/api%2fsecret",
                "/api/secret%00"
            })
    void preflightForAnAmbiguousPathTellsNoMore(String path) throws IOException {
        Raw answer = app.send("OPTIONS " + path + " HTTP/1.1", ORIGIN, "Access-Control-Request-Method: GET");
        if (answer.status() == 204) {
            assertGranted(answer);
        } else {
            // The container itself refuses the path, before it calls anything.
            assertThat(answer.status()).as(answer.text()).isIn(0, 400, 404);
            assertThat(answer.header("Allow")).isEmpty();
        }
        assertNothingEntered();
    }

    @Test
    void preflightLooksAtNoCredential() throws IOException {
        String key = app.key("secret:read");
        for (String credential : List.of("Bearer " + key, "Bearer nonsense", "Basic ÿ", "")) {
            Raw answer = app.send(
                    "OPTIONS /api/secret HTTP/1.1",
                    ORIGIN,
                    "Access-Control-Request-Method: GET",
                    "Authorization: " + credential,
                    "Authorization: " + credential);
            assertGranted(answer);
        }
        assertNothingEntered();
    }

    @Test
    void preflightOfAnotherOriginIsAnsweredWithNothing() throws IOException {
        Raw answer = app.send(
                "OPTIONS /api/public/open HTTP/1.1",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: GET");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).doesNotContainIgnoringCase("\naccess-control-");
        assertThat(answer.header("Allow")).isEmpty();
        assertThat(answer.header("Vary")).singleElement().asString().contains("Origin");
        assertNothingEntered();
    }

    @Test
    void optionsWithoutTheHeadersOfAPreflightAreARequestLikeAnyOther() throws IOException {
        for (List<String> headers : List.of(
                List.of(ORIGIN, "X: y"),
                List.of("Access-Control-Request-Method: GET", "X: y"),
                List.of("X: y", "Y: z"))) {
            Raw answer = app.send("OPTIONS /api/secret HTTP/1.1", headers.get(0), headers.get(1));
            assertThat(answer.status()).isEqualTo(401);
        }
        assertNothingEntered();
    }

    @Test
    void everyAnswerToAPageOfTheOriginCanBeReadByIt() throws IOException {
        String key = "Authorization: Bearer " + app.key("secret:read");
        assertReadable(app.send("GET /api/secret HTTP/1.1", ORIGIN, key), 200);
        assertReadable(app.send("GET /api/secret HTTP/1.1", ORIGIN), 401);
        assertReadable(app.send("GET /api/secret HTTP/1.1", ORIGIN, "Authorization: Bearer nonsense"), 401);
        assertReadable(app.send("GET /api/secret HTTP/1.1", ORIGIN, "Authorization: Bearer " + app.key("other")), 403);
        assertReadable(app.send("GET /api/secret HTTP/1.1", ORIGIN, key, key), 400);
        assertReadable(app.send("GET /auth/nothing HTTP/1.1", ORIGIN, key), 404);
        assertReadable(app.send("GET /api/once HTTP/1.1", ORIGIN, key), 200);
        Raw full = app.send("GET /api/once HTTP/1.1", ORIGIN, key);
        assertReadable(full, 429);
        assertThat(full.header("Retry-After")).isNotEmpty();
        assertThat(full.header("RateLimit")).isNotEmpty();
    }

    @Test
    void loginsFromAPageOfTheOriginAreTaken() throws IOException {
        String body = """
                {"username":"ada","password":"wrong"}""";
        Raw taken = login(ORIGIN, body);
        assertReadable(taken, 401);
        assertThat(login("Origin: https://evil.example", body).status()).isEqualTo(403);
    }

    @Test
    void thePolicyAloneSpeaksOfOrigins() throws IOException {
        String key = "Authorization: Bearer " + app.key("secret:read");
        Raw answer = app.send("GET /api/willful HTTP/1.1", ORIGIN, key);
        assertReadable(answer, 202);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
        Raw foreign = app.send("GET /api/willful HTTP/1.1", "Origin: https://evil.example", key);
        assertThat(foreign.status()).isEqualTo(202);
        assertThat(foreign.text()).doesNotContainIgnoringCase("\naccess-control-");
        assertThat(foreign.header("Vary").toString()).contains("Accept-Language", "Origin");
    }

    @Test
    void pagesOfTheContainerCanBeReadToo() throws IOException {
        String key = "Authorization: Bearer " + app.key("secret:read");
        Raw missing = app.send("GET /api/nothing HTTP/1.1", ORIGIN, key);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header(ALLOW_ORIGIN)).containsExactly(APP);
        // Jetty takes Vary from its own pages, which it says are not to be stored.
        assertThat(missing.header("Vary") + "" + missing.header("Cache-Control"))
                .containsAnyOf("Origin", "no-store");
        Raw failed = app.send("GET /api/failing HTTP/1.1", ORIGIN, key);
        assertThat(failed.status()).isEqualTo(500);
        // Undertow forgets all headers when a handler throws.
        assertThat(failed.header(ALLOW_ORIGIN)).isEqualTo(Container.NAME.equals("undertow") ? List.of() : List.of(APP));
    }

    @Test
    void errorPagesOfTheApplicationCanBeReadEverywhere() throws IOException {
        try (App other = new App()
                .cors(CorsPolicy.of(APP).withCredentials())
                .servlet(new Failing(), "/api/failing")
                .servlet(new Open(), "/api/public/sorry")
                .errorPage(500, "/api/public/sorry")
                .start()) {
            Raw answer = other.send("GET /api/failing HTTP/1.1", ORIGIN, "Authorization: Bearer " + other.key("other"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(500);
            assertThat(answer.body()).contains("[Open ada]");
            assertThat(answer.header(ALLOW_ORIGIN)).containsExactly(APP);
            assertThat(answer.header("Access-Control-Allow-Credentials")).containsExactly("true");
            assertThat(answer.header("Vary").toString()).contains("Origin");
        }
    }

    static List<String> foreignOrigins() {
        return List.of(
                "Origin: https://app.example.com.",
                "Origin: https://APP.example.com",
                "Origin: HTTPS://app.example.com",
                "Origin: http://app.example.com",
                "Origin: https://app.example.com:443",
                "Origin: https://app.example.com/",
                "Origin: https://app.example.com:8443",
                "Origin: https://user@app.example.com",
                "Origin: https://user:pw@app.example.com",
                "Origin: https://app.example.com@evil.example",
                "Origin: https://app.example.com.evil.example",
                "Origin: https://evilapp.example.com",
                "Origin: https://app.example.com\t, https://evil.example",
                "Origin: https://app.example.com https://evil.example",
                "Origin: https://app.example.com%00",
                "Origin: https://app.example.com\u00e4",
                "Origin: https://app.example.com\"",
                "Origin: http://localhost",
                "Origin: http://localhost:5174",
                "Origin: null",
                "Origin: *",
                "Origin:",
                "Origin: https://app.example.com\r\nOrigin: https://app.example.com",
                "Origin: https://app.example.com\r\nOrigin: https://evil.example",
                "Origin: https://evil.example\r\nOrigin: https://app.example.com",
                "Origin: null\r\nOrigin: https://app.example.com",
                "Origin: https://evil.example\r\nX-Forwarded-Origin: https://app.example.com",
                "Origin: https://evil.example\r\nReferer: https://app.example.com/",
                "X-Origin: https://app.example.com",
                "Origin: https://evil.example/" + "a".repeat(65_536));
    }

    @ParameterizedTest
    @MethodSource("foreignOrigins")
    void anyOtherOriginGetsAnswersThatNoPageCanRead(String origin) throws IOException {
        String key = app.key("secret:read");
        Raw answer = app.send("GET /api/secret HTTP/1.1", origin, "Authorization: Bearer " + key);
        assertThat(answer.text()).doesNotContainIgnoringCase("\naccess-control-");
        // A header that is malformed or too long is the container's to refuse; the rest is handled as ever.
        assertThat(answer.status()).as(answer.text()).isIn(0, 200, 400, 431);
        if (answer.status() == 200) {
            assertThat(answer.body()).contains("[Secret ada]");
            assertThat(answer.header("Vary")).contains("Origin");
        }
        int entered = secret.entered.get();
        Raw preflight = app.send("OPTIONS /api/secret HTTP/1.1", origin, "Access-Control-Request-Method: GET");
        assertThat(preflight.text()).doesNotContainIgnoringCase("\naccess-control-");
        assertThat(secret.entered.get()).isEqualTo(entered);
    }

    @Test
    void withoutOriginNothingIsSaidButThatItDepends() throws IOException {
        Raw answer = app.get("/api/secret", app.key("secret:read"));
        assertThat(answer.text()).doesNotContainIgnoringCase("\naccess-control-");
        assertThat(answer.header("Vary")).containsExactly("Origin");
    }

    private Raw login(String origin, String body) throws IOException {
        return app.send(
                "POST /auth/login HTTP/1.1",
                "Host: localhost",
                origin,
                "Sec-Fetch-Site: cross-site",
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "Connection: close\r\n\r\n" + body);
    }

    private static void assertGranted(Raw answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.header(ALLOW_ORIGIN)).containsExactly(APP);
        assertThat(answer.header("Access-Control-Allow-Methods")).containsExactly("GET, HEAD, POST, DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsExactly("Authorization, Content-Type, X-API-Key");
        assertThat(answer.header("Access-Control-Max-Age")).containsExactly("600");
        assertThat(answer.header("Vary"))
                .containsExactly("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        for (String absent : List.of(
                "Access-Control-Allow-Credentials",
                "Access-Control-Allow-Private-Network",
                "Allow",
                "WWW-Authenticate",
                "RateLimit",
                "Set-Cookie")) {
            assertThat(answer.header(absent)).isEmpty();
        }
        assertThat(answer.body()).isEmpty();
    }

    private static void assertReadable(Raw answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header(ALLOW_ORIGIN)).as(answer.text()).containsExactly(APP);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .containsExactly("RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Vary").toString()).contains("Origin");
    }

    private void assertNothingEntered() {
        assertThat(secret.entered.get() + open.entered.get()).isZero();
    }

    @PermitAll
    private static final class Open extends Recording {
        private static final long serialVersionUID = 1L;
    }

    @RateLimited(value = "1/hour", by = LimitBy.CALLER)
    private static final class Once extends Recording {
        private static final long serialVersionUID = 1L;
    }

    /** Has views of its own on what pages of other origins may read. */
    private static final class Willful extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.reset();
            response.setStatus(202);
            response.setHeader("Vary", "Accept-Language");
            response.setHeader(ALLOW_ORIGIN, "*");
            response.addHeader("access-control-allow-origin", "https://evil.example");
            response.setHeader("Access-Control-Allow-Methods", "PUT");
        }
    }

    private static final class Failing extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("on purpose");
        }
    }
}
