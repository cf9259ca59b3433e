package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.Sallyport;
import dev.sallyport.activity.ActivityListener.Presented;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.user.NewUser;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SallyportMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private MeteredApi api = new MeteredApi(registry);

    @BeforeEach
    void bind() {
        SallyportMetrics.of(api.auth).bindTo(registry);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private double requests(String credential, String outcome) {
        return registry.get("sallyport.requests")
                .tags("credential", credential, "outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void countsRequestsByCredentialAndOutcome() {
        String key = api.key("ada", "reports:read");
        String narrow = api.key("ada", "reports:write");
        assertThat(api.get("/reports/1", "Authorization", "Bearer " + key)).isEqualTo(200);
        assertThat(api.get("/reports/2", "Authorization", "Bearer " + key)).isEqualTo(200);
        assertThat(api.get("/reports/1", "Authorization", "Bearer " + narrow)).isEqualTo(403);
        assertThat(api.get("/reports/1")).isEqualTo(401);
        assertThat(api.get("/reports/1", "Authorization", "Bearer sp_key_wrong"))
                .isEqualTo(401);
        assertThat(api.get("/reports/1", "Authorization", "Bearer ey.ey.ey")).isEqualTo(401);
        assertThat(api.get("/reports/1", "Authorization", "Bearer a b")).isEqualTo(401);
        assertThat(api.get("/reports/a%2Eb")).isEqualTo(400);

        assertThat(requests("api_key", "admitted")).isEqualTo(2);
        assertThat(requests("api_key", "insufficient_scope")).isEqualTo(1);
        assertThat(requests("api_key", "invalid_token")).isEqualTo(1);
        assertThat(requests("access_token", "invalid_token")).isEqualTo(1);
        assertThat(requests("none", "authentication_required")).isEqualTo(1);
        assertThat(requests("unread", "invalid_token")).isEqualTo(1);
        assertThat(requests("unread", "invalid_request")).isEqualTo(1);
        assertThat(registry.get("sallyport.credentials.loaded")
                        .functionCounter()
                        .count())
                .isEqualTo(4);
        assertThat(registry.get("sallyport.credentials.cached").gauge().value()).isEqualTo(2);
        assertThat(registry.get("sallyport.changes.age").timeGauge().value()).isNotNegative();
    }

    @Test
    void countsWhatIsRefusedInside() {
        String narrow = api.key("ada", "reports:write");
        assertThat(api.get("/forwarded", "Authorization", "Bearer " + narrow)).isEqualTo(403);
        assertThat(requests("api_key", "admitted")).isEqualTo(1);
        assertThat(requests("api_key", "insufficient_scope")).isZero();
        assertThat(registry.get("sallyport.refusals.inside")
                        .tag("outcome", "insufficient_scope")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countsLoginsLimitsAndCallsOfTheStores() {
        assertThat(api.login(MeteredApi.PASSWORD)).isEqualTo(200);
        assertThat(api.login("wrong")).isEqualTo(401);
        for (int i = 0; i < 30; i++) {
            api.get("/reports/1", "Authorization", "Bearer sp_key_wrong" + i);
        }
        assertThat(logins("succeeded")).isEqualTo(1);
        assertThat(logins("invalid_credentials")).isEqualTo(1);
        assertThat(requests("api_key", "rate_limited")).isPositive();
        assertThat(registry.get("sallyport.limiter.refusals")
                        .tag("work", "credentials")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("sallyport.store.calls")
                        .tags("store", "users", "outcome", "succeeded")
                        .timer()
                        .count())
                .isPositive();
        assertThat(registry.get("sallyport.store.calls")
                        .tags("store", "transaction", "outcome", "succeeded")
                        .timer()
                        .count())
                .isPositive();
    }

    private double logins(String outcome) {
        return registry.get("sallyport.logins")
                .tags("way", "password", "outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void tenThousandRequestsOfStrangersMakeNoNewMeter() throws Exception {
        for (int i = 0; i < 100; i++) {
            api.auth
                    .users()
                    .createIfAbsent(NewUser.of("user" + i).withId("user" + i).withRoles("analyst"));
        }
        String[] keys = new String[100];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = api.key("user" + i, "reports:read");
        }
        Set<Meter.Id> before = ids(registry);
        api.pipelined(
                10_000,
                i -> "X-Forwarded-For: 198.51." + i / 256 + "." + i % 256 + "\r\nAuthorization: Bearer "
                        + (i % 100 == 0 ? keys[i / 100] : "sp_key_wrong" + i) + "\r\n",
                i -> "/reports/" + i);
        assertThat(requests("api_key", "admitted")).isEqualTo(100);
        assertThat(requests("api_key", "invalid_token")).isEqualTo(9_900);
        assertThat(ids(registry)).isEqualTo(before);
    }

    private static Set<Meter.Id> ids(MeterRegistry registry) {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    @Test
    void countingAnAdmittedRequestAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Caller ada = Caller.builder("ada", CallerKind.USER, Instant.EPOCH).build();
        for (int i = 0; i < 1_000; i++) {
            api.auth.activity().admitted(Presented.API_KEY, ada);
        }
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            api.auth.activity().admitted(Presented.API_KEY, ada);
        }
        // The measuring itself allocates a little.
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(100_000);
    }

    @Test
    void twoApplicationsAreToldApartByATag() {
        SimpleMeterRegistry both = new SimpleMeterRegistry();
        try (Sallyport other =
                Sallyport.builder().issuer("https://other.example.com").build()) {
            SallyportMetrics.of(api.auth)
                    .withTags(Tag.of("application", "reports"))
                    .bindTo(both);
            SallyportMetrics.of(other).withTags(Tag.of("application", "other")).bindTo(both);
            api.get("/reports/1");
        }
        assertThat(both.get("sallyport.requests")
                        .tags("application", "reports", "credential", "none", "outcome", "authentication_required")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(both.get("sallyport.requests")
                        .tags("application", "other", "credential", "none", "outcome", "authentication_required")
                        .counter()
                        .count())
                .isZero();
    }
}
