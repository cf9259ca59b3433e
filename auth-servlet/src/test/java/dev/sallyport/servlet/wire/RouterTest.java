package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router router = new Router(
            List.of(
                    route("GET", "/auth/keys"),
                    route("POST", "/auth/keys"),
                    route("GET", "/auth/keys/{id}"),
                    route("DELETE", "/auth/keys/{id}"),
                    route("GET", "/auth/keys/own"),
                    route("POST", "/auth/keys/{id}/rotate"),
                    route("POST", "/auth/login")),
            Optional.of("/auth"));

    @ParameterizedTest
    @CsvSource({
        "GET,    /auth/keys,           GET /auth/keys",
        "GET,    /auth/keys/,          GET /auth/keys",
        "HEAD,   /auth/keys,           GET /auth/keys",
        "POST,   /auth/keys,           POST /auth/keys",
        "GET,    /auth/keys/abc,       GET /auth/keys/{id}",
        "HEAD,   /auth/keys/abc/,      GET /auth/keys/{id}",
        "DELETE, /auth/keys/abc,       DELETE /auth/keys/{id}",
        "GET,    /auth/keys/own,       GET /auth/keys/own",
        "POST,   /auth/keys/a/rotate,  POST /auth/keys/{id}/rotate",
        "POST,   /auth/keys/a/rotate/, POST /auth/keys/{id}/rotate",
        "PUT,    /auth/keys,           * /auth/keys",
        "FOO,    /auth/keys,           * /auth/keys",
        "GET,    /auth/login,          * /auth/login",
        "get,    /auth/keys,           * /auth/keys",
        "GET,    /auth,                * /auth",
        "GET,    /auth/,               * /auth",
        "GET,    /auth/other,          * /auth",
        "GET,    /auth/keys/a/b,       * /auth",
        "GET,    /auth//keys,          * /auth",
        "GET,    /auth/keys//,         * /auth",
        "GET,    /auth/Keys,           * /auth",
        "GET,    /auth/keys;x=1,       * /auth"
    })
    void findsRouteByMethodAndPath(String method, String path, String resource) {
        assertThat(router.match(method, path)).map(Match::resource).contains(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "*", "/authority", "/api/auth/keys", "/AUTH/keys"})
    void leavesOtherPathsAlone(String path) {
        assertThat(router.match("GET", path)).isEmpty();
    }

    @Test
    void handsOutTheVariable() {
        assertThat(match("DELETE", "/auth/keys/a b%2F").variables()).containsEntry("id", "a b%2F");
    }

    @Test
    void capsTheVariable() {
        assertThat(match("GET", "/auth/keys/" + "x".repeat(256)).resource()).isEqualTo("GET /auth/keys/{id}");
        assertThat(match("GET", "/auth/keys/" + "x".repeat(257)).resource()).isEqualTo("* /auth");
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/keys,     'GET, HEAD, OPTIONS, POST'",
        "/auth/keys/abc, 'DELETE, GET, HEAD, OPTIONS'",
        "/auth/login,    'OPTIONS, POST'"
    })
    void wrongMethodAndOptionsSayWhatIsAllowed(String path, String allowed) {
        assertThat(String.join(", ", match("PUT", path).allow())).isEqualTo(allowed);
        assertThat(String.join(", ", match("OPTIONS", path).allow())).isEqualTo(allowed);
    }

    @Test
    void optionsIsAnsweredAndAnotherMethodRefused() {
        assertThat(answer("OPTIONS", "/auth/keys")).isEqualTo("204");
        assertThat(answer("PUT", "/auth/keys")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(answer("OPTIONS", "/auth/other")).isEqualTo("NOT_FOUND");
    }

    @Test
    void whatIsNoRouteNeedsNoCaller() {
        assertThat(match("PUT", "/auth/keys").access()).isEqualTo(AccessRule.open());
        assertThat(match("GET", "/auth/other").access()).isEqualTo(AccessRule.open());
        assertThat(match("GET", "/auth/keys").access()).isEqualTo(AccessRule.authenticated());
    }

    @Test
    void withoutMountOnlyRoutesAreOurs() {
        Router routes = new Router(List.of(route("POST", "/api/v1/token")), Optional.empty());

        assertThat(routes.match("POST", "/api/v1/token")).isPresent();
        assertThat(routes.match("GET", "/api/v1/token")).isPresent();
        assertThat(routes.match("GET", "/api/v1/reports")).isEmpty();
    }

    @Test
    void refusesTwoRoutesForTheSameRequests() {
        List<Route> twice = List.of(route("GET", "/a/{id}"), route("GET", "/a/{id}"));
        assertThatThrownBy(() -> new Router(twice, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two routes answer GET /a/{id}: remove one");
    }

    @Test
    void refusesTwoNamesForOneVariable() {
        List<Route> names = List.of(route("GET", "/a/{id}"), route("PUT", "/a/{key}"));
        assertThatThrownBy(() -> new Router(names, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two routes name the variables of one path differently: /a/{id} and /a/{key}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a/", "/", "/a//b"})
    void refusesMalformedTemplates(String path) {
        assertThatThrownBy(() -> new Router(List.of(route("GET", path)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A route's path starts with a slash");
    }

    /** The status, or why it is refused. */
    private String answer(String method, String path) {
        Call none = (Call) Proxy.newProxyInstance(
                RouterTest.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, called, arguments) -> {
                    throw new UnsupportedOperationException(called.getName());
                });
        return match(method, path)
                .route()
                .handler()
                .handle(none)
                .fold(
                        reply -> Integer.toString(reply.status()),
                        refusal -> refusal.cause().name());
    }

    private Match match(String method, String path) {
        return router.match(method, path).orElseThrow();
    }

    private static Route route(String method, String path) {
        return new Route(
                method,
                path,
                RefusalContext.ENDPOINT,
                Route.Body.NONE,
                AccessRule.authenticated(),
                call -> Outcome.done(Reply.empty(204)));
    }
}
