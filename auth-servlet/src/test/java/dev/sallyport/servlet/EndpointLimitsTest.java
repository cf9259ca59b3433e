package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.servlet.wire.EndpointLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
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
        String id = member(api.post("/auth/api-keys", ada, """
                {"name":"job","description":"nightly"}"""), "id");
        long head = head();
        for (String body : List.of("{}", "{\"name\":\"job\"}", "{\"enabled\":true}", "{\"description\":\"nightly\"}")) {
            assertThat(api.send("PATCH", "/auth/api-keys/" + id, ada, body).statusCode())
                    .isEqualTo(200);
        }
        assertThat(changes()).isEmpty();
        assertThat(head()).isEqualTo(head);
        assertThat(api.send("PATCH", "/auth/api-keys/" + id, ada, """
                {"name":"other"}""").statusCode())
                .isEqualTo(200);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void changesOfOneCallerAreLimitedAndReadsAndOthersGoOn() {
        String id = member(api.post("/auth/api-keys", ada, """
                {"name":"job"}"""), "id");
        int passed = 0;
        HttpResponse<String> last;
        do {
            last = api.send("PATCH", "/auth/api-keys/" + id, ada, """
                    {"name":"job %s"}""".formatted(passed));
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
        assertThat(api.post("/auth/api-keys", vic, """
                {"name":"job"}""").statusCode()).isEqualTo(201);
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

    /** As many as a fleet behind one address may send that starts all at once. */
    @Test
    void publishedDocumentsAreLimitedByAddressAndFarBeyondAFleet() {
        for (String path : List.of("/auth/jwks.json", "/auth/.well-known/oauth-authorization-server")) {
            HttpResponse<String> document = api.get(path, null);
            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(document.headers().firstValue("RateLimit-Policy"))
                    .as(path)
                    .hasValue("\"endpoint-published\";q=60000;w=60");
        }
    }

    @Test
    void publishedDocumentsShareTheBudgetThatIsSetAndNothingElseIsRefused() {
        EndpointLimits few = EndpointLimits.defaults().withPublished("3/minute");
        try (TestApi limited = TestApi.start(settings -> settings, web -> web.endpointLimits(few))) {
            String login = limited.token(TestApi.ADA);
            assertThat(limited.get("/auth/jwks.json", null).statusCode()).isEqualTo(200);
            assertThat(limited.get("/auth/jwks.json", login).statusCode())
                    .as("with a credential, which is nothing to an address")
                    .isEqualTo(200);
            assertThat(limited.get("/auth/.well-known/oauth-authorization-server", null)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = limited.get("/auth/jwks.json", null);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("20");
            assertThat(limited.get("/auth/me", login).statusCode()).isEqualTo(200);
            assertThat(limited.token(TestApi.VIC)).isNotEmpty();
            limited.clock.advance(Duration.ofSeconds(20));
            assertThat(limited.get("/auth/jwks.json", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void introspectionIsLimitedByTheClientThatAsks() {
        EndpointLimits few = EndpointLimits.defaults().withIntrospections("3/minute");
        try (OAuthApi oauth = new OAuthApi(settings -> settings, web -> web.endpointLimits(few))) {
            String token = oauth.clientToken(oauth.job);
            for (int i = 0; i < 3; i++) {
                assertThat(oauth.introspect(oauth.gateway, token).body()).contains("\"active\":true");
            }
            HttpResponse<String> refused = oauth.introspect(oauth.gateway, token);
            OAuthApi.assertError(refused, 429, "rate_limited");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("20");
            assertThat(oauth.introspect(oauth.client("gateway"), token).body())
                    .as("another client at the same address")
                    .contains("\"active\":true");
            assertThat(oauth.clientToken(oauth.gateway))
                    .as("a login of the one that asked too often")
                    .isNotEmpty();
            oauth.api.clock.advance(Duration.ofSeconds(20));
            assertThat(oauth.introspect(oauth.gateway, token).body()).contains("\"active\":true");
        }
    }

    @Test
    void clientThatMayNotKnowIsLimitedAsWell() {
        EndpointLimits few = EndpointLimits.defaults().withIntrospections("1/minute");
        try (OAuthApi oauth = new OAuthApi(settings -> settings, web -> web.endpointLimits(few))) {
            assertThat(oauth.introspect(oauth.job, "anything").body()).isEqualTo("{\"active\":false}");
            OAuthApi.assertError(oauth.introspect(oauth.job, "anything"), 429, "rate_limited");
        }
    }

    /** Programs are told to log in before each call, and many of them are behind one address. */
    @Test
    void goodLoginsOfKeysAndClientsHaveNoLimitByAddress() {
        String key = member(api.post("/auth/api-keys", ada, """
                {"name":"job"}"""), "key");
        for (int i = 0; i < 700; i++) {
            assertThat(api.post("/auth/login", null, """
                    {"api_key":"%s"}""".formatted(key)).statusCode())
                    .isEqualTo(200);
        }
        try (OAuthApi oauth = new OAuthApi()) {
            for (int i = 0; i < 700; i++) {
                assertThat(oauth.form("/auth/token", OAuthApi.basic(oauth.job), "grant_type=client_credentials")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void withoutLimitsNothingIsCounted() {
        try (OAuthApi oauth = new OAuthApi(settings -> settings, web -> web.endpointLimits(EndpointLimits.none()))) {
            assertThat(oauth.api.get("/auth/jwks.json", null).headers().firstValue("RateLimit-Policy"))
                    .isEmpty();
            assertThat(oauth.introspect(oauth.gateway, "anything").statusCode()).isEqualTo(200);
        }
        EndpointLimits some = EndpointLimits.defaults().without(EndpointLimits.Kind.PUBLISHED);
        assertThat(some.of(EndpointLimits.Kind.PUBLISHED)).isEmpty();
        assertThat(some.of(EndpointLimits.Kind.READS)).isPresent();
    }
}
