package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spellings of a path that containers, proxies and frameworks read differently. Whoever may not enter does not, under none of
 * them, and a router of the application's own never sees a protected path without a caller.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTest {
    // One application for all spellings: each is a request of its own, and starting takes longer than all of them.
    private final Secret secret = new Secret();
    private final Router router = new Router();
    private final App app = new App().servlet(secret, "/api/secret/*").servlet(router, "/");
    private final String other = app.key("other");
    private final String reader = app.key("secret:read");

    @BeforeAll
    void start() {
        app.start();
    }

    @BeforeEach
    void forget() {
        secret.forget();
        router.protectedPathsWithoutCaller.clear();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    /** Each may be read as the protected resource by somebody. */
    static List<String> spellings() {
        return List.of(
                "/api/secret",
                "/api/secret/",
                "/api/secret/x",
                "/api/secret?x=/../;",
                "/api/secret;x",
                "/api/secret;jsessionid=1",
                "/api/secret/;a=b",
                "/api;/secret",
                "/api;x=y/secret",
                "/;/api/secret",
                "/;x/api/secret",
                "//api/secret",
                "///api/secret",
                "/api//secret",
                "/./api/secret",
                "/api/./secret",
                "/api/secret/.",
                "/x/../api/secret",
                "/api/x/../secret",
                "/api/public/../secret",
                "/api/public/..;/secret",
                "/api/public/..;x/secret",
                "/api/public/.;/../secret",
                "/api/public/%2e%2e/secret",
                "/api/public/%2E%2E/secret",
                "/api/public/.%2e/secret",
                "/api/public/..%2fsecret",
                "/api/public/%2e%2e%2fsecret",
                "/api/public%2f..%2fsecret",
                "/api/public/..%5csecret",
                "/api/public\\..\\secret",
                "/api/public/%252e%252e/secret",
                "/api/public/%252e%252e%252fsecret",
                "/api%2fsecret",
                "/api%2Fsecret",
                "/api%5csecret",
                "\\api\\secret",
                "/%5capi/secret",
                "/api%252fsecret",
                "/%2fapi/secret",
                "/%2e/api/secret",
                "/api/secret%00",
                "/api/secret%00.html",
                "/api%00/secret",
                "/api/secret%20",
                "/api/secret%09",
                "/api/secret%0d%0aX:y",
                "/api/secret%",
                "/api/secret%z",
                "/api/secret%2",
                "/api/secret%u002f",
                "/api/%c0%ae%c0%ae/api/secret",
                "/api%c0%afsecret",
                "/%c0%afapi/secret",
                "/api/%e0%80%ae/secret",
                "/api%e0%80%afsecret",
                "/api/%f0%80%80%ae%f0%80%80%ae/api/secret",
                "/api/secret/%80",
                "/api/secret/%ed%a0%80",
                "/api/%ff/secret",
                "/%61pi/secret",
                "/%61%70%69/%73ecret",
                "/api/s%65cret",
                "/api/%73%65%63%72%65%74/x",
                "/API/secret",
                "/Api/Secret",
                "/api/SECRET",
                "/api/secret#x",
                "/api/secret\"",
                "/api/secret<x>",
                "/api/secret|x",
                "/\u00e4/../api/secret",
                "api/secret",
                "*",
                "http://localhost/api/secret",
                "http://other.example/api/secret",
                "http://localhost//api/secret",
                "http://localhost/x/..;/api/secret",
                "http://user@localhost/api/secret",
                "HTTP://LOCALHOST/api/secret",
                "https://localhost:443/api/secret",
                "http:/api/secret",
                "http:///api/secret",
                "localhost:80",
                "//localhost/api/secret",
                "?/api/secret",
                ";/api/secret");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void noSpellingLeadsInWithoutCredential(String target) throws IOException {
        Raw answer = app.send("GET " + target + " HTTP/1.1");
        assertNothingEntered(target, answer);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void noSpellingLeadsInWithAnotherScope(String target) throws IOException {
        Raw answer = app.get(target, other);
        assertNothingEntered(target, answer);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void whoMayEnterDoesSoOnlyUnderAPlainName(String target) throws IOException {
        Raw answer = app.get(target, reader);
        assertThat(answer.isFailure()).as(answer.text()).isFalse();
        // What the container decoded before it told anyone, such as Undertow its %2f, is as plain as any other.
        assertThat(secret.requestUris)
                .allMatch(uri -> uri.toLowerCase(Locale.ROOT).matches("(/%61|/a)(p|%70)(i|%69)/(s|%73)(e|%65).*"))
                .noneMatch(uri -> uri.matches("(?i).*(;|//|[.][.]|%2f|%5c|%2e|%00|%80|%ed%a0|\\\\).*"));
        assertThat(router.protectedPathsWithoutCaller)
                .as("the router was handed")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/secret", "/api/secret/x", "/api/s%65cret", "/api/secret?x=/../;"})
    void whoMayEnterDoesSoOncePerRequest(String target) throws IOException {
        assertThat(app.get(target, reader).body()).isEqualTo("[Secret ada]");
        assertThat(secret.entered.get()).isEqualTo(1);
        assertThat(secret.requestUris).hasSize(1);
        // What is not protected reaches the router, so that it would tell what it was handed.
        assertThat(app.send("GET /outside HTTP/1.1").body()).isEqualTo("[Router]");
    }

    @Test
    void aVersionThatNeedsNoHostIsNoWayIn() throws IOException {
        assertNothingEntered("HTTP/1.0", app.send("GET /api/secret HTTP/1.0"));
        assertNothingEntered("HTTP/0.9", app.send("GET /api/secret"));
        assertNothingEntered("absolute form, HTTP/1.0", app.send("GET http://x/api/secret HTTP/1.0"));
    }

    private void assertNothingEntered(String target, Raw answer) {
        assertThat(secret.entered.get()).as(target + ": " + answer.text()).isZero();
        assertThat(router.protectedPathsWithoutCaller)
                .as("the router was handed")
                .isEmpty();
        assertThat(answer.isFailure()).as(answer.text()).isFalse();
        assertThat(answer.body()).doesNotContain("[Secret");
    }

    /** An application that finds its way by itself, by what the container says and by what came over the wire. */
    private static final class Router extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient List<String> protectedPathsWithoutCaller = new CopyOnWriteArrayList<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String info = request.getPathInfo();
            String path = request.getServletPath() + (info == null ? "" : info);
            boolean reads = path.startsWith("/api/secret");
            if (reads && SallyportWeb.caller(request).isEmpty()) {
                protectedPathsWithoutCaller.add(path + " from " + request.getRequestURI());
            }
            response.getWriter().print("[Router]");
        }
    }
}
