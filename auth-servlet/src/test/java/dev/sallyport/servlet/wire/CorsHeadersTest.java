package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pages that the policy names may read answers, and no other page learns more than that it may not. */
class CorsHeadersTest {
    private static final String PAGE = "https://app.example.com";
    private static final String VARY_OF_A_PREFLIGHT =
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    private final CorsPolicy policy = CorsPolicy.of(PAGE);
    private final Map<String, List<String>> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean committed;

    @Test
    void preflightIsAnOptionsRequestWithBothHeaders() {
        assertThat(CorsHeaders.isPreflight(preflight("OPTIONS", PAGE).request()))
                .isTrue();
        assertThat(CorsHeaders.isPreflight(preflight("GET", PAGE).request())).isFalse();
        assertThat(CorsHeaders.isPreflight(
                        asked("OPTIONS").header("Origin", PAGE).request()))
                .isFalse();
        assertThat(CorsHeaders.isPreflight(asked("OPTIONS")
                        .header("Access-Control-Request-Method", "GET")
                        .request()))
                .isFalse();
    }

    @Test
    void preflightOfANamedPageIsToldWhatItMayDo() {
        pages(policy).answerPreflight(preflight("OPTIONS", PAGE).request(), response());

        assertThat(answered)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "status", List.of("204"),
                        "Vary", List.of(VARY_OF_A_PREFLIGHT),
                        "Access-Control-Allow-Origin", List.of(PAGE),
                        "Access-Control-Allow-Methods", List.of("GET, HEAD, POST"),
                        "Access-Control-Allow-Headers", List.of("Authorization, Content-Type")));
    }

    @Test
    void preflightSaysHowLongItHoldsAndWhetherCookiesMayCome() {
        pages(policy.withMaxAge(Duration.ofMinutes(10)).withCredentials())
                .answerPreflight(preflight("OPTIONS", PAGE).request(), response());

        assertThat(answered)
                .containsEntry("Access-Control-Max-Age", List.of("600"))
                .containsEntry("Access-Control-Allow-Credentials", List.of("true"));
    }

    @Test
    void preflightOfAnotherPageIsToldNothing() {
        for (FakeRequest request : List.of(
                preflight("OPTIONS", "https://evil.example"),
                preflight("OPTIONS", PAGE).header("Origin", PAGE),
                preflight("OPTIONS", "null"))) {
            answered.clear();
            pages(policy.withCredentials().withMaxAge(Duration.ofMinutes(10)))
                    .answerPreflight(request.request(), response());
            assertThat(answered)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("status", List.of("204"), "Vary", List.of(VARY_OF_A_PREFLIGHT)));
        }
    }

    @Test
    void namedPageReadsTheHeadersThatItNeeds() {
        pages(policy.withExposedHeaders("X-Own"))
                .mark(asked("GET").header("Origin", PAGE).request(), response());

        assertThat(answered)
                .containsEntry("Vary", List.of("Origin"))
                .containsEntry("Access-Control-Allow-Origin", List.of(PAGE))
                .containsEntry(
                        "Access-Control-Expose-Headers",
                        List.of("RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Own"));
    }

    /** Caches ask the header whether they may give the answer to another page. */
    @Test
    void answerDependsOnTheOriginEvenWhereThereIsNone() {
        pages(policy).mark(asked("GET").request(), response());

        assertThat(answered).containsExactlyInAnyOrderEntriesOf(Map.of("Vary", List.of("Origin")));
    }

    @Test
    void dependenceOnTheOriginIsSaidOnce() {
        response().addHeader("Vary", "Accept,origin");
        pages(policy).mark(asked("GET").request(), response());
        assertThat(answered).containsEntry("Vary", List.of("Accept,origin"));

        answered.clear();
        response().addHeader("Vary", "X-Origin");
        pages(policy).mark(asked("GET").request(), response());
        assertThat(answered).containsEntry("Vary", List.of("X-Origin", "Origin"));
    }

    @Test
    void answerThatIsOnItsWayIsLeftAlone() {
        committed = true;
        pages(policy).mark(asked("GET").header("Origin", PAGE).request(), response());

        assertThat(answered).isEmpty();
    }

    @Test
    void policyWithoutAnOriginIsOff() {
        assertThat(pages(CorsPolicy.none()).isOn()).isFalse();
        assertThat(pages(policy).isOn()).isTrue();
    }

    @Test
    void cookieCountsOnlyForPagesThatMaySendCookies() {
        var page = asked("POST").header("Origin", PAGE).header("Sec-Fetch-Site", "cross-site");
        var other = asked("POST").header("Origin", "https://evil.example").header("Sec-Fetch-Site", "cross-site");

        assertThat(pages(policy.withCredentials()).isForeignToCookies(page.request()))
                .isFalse();
        assertThat(pages(policy.withCredentials()).isForeignToCookies(other.request()))
                .isTrue();
        assertThat(pages(policy).isForeignToCookies(page.request())).isTrue();
        assertThat(pages(policy).isForeignToCookies(asked("POST").request())).isFalse();
    }

    /** A login that gives out a token changes nothing in the browser; one that sets a cookie logs the browser in. */
    @Test
    void loginOfANamedPageIsItsOwnUnlessItSetsACookie() {
        var page = asked("POST").header("Origin", PAGE).header("Sec-Fetch-Site", "cross-site");
        var other = asked("POST").header("Origin", "https://evil.example").header("Sec-Fetch-Site", "cross-site");
        CorsHeaders cookies = new CorsHeaders(
                policy, List.of(StandardProfile.at("/auth").withCredentials(CredentialSources.cookie("session"))));

        assertThat(pages(policy).isForeignToLogins(page.request())).isFalse();
        assertThat(pages(policy).isForeignToLogins(other.request())).isTrue();
        assertThat(pages(policy).isForeignToLogins(asked("POST").request())).isFalse();
        assertThat(cookies.isForeignToLogins(page.request())).isTrue();
        assertThat(cookies.isForeignToLogins(asked("POST").request())).isFalse();
    }

    private static CorsHeaders pages(CorsPolicy policy) {
        return new CorsHeaders(policy, List.of(StandardProfile.at("/auth")));
    }

    private static FakeRequest asked(String method) {
        return FakeRequest.of(method, "HTTP/1.1");
    }

    private static FakeRequest preflight(String method, String origin) {
        return asked(method).header("Origin", origin).header("Access-Control-Request-Method", "GET");
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                CorsHeadersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "isCommitted" -> committed;
                    case "setStatus" -> answered.put("status", List.of(arguments[0].toString()));
                    case "setHeader" -> answered.put((String) arguments[0], List.of((String) arguments[1]));
                    case "addHeader" ->
                        answered.computeIfAbsent((String) arguments[0], name -> new ArrayList<>())
                                .add((String) arguments[1]);
                    case "getHeaders" -> answered.getOrDefault((String) arguments[0], List.of());
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
