package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.apikey.NewApiKey;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardOverHttpTest {
    private final Reports reports = new Reports();
    private final Plain plain = new Plain();
    private final Ping ping = new Ping();
    private final Closed closed = new Closed();
    private final Admin admin = new Admin();
    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        server.servlet(reports, "/api/reports/*")
                .servlet(plain, "/api/plain")
                .servlet(ping, "/api/ping")
                .servlet(closed, "/api/closed")
                .servlet(admin, "/api/admin")
                .servlet(new Limited(), "/api/limited")
                .servlet(new Recording(), "/free")
                .install(SallyportWeb.of(server.auth)
                        .protect("/api/*")
                        .endpoints("/auth/*")
                        .open("/api/plain/open", "/api/static/*")
                        .apiKeyHeader("X-API-Key"))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void letsTheScopeInAndTellsTheServletWhoItIs() throws Exception {
        HttpResponse<String> answer = server.get("/api/reports/7", server.key("reports:read"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Reports ada ada BEARER");
    }

    @Test
    void refusesWithoutCredential() throws Exception {
        HttpResponse<String> answer = server.send("GET", "/api/reports");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"authentication_required\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Bearer realm"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(server.send("GET", "/api/plain").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/api/no-such-thing").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/api").statusCode()).isEqualTo(401);
        assertThat(reports.entered.get() + plain.entered.get()).isZero();
    }

    @Test
    void refusesWithoutScopeAndNamesIt() throws Exception {
        String key = server.key("reports:write");
        HttpResponse<String> answer = server.get("/api/reports", key);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"insufficient_scope\"").contains("reports:read");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).contains("scope=\"reports:read\""));
        assertThat(server.send("HEAD", "/api/reports", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(403);
        assertThat(reports.entered.get()).isZero();
        assertThat(server.send("POST", "/api/reports", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsHeadFollowGet() throws Exception {
        String key = server.key("reports:read");
        assertThat(server.send("HEAD", "/api/reports", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(200);
        assertThat(reports.entered.get()).isEqualTo(1);
    }

    @Test
    void needsAnyCredentialWhereNothingIsSaid() throws Exception {
        assertThat(server.get("/api/plain", server.key("reports:read")).statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/no-such-thing", server.key()).statusCode()).isEqualTo(404);
    }

    @Test
    void opensWhatIsPermittedAndStillRefusesABadCredential() throws Exception {
        assertThat(server.send("GET", "/api/ping").body()).isEqualTo("Ping nobody null null");
        assertThat(server.get("/api/ping", server.key()).body()).isEqualTo("Ping ada ada BEARER");
        assertThat(server.send("GET", "/api/ping", "Authorization", "Basic YTpi")
                        .statusCode())
                .as("another scheme is the application's own business")
                .isEqualTo(200);
        assertThat(server.get("/api/ping", "nonsense").statusCode()).isEqualTo(401);
        assertThat(ping.entered.get()).isEqualTo(3);
    }

    @Test
    void opensPathsThatAreNamed() throws Exception {
        assertThat(server.send("GET", "/api/static/logo.svg").statusCode()).isEqualTo(404);
        assertThat(server.send("GET", "/api/static").statusCode()).isEqualTo(404);
        assertThat(server.send("GET", "/api/staticx").statusCode()).isEqualTo(401);
    }

    @Test
    void closesWhatIsDenied() throws Exception {
        assertThat(server.get("/api/closed", server.key()).statusCode()).isEqualTo(403);
        assertThat(server.send("GET", "/api/closed").statusCode()).isEqualTo(403);
        assertThat(closed.entered.get()).isZero();
    }

    @Test
    void asksForRoles() throws Exception {
        assertThat(server.get("/api/admin", server.key()).body()).isEqualTo("Admin true false true");
        assertThat(server.get("/api/admin", server.key("reports:read")).statusCode())
                .isEqualTo(403);
        assertThat(admin.entered.get()).isEqualTo(1);
    }

    @Test
    void leavesTheRestOfTheApplicationAlone() throws Exception {
        assertThat(server.send("GET", "/free").statusCode()).isEqualTo(200);
        assertThat(server.send("GET", "/free", "Authorization", "Bearer nonsense")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void readsTheKeyHeaderAndRefusesTwoCredentials() throws Exception {
        String key = server.key("reports:read");
        assertThat(server.send("GET", "/api/reports", "X-API-Key", key).statusCode())
                .isEqualTo(200);
        assertThat(server.send("GET", "/api/reports", "X-API-Key", key, "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.send("GET", "/api/reports", "X-API-Key", "bad", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(400);
        assertThat(reports.entered.get()).isEqualTo(1);
    }

    @Test
    void neverReadsACredentialFromTheQuery() throws Exception {
        String key = server.key("reports:read");
        for (String name : List.of("access_token", "api_key", "X-API-Key", "token", "Authorization")) {
            assertThat(server.send("GET", "/api/reports?" + name + "=" + key).statusCode())
                    .isEqualTo(401);
        }
        assertThat(reports.entered.get()).isZero();
    }

    @Test
    void limitsAndTellsHowMuchIsLeft() throws Exception {
        String key = server.key();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(server.get("/api/limited", key));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 200, 429);
        assertThat(answers.get(0).headers().firstValue("RateLimit-Policy")).hasValue("\"/api/limited\";q=3;w=3600");
        assertThat(answers.get(0).headers().firstValue("RateLimit"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("\"/api/limited\";r=2;t="));
        HttpResponse<String> refused = answers.get(3);
        assertThat(refused.headers().firstValueAsLong("Retry-After").getAsLong())
                .isBetween(1L, 3600L);
        assertThat(refused.headers().firstValue("RateLimit")).isPresent();
        assertThat(refused.body()).contains("\"rate_limited\"");
        assertThat(server.get("/api/plain", key).headers().firstValue("RateLimit"))
                .isEmpty();
    }

    @Test
    void servesTheEndpointsInFrontOfTheApplication() throws Exception {
        HttpResponse<String> me = server.get("/auth/me", server.key());
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"ada\"");
        assertThat(server.send("GET", "/auth/me").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/auth/jwks.json").statusCode()).isEqualTo(200);
        assertThat(server.send("GET", "/auth/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> wrong = server.send("PUT", "/auth/me", "Authorization", "Bearer " + server.key());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow"))
                .hasValueSatisfying(v -> assertThat(v).contains("GET"));
    }

    @Test
    void doesNotLetAnOldTokenBarALogin() throws Exception {
        HttpResponse<String> login = server.send("POST", "/auth/login", "Authorization", "Bearer nonsense");
        assertThat(login.statusCode()).as("what is wrong is the missing body").isIn(400, 415);
    }

    @Test
    void tellsWhichServletsAskForAScope() throws Exception {
        assertThat(server.get("/auth/scopes", server.key()).body())
                .contains("GET /api/reports/*")
                .contains("POST /api/reports/*")
                .doesNotContain("PUT /api/reports");
    }

    @Test
    void stopsARevokedKeyWhileEightThreadsCall() throws Exception {
        NewApiKey key = server.newKey("reports:read");
        AtomicBoolean revoked = new AtomicBoolean();
        CountDownLatch warm = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> late = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                late.add(threads.submit(() -> {
                    int accepted = 0;
                    int afterwards = 0;
                    while (afterwards < 20) {
                        boolean before = revoked.get();
                        int status = server.get("/api/reports", key.secret().reveal())
                                .statusCode();
                        warm.countDown();
                        if (before) {
                            afterwards++;
                            accepted += status == 200 ? 1 : 0;
                        }
                    }
                    return accepted;
                }));
            }
            warm.await();
            server.revoke(key);
            revoked.set(true);
            for (Future<Integer> each : late) {
                assertThat(each.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @RequiresScope("reports:read")
    private static final class Reports extends Recording {
        @Override
        @RequiresScope("reports:write")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(request, response);
        }
    }

    private static final class Plain extends Recording {}

    @PermitAll
    private static final class Ping extends Recording {}

    @DenyAll
    private static final class Closed extends Recording {}

    @RateLimited("3/hour")
    private static final class Limited extends Recording {}

    @RolesAllowed("admin")
    private static final class Admin extends Recording {
        @Override
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            entered.incrementAndGet();
            response.getWriter()
                    .print("Admin " + request.isUserInRole("admin") + " " + request.isUserInRole("viewer") + " "
                            + request.getUserPrincipal().getName().equals("ada"));
        }
    }
}
