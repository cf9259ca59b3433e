package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixtures.LogLines;
import dev.sallyport.limit.LimitBy;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the framework refuses before a route sees it, and what it makes of failures. */
class RefusalTest {
    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    /auth/api-keys,    'GET, HEAD, OPTIONS, POST'",
        "GET,    /auth/login,       'OPTIONS, POST'",
        "HEAD,   /auth/login,       'OPTIONS, POST'",
        "POST,   /auth/me,          'GET, HEAD, OPTIONS'",
        "POST,   /auth/api-keys/x/, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "DELETE, /auth/jwks.json,   'GET, HEAD, OPTIONS'"
    })
    void wrongMethodIs405AndSaysWhatIsAllowed(String method, String path, String allow) {
        HttpResponse<String> response = api.send(method, path, null, null);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allow);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        if (!method.equals("HEAD")) {
            assertThat(response.body()).isEqualTo("""
                            {"type":"about:blank","title":"Method Not Allowed","status":405,\
                            "detail":"This method is not allowed here.","code":"method_not_allowed"}""");
        }
    }

    @Test
    void optionsSaysWhatIsAllowed() {
        HttpResponse<String> response = api.send("OPTIONS", "/auth/sessions", null, null);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth", "/auth/", "/auth/other", "/auth/login/more", "/auth/api-keys/x/rotate/y"})
    void unknownPathBelowTheMountIs404(String path) {
        HttpResponse<String> response = api.get(path, null);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Not Found","status":404,\
                        "detail":"There is no such thing here.","code":"not_found"}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=no-such",
                "application/json; charset=\"",
                "application/json; version",
                "application/jsonp",
                "application/problem+json",
                "multipart/form-data; boundary=x"
            })
    void otherContentTypesAre415(String type) {
        assertUnsupported(api.send(api.request("/auth/login")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA))));
    }

    @Test
    void missingContentTypeIs415() {
        assertUnsupported(api.send(api.request("/auth/login").POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA))));
    }

    @Test
    void encodedBodyIs415() {
        assertUnsupported(api.send(api.request("/auth/login")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA))));
    }

    private static void assertUnsupported(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Unsupported Media Type","status":415,\
                        "detail":"The body must be application/json in UTF-8, without a content encoding.",\
                        "code":"unsupported_media_type"}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json ; charset=\"UTF-8\""
            })
    void takesJsonInUtf8(String type) {
        assertThat(api.send(api.request("/auth/login")
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tooLargeBodyIs413() {
        assertTooLarge(api.post("/auth/login", null, " ".repeat(64 * 1024) + "{}"));
    }

    @Test
    void tooLargeBodyIs413WithoutLengthToo() {
        byte[] body = (" ".repeat(64 * 1024) + "{}").getBytes(StandardCharsets.UTF_8);
        for (String path : new String[] {"/auth/login", "/auth/logout"}) {
            assertTooLarge(api.send(api.request(path)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + api.token(TestApi.ADA))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))));
        }
    }

    @Test
    void ignoredBodyIsCappedToo() {
        assertTooLarge(api.post("/auth/logout", api.token(TestApi.ADA), " ".repeat(64 * 1024 + 1)));
        assertThat(api.post("/auth/logout", api.token(TestApi.ADA), "whatever").statusCode())
                .isEqualTo(204);
    }

    @Test
    void largestBodyIsRead() {
        assertThat(api.post("/auth/login", null, " ".repeat(64 * 1024 - TestApi.ADA.length()) + TestApi.ADA)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void announcedHugeBodyIsRefusedBeforeItComes() {
        String answer = api.raw(
                "POST /auth/login HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 9999999999",
                "Connection: close",
                "",
                "{");

        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void lengthThatEndsEarlyCutsTheBody() {
        String answer = api.raw(
                "POST /auth/login HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 10",
                "Connection: close",
                "",
                TestApi.ADA);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("The body is not valid JSON, at line 1, column ");
    }

    private static void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Content Too Large","status":413,\
                        "detail":"The body is larger than the 65536 bytes that are accepted.","code":"too_large"}""");
    }

    @Test
    void malformedChunksAreTheClientsFault() {
        String answer = api.raw(
                "POST /auth/login HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "Connection: close",
                "",
                "zz\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The body is empty; a JSON object is expected.",
                "[] | The body must be a JSON object.",
                "{\"username\":\"ada\",\"username\":\"vic\"} | 'The body has a member twice in one object, at line 1, column 19.'",
                "{\"username\":hunter2} | 'The body is not valid JSON, at line 1, column 13.'"
            })
    void malformedBodyIs400WithPlace(String body, String detail) {
        HttpResponse<String> response = api.post("/auth/login", null, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Bad Request","status":400,"detail":"%s",\
                        "code":"invalid_request"}""".formatted(detail));
    }

    @Test
    void limitsAreToldAndKept() {
        try (TestApi limited = TestApi.start(settings -> settings.limit(LimitBy.ADDRESS, "2/minute"))) {
            HttpResponse<String> first = limited.get("/auth/jwks.json", null);
            assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"default\";q=2;w=60");
            assertThat(first.headers().firstValue("RateLimit")).contains("\"default\";r=1;t=30");
            assertThat(limited.get("/auth/jwks.json", null).statusCode()).isEqualTo(200);

            HttpResponse<String> refused = limited.get("/auth/jwks.json", null);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("30");
            assertThat(refused.headers().firstValue("RateLimit")).contains("\"default\";r=0;t=30");
            assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void missingScopeIs403AndNamed() {
        String vic = api.token(TestApi.VIC);
        assertThat(api.get("/api/reports", vic).body()).isEqualTo("reports");

        HttpResponse<String> response = api.send("DELETE", "/api/reports", vic, null);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"https://api.example.com\", error=\"insufficient_scope\","
                        + " scope=\"reports:delete\"");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Forbidden","status":403,\
                        "detail":"This needs the scope: reports:delete.","code":"insufficient_scope",\
                        "scope":"reports:delete"}""");
    }

    @Test
    void unreachableStoreIs503() {
        String ada = api.token(TestApi.ADA);
        api.get("/auth/me", ada); // recognised from now on
        api.backend.breakDown();

        for (HttpResponse<String> response : List.of(
                api.get("/auth/api-keys", ada),
                api.get("/auth/sessions", ada),
                api.post("/auth/api-keys", ada, """
                        {"name":"x"}"""),
                api.send("POST", "/auth/logout", ada, null),
                api.post("/auth/login", null, TestApi.ADA))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After").orElseThrow())
                    .matches("[1-9][0-9]?");
            assertThat(response.body()).isEqualTo("""
                            {"type":"about:blank","title":"Service Unavailable","status":503,\
                            "detail":"Temporarily unavailable.","code":"unavailable"}""");
        }
    }

    @Test
    void outageIsLoggedWithWhatCouldNotBeAnswered() {
        String ada = api.token(TestApi.ADA);
        api.get("/auth/me", ada); // recognised from now on
        api.backend.breakDown();

        try (LogLines log = LogLines.named("dev.sallyport.servlet.wire.ReplyWriter")) {
            assertThat(api.get("/auth/api-keys", ada).statusCode()).isEqualTo(503);
            assertThat(log.lines()).containsExactly("GET /auth/api-keys was answered as unavailable: the store failed");
        }
    }

    @Test
    void unexpectedFailureIs500AndLeaksNothing() {
        String ada = api.token(TestApi.ADA);
        api.get("/auth/me", ada); // recognised from now on
        api.backend.failWith(new IllegalStateException("row 17 of sp_api_keys at /var/lib/db"));
        Captured log = new Captured();
        Logger logger = Logger.getLogger("dev.sallyport.servlet.wire.ReplyWriter");
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        try {
            HttpResponse<String> response = api.get("/auth/api-keys", ada);
            String incident = TestApi.member(response, "incident");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(incident).matches("[0-9a-f]{12}");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.body()).isEqualTo("""
                            {"type":"about:blank","title":"Internal Server Error","status":500,\
                            "detail":"Something went wrong here. The log has it as incident %s\
                            .","code":"internal_error","incident":"%s"}""".formatted(incident, incident));
            assertThat(log.records).singleElement().satisfies(entry -> {
                assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
                assertThat(entry.getMessage()).isEqualTo("Incident " + incident + ": GET /auth/api-keys failed");
                assertThat(entry.getThrown()).hasMessageContaining("row 17");
            });
        } finally {
            logger.removeHandler(log);
            logger.setUseParentHandlers(true);
        }
    }

    private static final class Captured extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public synchronized void publish(@Nullable LogRecord entry) {
            if (entry != null) {
                records.add(entry);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
