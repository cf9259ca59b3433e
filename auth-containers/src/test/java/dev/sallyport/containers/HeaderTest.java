package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The credential's header as no client library writes it. */
class HeaderTest {
    private final Secret secret = new Secret();
    private final App app = new App().servlet(secret, "/api/secret");

    @BeforeEach
    void start() {
        app.start();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    /** KEY stands for a good one. */
    static List<String> oddSpellings() {
        return List.of(
                "Authorization: Bearer KEY,Bearer KEY",
                "Authorization: Bearer KEY, Basic YTpi",
                "Authorization: Basic YTpi, Bearer KEY",
                "Authorization: BearerKEY",
                "Authorization: Bearer\tKEY",
                "Authorization: Bearer\u00a0KEY",
                "Authorization: Bearer KEY\u00e4",
                "Authorization: Bearer \u00e4KEY",
                "Authorization: Bearer KEY KEY",
                "Authorization: Bearer \"KEY\"",
                "Authorization: Bearer token=KEY",
                "Authorization: Bearer =KEY",
                "Authorization: Bearer KEY;",
                "Authorization: Bearer KEY\u0000",
                "Authorization: Bearer \u0000KEY",
                "Authorization: Bearer K%45Y",
                "Authorization: KEY",
                "Authorization: ",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Basic KEY",
                "Authorization: Token KEY",
                "Authorization : Bearer KEY",
                "Authorization\t: Bearer KEY",
                " Authorization: Bearer KEY",
                "X-Authorization: Bearer KEY",
                "Proxy-Authorization: Bearer KEY",
                "Cookie: Authorization=Bearer KEY",
                "Cookie: access_token=KEY",
                "X-API-Key: KEY");
    }

    @ParameterizedTest
    @MethodSource("oddSpellings")
    void anOddSpellingIsNoCredential(String header) throws IOException {
        String key = app.key("secret:read");
        Raw answer = app.send("GET /api/secret HTTP/1.1", header.replace("KEY", key));
        assertThat(secret.entered.get()).as(answer.text()).isZero();
        assertThat(answer.status()).as(answer.text()).isIn(0, 400, 401);
        if (!answer.body().contains("HTTP Status 400")) {
            // Tomcat's own page for a malformed header repeats the line, unless its ErrorReportValve is told not to.
            assertThat(answer.text()).doesNotContain(key);
        }
    }

    @Test
    void aFoldedHeaderIsOneCredentialOrNone() throws IOException {
        Raw good = app.send("GET /api/secret HTTP/1.1", "Authorization: Bearer\r\n " + app.key("secret:read"));
        assertThat(good.status()).as(good.text()).isIn(200, 400, 401);
        int entered = secret.entered.get();
        Raw weak = app.send("GET /api/secret HTTP/1.1", "Authorization: Bearer\r\n " + app.key("other"));
        assertThat(weak.status()).as(weak.text()).isIn(400, 401, 403);
        assertThat(secret.entered.get()).isEqualTo(entered);
    }

    @Test
    void severalCredentialsAreRefusedWhicheverIsGood() throws IOException {
        String key = app.key("secret:read");
        for (List<String> pair : List.of(
                List.of("Authorization: Bearer " + key, "Authorization: Bearer " + key),
                List.of("Authorization: Bearer " + key, "authorization: Bearer nonsense"),
                List.of("AUTHORIZATION: Bearer nonsense", "Authorization: Bearer " + key),
                List.of("Authorization: Basic YTpi", "Authorization: Bearer " + key),
                List.of("Authorization:", "Authorization: Bearer " + key))) {
            Raw answer = app.send("GET /api/secret HTTP/1.1", pair.get(0), pair.get(1));
            assertThat(answer.status()).as(pair + ": " + answer.text()).isEqualTo(400);
        }
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void aHeaderOf64KiBIsRefused() throws IOException {
        Raw answer = app.send("GET /api/secret HTTP/1.1", "Authorization: Bearer " + "a".repeat(65_536));
        assertThat(answer.status()).isIn(0, 400, 401, 431);
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void theUsualSpellingsWork() throws IOException {
        String key = app.key("secret:read");
        for (String header : List.of(
                "Authorization: Bearer " + key,
                "authorization:bearer " + key,
                "AUTHORIZATION: BEARER " + key,
                "Authorization:   Bearer   " + key + "  ")) {
            assertThat(app.send("GET /api/secret HTTP/1.1", header).body()).contains("[Secret ada]");
        }
    }

    @Test
    void noCredentialIsReadFromTheQuery() throws IOException {
        String key = app.key("secret:read");
        for (String query : List.of("access_token=", "token=", "api_key=", "Authorization=Bearer%20", "key=")) {
            assertThat(app.send("GET /api/secret?" + query + key + " HTTP/1.1").status())
                    .isEqualTo(401);
        }
        assertThat(secret.entered.get()).isZero();
    }
}
