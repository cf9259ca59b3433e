package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.wire.CorsPolicy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do with a login cookie. */
class CorsCookieTest {
    private static final String LOGIN = """
            {"auth":"7@example.com","password":"7-demo-password"}""";
    private static final String TOKENS = "/api/user/tokens";
    private static final String APP = "https://app.example.com";
    private static final List<String> OTHERS =
            List.of("https://evil.example", "null", "https://app.example.com.evil.example", "https://APP.example.com");

    private static HttpResponse<String> post(TestApi api, String path, String body, String... headers) {
        HttpRequest.Builder request = api.request(path).method("POST", HttpRequest.BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json").header("Sec-Fetch-Site", "same-site");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    private static String cookie(TestApi api) {
        String set = api.post("/api/auth/login", null, LOGIN)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cookiesAreForTheOriginsOfAPolicyWithCredentialsAlone(boolean credentials) {
        CorsPolicy policy = credentials ? CorsPolicy.of(APP).withCredentials() : CorsPolicy.of(APP);
        try (TestApi api = TestApi.start(CookieSessionProfile.create(), policy)) {
            String cookie = cookie(api);
            HttpResponse<String> write = post(api, TOKENS, "", "Cookie", cookie, "Origin", APP);
            assertThat(write.statusCode()).isEqualTo(credentials ? 201 : 403);
            assertThat(write.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(APP);
            assertThat(write.headers().allValues("Access-Control-Allow-Credentials"))
                    .isEqualTo(credentials ? List.of("true") : List.of());
            HttpResponse<String> login = post(api, "/api/auth/login", LOGIN, "Origin", APP);
            assertThat(login.statusCode()).isEqualTo(credentials ? 204 : 403);
            assertThat(login.headers().firstValue("Set-Cookie").isPresent()).isEqualTo(credentials);
            for (String other : OTHERS) {
                HttpResponse<String> refused = post(api, TOKENS, "", "Cookie", cookie, "Origin", other);
                assertThat(refused.statusCode()).as(other).isEqualTo(403);
                assertThat(refused.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
                assertThat(post(api, "/api/auth/login", LOGIN, "Origin", other).statusCode())
                        .as(other)
                        .isEqualTo(403);
            }
            HttpResponse<String> two = post(api, TOKENS, "", "Cookie", cookie, "Origin", APP, "Origin", APP);
            assertThat(two.statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
    void aFormIsNoWriteByCookieForAnyOrigin(String type) {
        try (TestApi api =
                TestApi.start(CookieSessionProfile.create(), CorsPolicy.of(APP).withCredentials())) {
            HttpRequest.Builder request = api.request(TOKENS)
                    .method("POST", HttpRequest.BodyPublishers.ofString("{}"))
                    .header("Content-Type", type)
                    .header("Origin", APP)
                    .header("Cookie", cookie(api));
            assertThat(api.send(request).statusCode()).isEqualTo(415);
        }
    }
}
