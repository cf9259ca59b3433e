package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.Plan;
import dev.sallyport.limit.Plans;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much is left is on every answer, whatever becomes of the request. */
class LimitHeadersTest {
    private static final String ADA = """
            {"email":"ada@example.com","password":"ada-demo-password"}""";
    private static final String KEYS = "/api/auth/api-keys/";
    private static final List<String> HEADERS =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

    /** The ways to say what anybody may ask for. */
    enum Settings implements UnaryOperator<SallyportBuilder> {
        BY_CREDENTIAL {
            @Override
            public SallyportBuilder apply(SallyportBuilder builder) {
                return builder.limit(LimitBy.CREDENTIAL, "50/hour, 1000/day");
            }
        },
        BY_ADDRESS {
            @Override
            public SallyportBuilder apply(SallyportBuilder builder) {
                return builder.limit(LimitBy.ADDRESS, "50/hour, 1000/day");
            }
        },
        BY_PLAN {
            @Override
            public SallyportBuilder apply(SallyportBuilder builder) {
                return builder.plans(Plans.withDefault(Plan.of("free", "50/hour, 1000/day")));
            }
        }
    }

    private static HttpResponse<String> assertTold(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        HEADERS.forEach(name -> assertThat(response.headers().allValues(name))
                .as(name + " of the " + status)
                .singleElement()
                .asString()
                .matches("[0-9]+"));
        return response;
    }

    @ParameterizedTest
    @EnumSource
    void publishedApiTellsOnEveryAnswer(Settings settings) {
        try (TestApi api = TestApi.start(AccessRefreshProfile.create(), settings)) {
            String access = member(assertTold(api.post("/api/auth/login/", null, ADA), 200), "access");
            HttpResponse<String> made = assertTold(api.post(KEYS, access, """
                    {"name":"job"}"""), 201);
            String key = member(made, "key");
            assertTold(api.get("/api/reports", key), 200);
            assertTold(api.send("DELETE", "/api/reports", key, null), 403);
            assertTold(api.post(KEYS, access, "{\"name\":7}"), 400);
            assertTold(api.get("/api/reports;x", key), 400);
            assertTold(api.get("/api/reports", null), 401);
            assertTold(api.get("/api/reports", "nonsense"), 401);
            assertTold(api.get(KEYS, "nonsense"), 401);
            assertTold(api.post("/api/auth/login/", null, ADA.replace("ada-", "wrong-")), 401);
            assertTold(api.get(KEYS + "unknown/", access), 404);
            assertTold(api.get("/api/no-such-thing", key), 404);
            assertTold(api.send("PUT", "/api/auth/login/", null, ADA), 405);
            assertTold(api.send("PUT", "/api/reports", access, "{}"), 405);
            assertTold(api.send("DELETE", KEYS + member(made, "id") + "/", access, null), 204);
            for (int i = 0; i < 50; i++) {
                api.get("/api/reports", access);
            }
            HttpResponse<String> full = assertTold(api.get("/api/reports", access), 429);
            assertThat(full.headers().firstValue("X-RateLimit-Remaining")).contains("0");
            assertThat(full.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void badCredentialsCountAgainstWhatItsAddressMayAskFor() {
        try (TestApi api = TestApi.start(settings -> settings.limit(LimitBy.ADDRESS, "3/minute"))) {
            for (int left = 2; left >= 0; left--) {
                HttpResponse<String> response = api.get("/api/reports", "nonsense");
                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().firstValue("RateLimit").orElseThrow())
                        .contains(";r=" + left + ";");
            }
            assertThat(api.get("/api/reports", "nonsense").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void withoutSuchALimitABadCredentialTellsHowManyMoreThereMayBe() {
        try (TestApi api = TestApi.start(settings -> settings.failuresPerAddress("2/minute"))) {
            HttpResponse<String> first = api.get("/api/reports", "nonsense");
            assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"failures\";q=2;w=60");
            assertThat(first.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"failures\";r=1;");
            api.get("/api/reports", "nonsense");
            api.get("/api/reports", "nonsense");
            HttpResponse<String> closed = api.get("/api/reports", "nonsense");
            assertThat(closed.statusCode()).isEqualTo(429);
            assertThat(closed.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"failures\";r=0;");
            assertThat(api.get("/api/reports", null).headers().firstValue("RateLimit"))
                    .as("nothing limits a request without a credential here")
                    .isEmpty();
        }
    }

    @Test
    void closedDoorIsToldInPlaceOfALimitThatHasRoom() {
        try (TestApi api = TestApi.start(
                settings -> settings.limit(LimitBy.ADDRESS, "1000/minute").failuresPerAddress("1/minute"))) {
            for (int i = 0; i < 2; i++) {
                assertThat(api.get("/api/reports", "nonsense").statusCode()).isEqualTo(401);
            }
            HttpResponse<String> closed = api.get("/api/reports", "nonsense");
            assertThat(closed.statusCode()).isEqualTo(429);
            assertThat(closed.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"failures\";r=0;");
        }
    }

    @Test
    void plansLimitGroupsApartAndAnotherPlanHoldsAtOnce() {
        Plans plans = Plans.withDefault(Plan.of("free", "100/hour, 1000/day").group("reports:generate", "2/hour"))
                .and(Plan.of("pro", "1000/hour").group("reports:generate", "20/hour"));
        try (TestApi api = TestApi.start(AccessRefreshProfile.create(), settings -> settings.plans(plans))) {
            api.users.plan("ada", "pro");
            String access = member(api.post("/api/auth/login/", null, ADA), "access");
            String key = member(api.post(KEYS, access, """
                    {"name":"job"}"""), "key");
            assertLimit(generate(api, key), 200, 20);
            assertLimit(api.get("/api/reports", key), 200, 1_000);

            api.users.plan("ada", "free");
            api.auth.ownerChanged("ada");
            assertLimit(generate(api, key), 200, 2);
            assertLimit(generate(api, key), 429, 2);
            assertLimit(api.get("/api/reports", key), 200, 100);
        }
    }

    private static HttpResponse<String> generate(TestApi api, String key) {
        return api.post("/api/generate", key, "{}");
    }

    private static void assertLimit(HttpResponse<String> response, int status, int limit) {
        assertTold(response, status);
        assertThat(response.headers().firstValue("X-RateLimit-Limit"))
                .as(String.format(Locale.ROOT, "of the %d", status))
                .contains(Integer.toString(limit));
    }
}
