package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of resource methods, asked for over HTTP. */
class JaxrsGuardTest {
    private static RestServer server;
    private static String none;
    private static String read;
    private static String write;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer()
                .app("/api", Resources.Guarded.class)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))
                .start();
        none = server.key();
        read = server.key("reports:read");
        write = server.key("reports:write");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetEntries() {
        RestServer.ENTERED.set(0);
    }

    @ParameterizedTest(name = "{0} {1}: nobody {2}, no scope {3}, reports:read {4}, reports:write {5}")
    @CsvSource({
        "GET, /api/open, 200, 200, 200, 200",
        "HEAD, /api/open, 200, 200, 200, 200",
        "POST, /api/open, 401, 403, 403, 200",
        "GET, /api/plain, 401, 200, 200, 200",
        "HEAD, /api/plain, 401, 200, 200, 200",
        "ASK, /api/plain, 401, 200, 200, 200",
        "GET, /api/plain/async, 401, 403, 200, 403",
        "GET, /api/reports/1, 401, 403, 200, 403",
        "HEAD, /api/reports/1, 401, 403, 200, 403",
        "POST, /api/reports, 403, 403, 403, 403",
        "GET, /api/inherited, 401, 403, 403, 403",
        "GET, /api/inherited/open, 401, 403, 200, 403",
        "GET, /api/typed/1, 401, 403, 200, 403",
        "GET, /api/typed, 200, 200, 200, 200",
        "GET, /api/items/instance, 401, 403, 200, 403",
        "GET, /api/items/instance/open, 200, 200, 200, 200",
        "GET, /api/items/instance/plain, 401, 200, 200, 200",
        "GET, /api/items/class, 401, 403, 200, 403",
        "GET, /api/items/class/open, 200, 200, 200, 200",
        "GET, /api/items/narrow, 401, 403, 403, 200",
        "GET, /api/items/surprise, 403, 403, 403, 403",
        "GET, /api/closed/below, 403, 403, 403, 403",
        "GET, /api/odd/below, 403, 403, 403, 403",
        "GET, /api/selfish, 200, 200, 200, 200",
        "GET, /api/selfish/self, 401, 403, 200, 403",
        "GET, /api/selfish/self/self, 401, 403, 200, 403",
        "GET, /api/torn/below, 401, 403, 403, 200",
        "GET, /api/companies/7, 401, 200, 200, 200",
        "GET, /api/companies/8, 401, 404, 404, 404",
        "GET, /api/companies/8/open, 200, 200, 200, 200"
    })
    void methodIsEnteredByWhomItsRuleAdmits(
            String method, String path, int nobody, int noScope, int withRead, int withWrite) throws Exception {
        assertThat(server.status(method, path, null)).as("nobody").isEqualTo(nobody);
        assertThat(server.status(method, path, none)).as("no scope").isEqualTo(noScope);
        assertThat(server.status(method, path, read)).as("read").isEqualTo(withRead);
        assertThat(server.status(method, path, write)).as("write").isEqualTo(withWrite);

        int admitted = (nobody == 200 ? 1 : 0)
                + (noScope == 200 ? 1 : 0)
                + (withRead == 200 ? 1 : 0)
                + (withWrite == 200 ? 1 : 0);
        assertThat(RestServer.ENTERED).hasValue(admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/none, 404",
        "DELETE, /api/plain, 405",
        "OPTIONS, /api/reports/1, 200",
        "OPTIONS, /api/open, 200",
        "GET, /api/items/missing, 404"
    })
    void whatLeadsToNoMethodIsShownToCallersOnly(String method, String path, int shown) throws Exception {
        HttpResponse<String> refused = server.send(method, path, null);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().map()).doesNotContainKeys("allow", "last-modified");
        assertThat(refused.body()).contains("authentication_required").doesNotContain("item 1", "GET", "reports");
        assertThat(server.status(method, path, none)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/application.wadl", "/api/application.wadl/xsd0.xsd"})
    void descriptionOfTheApplicationNeedsCaller(String path) throws Exception {
        assertThat(server.status("GET", path, null)).isEqualTo(401);
    }

    /** RESTEasy finds them, Jersey does not. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/bridged/7", "/api/bridged/all"})
    void bridgesDoNotOpenWhatTheClassDemands(String path) throws Exception {
        assertThat(server.status("GET", path, null)).isEqualTo(401);
        int refused = RestServer.JERSEY ? 404 : 403;
        assertThat(server.status("GET", path, none)).isEqualTo(refused);
        assertThat(server.status("GET", path, write)).isEqualTo(refused);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("GET", path, read)).isEqualTo(RestServer.JERSEY ? 404 : 200);
    }

    @Test
    void roleIsAskedForByItsMethod() throws Exception {
        assertThat(server.status("GET", "/api/plain/admin", null)).isEqualTo(401);
        assertThat(server.status("GET", "/api/plain/admin", server.fullKey("bob")))
                .isEqualTo(403);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("GET", "/api/plain/admin", server.fullKey("ada")))
                .isEqualTo(200);
        assertThat(server.send("GET", "/api/plain", server.fullKey("ada")).body())
                .isEqualTo("ada true BEARER");
        assertThat(server.send("GET", "/api/plain", server.fullKey("bob")).body())
                .isEqualTo("bob false BEARER");
    }

    @Test
    void refusalIsWrittenAsTheProfileSays() throws Exception {
        HttpResponse<String> refused = server.send("GET", "/api/reports/1", none);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("insufficient_scope")
                .contains("reports:read");
        assertThat(refused.body()).contains("\"code\":\"insufficient_scope\"");
    }

    @Test
    void refusalIsWrittenAsAnotherProfileSays() throws Exception {
        try (RestServer other = new RestServer()
                .app("/api", Resources.Guarded.class)
                .guard(web -> web.protect("/api/*")
                        .tenantPath("/api/companies/{company}/**")
                        .profile(KeyLoginProfile.create()))
                .start()) {
            HttpResponse<String> refused = other.send("GET", "/api/reports/1", other.key());

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(refused.body()).isEqualTo("""
                            {"code":40305,"status":403,"message":"this needs the scope: reports:read"}""");
            assertThat(other.send("GET", "/api/plain", null).body()).isEqualTo("""
                            {"code":40100,"status":401,"message":"authentication required"}""");
            assertThat(RestServer.ENTERED).hasValue(0);
        }
    }

    @Test
    void badCredentialIsRefusedEvenWhereNoneIsNeeded() throws Exception {
        assertThat(server.status("GET", "/api/open", "sp_key_bad")).isEqualTo(401);
        assertThat(RestServer.ENTERED).hasValue(0);
    }

    @Test
    void securityContextKnowsTheCaller() throws Exception {
        assertThat(server.send("GET", "/api/plain", server.key("reports:read", "reports:write"))
                        .body())
                .startsWith("ada ")
                .endsWith(" BEARER");
    }

    @Test
    void callerIsParameterOfMethod() throws Exception {
        assertThat(server.send("GET", "/api/plain/caller", none).body()).isEqualTo("ada API_KEY");
        assertThat(server.status("GET", "/api/plain/caller", null)).isEqualTo(401);
    }

    @Test
    void limitOfMethodIsCountedAndTold() throws Exception {
        String key = server.key();
        HttpResponse<String> first = server.send("GET", "/api/plain/limited", key);
        server.send("GET", "/api/plain/limited", key);
        HttpResponse<String> third = server.send("GET", "/api/plain/limited", key);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy").orElse("")).startsWith("\"Plain.limited\"");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(third.body()).contains("rate_limited");
        assertThat(RestServer.ENTERED).hasValue(2);
    }

    @Test
    void brokenStoreIsAnsweredAsUnavailable() throws Exception {
        HttpResponse<String> answer = server.send("GET", "/api/plain/broken", none);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("unavailable").doesNotContain("gone");
    }
}
