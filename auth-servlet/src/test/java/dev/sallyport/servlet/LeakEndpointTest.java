package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.leak.LeakPolicy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeakEndpointTest {
    private static final String GARBAGE = "acme_key_" + "A".repeat(50);
    private static final String FORGED = "eyJhbGciOiJFZERTQSJ9.e30.AAAA";

    private final TestApi api =
            TestApi.start(settings -> settings.leakReports(LeakPolicy.revoke().withPerAddress("20/minute")));

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> report(List<String> credentials) {
        return api.post("/auth/leaks", null, body(credentials));
    }

    private static String body(List<String> credentials) {
        return credentials.stream().collect(Collectors.joining("\",\"", "{\"credentials\":[\"", "\"]}"));
    }

    private String key() {
        return member(api.post("/auth/api-keys", api.token(TestApi.ADA), """
                {"name":"job"}"""), "key");
    }

    /** The work is done by the background thread, by the clock on the wall. */
    private void awaitRefused(String credential) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (api.get("/auth/me", credential).statusCode() != 401) {
            assertThat(System.nanoTime()).as("still accepted after 30 seconds").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void isOffByDefault() {
        try (TestApi plain = TestApi.start()) {
            assertThat(plain.post("/auth/leaks", null, body(List.of(GARBAGE))).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void reportedKeyAndTokenEndAndTheKeyOfATokenDoesNot() {
        String key = key();
        String other = key();
        String token = member(api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(other)), "access_token");
        assertThat(report(List.of(GARBAGE, key, FORGED, token)).statusCode()).isEqualTo(202);
        awaitRefused(key);
        awaitRefused(token);
        assertThat(api.get("/auth/me", other).statusCode()).isEqualTo(200);
    }

    @Test
    void answerIsTheSameWhateverIsGenuine() {
        HttpResponse<String> genuine = report(List.of(key()));
        HttpResponse<String> garbage = report(List.of(GARBAGE));
        assertThat(genuine.statusCode()).isEqualTo(202);
        assertThat(genuine.body()).isEqualTo("{\"received\":1}");
        assertThat(garbage.statusCode()).isEqualTo(202);
        assertThat(garbage.body()).isEqualTo(genuine.body());
        assertThat(garbage.headers().map().keySet())
                .isEqualTo(genuine.headers().map().keySet());
    }

    @Test
    void credentialInTheHeaderIsNotLookedAt() {
        assertThat(api.post("/auth/leaks", "no-such-token", body(List.of(GARBAGE)))
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}
                    {"credentials":[]}
                    {"credentials":"leaked-credential-text"}
                    {"credentials":["leaked-credential-text",7]}
                    {"credentials":["leaked-credential-text"],"more":1}
                    ["leaked-credential-text"]
                    """)
    void malformedReportsAreRefusedWithoutAnEcho(String body) {
        HttpResponse<String> response = api.post("/auth/leaks", null, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_request").doesNotContain("leaked-credential-text");
    }

    @Test
    void oneReportHasAHundredCredentialsOfWhichSixteenAreTokens() {
        assertThat(report(Collections.nCopies(100, GARBAGE)).statusCode()).isEqualTo(202);
        assertThat(report(Collections.nCopies(101, GARBAGE)).statusCode()).isEqualTo(400);
        assertThat(report(Collections.nCopies(16, FORGED)).statusCode()).isEqualTo(202);
        assertThat(report(Collections.nCopies(17, FORGED)).statusCode()).isEqualTo(400);
    }

    @Test
    void reportsAreLimitedByAddressAndSayHowMuchIsLeft() {
        HttpResponse<String> first = report(List.of(GARBAGE));
        assertThat(first.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).contains("r=19"));
        for (int i = 1; i < 20; i++) {
            assertThat(report(List.of(GARBAGE)).statusCode()).isEqualTo(202);
        }
        HttpResponse<String> refused = report(List.of(key()));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void reportThatCannotBeKeptIsNotAccepted() {
        api.backend.breakDown();
        HttpResponse<String> response = report(List.of(GARBAGE));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).doesNotContain(GARBAGE);
    }

    @Test
    void whoeverHoldsACredentialCanEndIt() {
        String key = key();
        String id = member(api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(key)), "session_id");
        assertThat(api.send("DELETE", "/auth/sessions/" + id, key, null).statusCode())
                .isEqualTo(204);
        String token = api.token(TestApi.VIC);
        assertThat(api.send("POST", "/auth/logout", token, null).statusCode()).isEqualTo(204);
        assertThat(api.get("/auth/me", token).statusCode()).isEqualTo(401);
    }
}
