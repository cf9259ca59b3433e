package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import jakarta.servlet.http.Cookie;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a route learns of the request that it answers. */
class RouteCallTest {
    private static final Caller ADA = new Caller(
            "ada",
            CallerKind.USER,
            null,
            ScopeSet.of(),
            Set.of(),
            "session",
            null,
            Instant.EPOCH,
            List.of("pwd"),
            null,
            Map.of());

    private final FakeRequest request = FakeRequest.of("GET", "HTTP/1.1")
            .with("isSecure", false)
            .with("getCookies", null)
            .with("getQueryString", null);

    @Test
    void routeOfAnybodyHasNoCaller() {
        RouteCall call = call(Content.NONE, null, null);

        assertThat(call.anyCaller()).isEmpty();
        assertThat(call.credential()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(call::caller)
                .withMessage("GET /auth/keys/{id} is open, and the request came without a credential");
    }

    @Test
    void callerComesWithItsCredential() {
        RouteCall call = call(Content.NONE, ADA, "token");

        assertThat(call.caller()).isEqualTo(ADA);
        assertThat(call.anyCaller()).contains(ADA);
        assertThat(call.credential()).contains(Secret.of("token"));
    }

    @Test
    void variableIsOneOfThePath() {
        RouteCall call = call(Content.NONE, ADA, null);

        assertThat(call.path("id")).isEqualTo("7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.path("key"))
                .withMessage("GET /auth/keys/{id} has no variable key");
    }

    @Test
    void contentIsWhatTheRouteReads() {
        JsonBody json = JsonBody.empty();
        Parameters parameters = Parameters.of(Map.of("a", "1")).fold(read -> read, refusal -> {
            throw new AssertionError(refusal.detail());
        });

        assertThat(call(Content.of(json), ADA, null).body()).isSameAs(json);
        assertThat(call(Content.of(parameters), ADA, null).parameters()).isSameAs(parameters);
        assertThatIllegalStateException()
                .isThrownBy(() -> call(Content.of(parameters), ADA, null).body())
                .withMessage("GET /auth/keys/{id} reads no JSON");
        assertThatIllegalStateException()
                .isThrownBy(() -> call(Content.of(json), ADA, null).parameters())
                .withMessage("GET /auth/keys/{id} reads no parameters");
    }

    @Test
    void headersAreThoseOfTheRequest() {
        request.header("X-A", "1").header("X-A", "2");
        RouteCall call = call(Content.NONE, ADA, null);

        assertThat(call.header("X-A")).contains("1");
        assertThat(call.headers("X-A")).containsExactly("1", "2");
        assertThat(call.header("X-B")).isEmpty();
        assertThat(call.headers("X-B")).isEmpty();
    }

    @Test
    void cookieIsTheLastOfItsName() {
        request.with("getCookies", new Cookie[] {new Cookie("a", "1"), new Cookie("a", "2")});
        RouteCall call = call(Content.NONE, ADA, null);

        assertThat(call.cookie("a")).contains("2");
        assertThat(call.cookies("a")).containsExactly(Secret.of("1"), Secret.of("2"));
        assertThat(call.cookie("b")).isEmpty();
        assertThat(call.cookies("b")).isEmpty();
    }

    @Test
    void queryIsReadAndNoForm() {
        assertThat(call(Content.NONE, ADA, null).query("a")).isEmpty();
        request.with("getQueryString", "a=x%20y");
        assertThat(call(Content.NONE, ADA, null).query("a")).contains("x y");
        assertThat(call(Content.NONE, ADA, null).query("b")).isEmpty();
    }

    /** One that nobody looked at, because the route is open, is none. */
    @Test
    void bearerTokenIsTheOneThatTheCallerCameWith() {
        assertThat(call(Content.NONE, ADA, null).bearer()).isEmpty();
        request.header("Authorization", "bEARER  token");

        assertThat(call(Content.NONE, ADA, null).bearer()).contains(Secret.of("token"));
        assertThat(call(Content.NONE, null, null).bearer()).isEmpty();
    }

    @Test
    void anotherSchemeIsNoBearerToken() {
        request.header("Authorization", "Basic token");

        assertThat(call(Content.NONE, ADA, null).bearer()).isEmpty();
    }

    @Test
    void originIsTheAddressWithTheBrowserAndItsDevice() {
        request.header("User-Agent", "curl").with("getCookies", new Cookie[] {new Cookie("sallyport_device", "d")});
        RouteCall call = call(Content.NONE, ADA, null);

        assertThat(call.origin().address()).hasToString("192.0.2.1");
        assertThat(call.origin().userAgent()).isEqualTo("curl");
        assertThat(call.origin().deviceCookie()).isEqualTo(Secret.of("d"));
        assertThat(call.address()).hasToString("192.0.2.1");
    }

    private RouteCall call(Content content, @Nullable Caller caller, @Nullable String shown) {
        Route route =
                Route.authenticated("GET", "/auth/keys/{id}", Route.Body.NONE, same -> Outcome.done(Reply.empty(204)));
        return new RouteCall(
                new Match(route, Map.of("id", "7"), List.of()),
                request.request(),
                content,
                new Admitted(caller, Secret.ofNullable(shown), ClientAddress.of("192.0.2.1")),
                new CookieNames(false),
                until -> {});
    }
}
