package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller with a good login who does one thing in a loop fills nothing and keeps nobody waiting. */
class EndpointLimitsTest {
    private final TestApi api = TestApi.start();
    private final String ada = api.token(TestApi.ADA);

    @AfterEach
    void close() {
        api.close();
    }

    private List<AuditEvent> changes() {
        return api.auth
                .auditLog()
                .find(AuditQuery.newest()
                        .withTypes(AuditEvent.Type.API_KEY_CHANGED)
                        .withLimit(1_000))
                .events();
    }

    private long head() {
        return api.stores.changeLog().readAfter(0, 1).head();
    }

    @Test
    void changeThatChangesNothingWritesNothing() {
        String id = member(api.post("/auth/api-keys", ada, "{\"name\":\"job\",\"description\":\"nightly\"}"), "id");
        long head = head();
        for (String body : List.of("{}", "{\"name\":\"job\"}", "{\"enabled\":true}", "{\"description\":\"nightly\"}")) {
            assertThat(api.send("PATCH", "/auth/api-keys/" + id, ada, body).statusCode())
                    .isEqualTo(200);
        }
        assertThat(changes()).isEmpty();
        assertThat(head()).isEqualTo(head);
        assertThat(api.send("PATCH", "/auth/api-keys/" + id, ada, "{\"name\":\"other\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void changesOfOneCallerAreLimitedAndReadsAndOthersGoOn() {
        String id = member(api.post("/auth/api-keys", ada, "{\"name\":\"job\"}"), "id");
        int passed = 0;
        HttpResponse<String> last;
        do {
            last = api.send("PATCH", "/auth/api-keys/" + id, ada, "{\"name\":\"job " + passed + "\"}");
            passed += last.statusCode() == 200 ? 1 : 0;
        } while (last.statusCode() == 200 && passed < 100);
        assertThat(passed).isEqualTo(59);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(last.headers().firstValue("RateLimit-Policy"))
                .hasValueSatisfying(value -> assertThat(value).contains("endpoint-changes"));
        assertThat(changes()).hasSize(59);
        assertThat(api.get("/auth/api-keys", ada).statusCode()).isEqualTo(200);
        String again = api.token(TestApi.ADA);
        assertThat(api.send("DELETE", "/auth/api-keys/" + id, again, null).statusCode())
                .as("another login of the same caller")
                .isEqualTo(429);
        String vic = api.token(TestApi.VIC);
        assertThat(api.post("/auth/api-keys", vic, "{\"name\":\"job\"}").statusCode())
                .isEqualTo(201);
    }

    /** Without a token, so that it is no failed attempt, which has a limit of its own. */
    private HttpResponse<String> revoke() {
        return api.post("/auth/revoke", null, "{}");
    }

    @Test
    void revocationsOfOneAddressAreLimitedBeforeTheBodyIsRead() {
        int passed = 0;
        while (passed < 1_000 && revoke().statusCode() == 400) {
            passed++;
        }
        assertThat(passed).isEqualTo(600);
        HttpResponse<String> refused = api.post("/auth/revoke", null, "not read");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("RateLimit-Policy"))
                .hasValueSatisfying(value -> assertThat(value).contains("endpoint-revocations"));
        assertThat(api.get("/auth/api-keys", ada).statusCode()).isEqualTo(200);
        assertThat(api.token(TestApi.VIC)).isNotEmpty();
    }
}
