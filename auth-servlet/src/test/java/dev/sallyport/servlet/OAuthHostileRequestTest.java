package dev.sallyport.servlet;

import static dev.sallyport.servlet.OAuthApi.assertError;
import static dev.sallyport.servlet.OAuthApi.basic;
import static dev.sallyport.servlet.OAuthApi.inBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client sends, to all OAuth 2.0 endpoints. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuthHostileRequestTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OAuthApi oauth = new OAuthApi();
    private final String valid = "grant_type=client_credentials&token=x";

    @AfterAll
    void stop() {
        oauth.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/token", "/auth/revoke", "/auth/introspect"})
    void twoMethodsAreAnInvalidRequest(String path) {
        String basic = basic(oauth.gateway);
        for (String body : new String[] {
            valid + "&" + inBody(oauth.gateway),
            valid + "&client_secret=" + oauth.gateway.secret().reveal(),
            valid + "&client_id=" + oauth.job.client().id()
        }) {
            assertError(oauth.form(path, basic, body), 400, "invalid_request");
        }
        assertError(oauth.form(path, "Basic !", valid + "&" + inBody(oauth.gateway)), 400, "invalid_request");
        assertError(oauth.form(path, valid + "&client_secret=x"), 400, "invalid_request");
        HttpRequest.Builder twice =
                oauth.request(path, FORM, valid).header("Authorization", basic).header("Authorization", basic);
        assertError(oauth.api.send(twice), 400, "invalid_request");
        assertThat(oauth.form(
                                path,
                                basic,
                                valid + "&client_id=" + oauth.gateway.client().id())
                        .statusCode())
                .as("to name itself once more is none")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/token", "/auth/revoke", "/auth/introspect"})
    void repeatedParametersAreAnInvalidRequest(String path) {
        String basic = basic(oauth.gateway);
        for (String body : new String[] {
            valid + "&scope=reports:read&scope=reports:read",
            valid + "&scope=&scope=reports:read",
            valid + "&grant_type=client_credentials",
            valid + "&%67rant_type=client_credentials",
            valid + "&token=y",
            valid + "&unknown=1&unknown=2",
            inBody(oauth.gateway) + "&" + valid + "&client_id=x"
        }) {
            assertError(oauth.form(path, basic, body), 400, "invalid_request");
        }
        assertError(oauth.json(path, """
                        {"grant_type":"client_credentials","token":"x","token":"x"}"""), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/token", "/auth/revoke", "/auth/introspect"})
    void bodiesThatAreNoParametersAreRefused(String path) {
        for (String body :
                new String[] {"token=%", "token=%4", "token=%zz", "token=%c3%28", "token=%ff", "token=%00", "%e2%82=1"
                }) {
            assertError(oauth.form(path, basic(oauth.gateway), body), 400, "invalid_request");
        }
        for (String body : new String[] {
            "",
            "[]",
            "{",
            "{\"token\":1}",
            "{\"token\":[\"x\"]}",
            "{\"token\":\"\\u0000\"}",
            "{\"token\":{\"token\":{}}}",
            valid
        }) {
            HttpResponse<String> response = oauth.json(path, body);
            assertError(
                    response,
                    body.isEmpty() && path.endsWith("introspect") ? 401 : 400,
                    body.isEmpty() && path.endsWith("introspect") ? "invalid_client" : "invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORM + ";charset=utf-16",
                FORM + "; charset=utf-16",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/json;charset=utf-16",
                "application/x-www-form-urlencodedx",
                "*/*"
            })
    void otherTypesAndCharsetsAreRefused(String type) {
        for (String path : new String[] {"/auth/token", "/auth/revoke", "/auth/introspect"}) {
            assertError(
                    oauth.api.send(oauth.request(path, type, valid).header("Authorization", basic(oauth.gateway))),
                    415,
                    "invalid_request");
        }
    }

    @Test
    void encodedContentIsRefusedAndUtf8MayBeSaid() {
        HttpRequest.Builder packed = oauth.request("/auth/token", FORM, valid)
                .header("Authorization", basic(oauth.job))
                .header("Content-Encoding", "gzip");
        assertError(oauth.api.send(packed), 415, "invalid_request");
        for (String type : new String[] {
            FORM + ";charset=UTF-8", FORM + " ; charset=\"utf-8\"", FORM.toUpperCase(java.util.Locale.ROOT)
        }) {
            assertThat(oauth.api
                            .send(oauth.request("/auth/token", type, valid).header("Authorization", basic(oauth.job)))
                            .statusCode())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @Test
    void malformedBasicIsAClientThatFailed() {
        String id = oauth.job.client().id();
        String secret = oauth.job.secret().reveal();
        byte[] latin = (id + ":\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf8 = (id + ":\u00e9").getBytes(StandardCharsets.UTF_8);
        for (String authorization : new String[] {
            "Basic",
            "Basic ",
            "Basic !!!!",
            "Basic " + id,
            "Basic====",
            basic("no-colon"),
            basic(":" + secret),
            basic(id + ":"),
            basic(id + ":%"),
            basic(id + ":%4"),
            basic(id + ":%zz"),
            basic(id + ":%ff"),
            basic(id + ":%00"),
            basic(id + ":" + secret + "\n"),
            basic(id + ":" + secret + ":"),
            "Basic " + Base64.getEncoder().encodeToString(latin),
            "Basic " + Base64.getEncoder().encodeToString(utf8),
            basic(oauth.job) + " x",
            "Digest username=\"" + id + "\"",
            "Negotiate abc",
            "bogus"
        }) {
            HttpResponse<String> response = oauth.form("/auth/token", authorization, valid);
            assertError(response, 401, "invalid_client");
            assertThat(response.body()).doesNotContain(secret).doesNotContain(id);
        }
    }

    @Test
    void hugeValuesAreRefusedAndNeverShown() {
        String huge = "a".repeat(1024 * 1024);
        for (String path : new String[] {"/auth/token", "/auth/revoke", "/auth/introspect"}) {
            assertError(oauth.form(path, valid + "&client_id=" + huge + "&client_secret=x"), 413, "invalid_request");
        }
        String large = "a".repeat(60_000);
        assertError(
                oauth.form("/auth/token", valid + "&client_id=" + large + "&client_secret=x"), 401, "invalid_client");
        assertError(oauth.form("/auth/token", "grant_type=refresh_token&refresh_token=" + large), 400, "invalid_grant");
        assertError(
                oauth.form("/auth/token", basic(oauth.job), "grant_type=client_credentials&scope=" + large),
                400,
                "invalid_scope");
        assertError(oauth.form("/auth/token", "grant_type=" + large), 400, "unsupported_grant_type");
        assertThat(oauth.form("/auth/revoke", "token=" + large).statusCode()).isEqualTo(200);
        assertThat(oauth.introspect(oauth.gateway, large).body()).isEqualTo("{\"active\":false}");
        StringBuilder many = new StringBuilder(valid);
        for (int i = 0; i < 30; i++) {
            many.append("&p").append(i);
        }
        assertThat(oauth.form("/auth/token", basic(oauth.job), many.toString()).statusCode())
                .as("unknown parameters")
                .isEqualTo(200);
        assertError(oauth.form("/auth/token", basic(oauth.job), many + "&q=1&r=1&s=1"), 400, "invalid_request");
    }

    @Test
    void queryIsNoBody() {
        String query = "?" + valid + "&" + inBody(oauth.job);
        for (String path : new String[] {"/auth/token", "/auth/revoke"}) {
            assertError(oauth.form(path + query, ""), 400, "invalid_request");
            assertError(oauth.form(path + query, basic(oauth.job), "scope=reports:read"), 400, "invalid_request");
        }
        assertError(oauth.form("/auth/introspect" + query, ""), 401, "invalid_client");
        assertThat(oauth.form("/auth/token?grant_type=x&scope=y", basic(oauth.job), valid)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/token", "/auth/revoke", "/auth/introspect"})
    void otherMethodsAreNotAllowed(String path) {
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE", "PATCH"}) {
            HttpResponse<String> response = oauth.api.send(method, path + "?" + valid, null, null);
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("OPTIONS, POST");
        }
    }

    @Test
    void unknownGrantsAreToldApartFromMissingOnes() {
        for (String grant :
                new String[] {"password", "authorization_code", "CLIENT_CREDENTIALS", "client_credentials+", "%22%0d%0a"
                }) {
            assertError(oauth.form("/auth/token", "grant_type=" + grant), 400, "unsupported_grant_type");
        }
        for (String body :
                new String[] {"", "grant_type", "grant_type=", "grant_type=&scope=", "&&", "=", "Grant_Type=x"}) {
            assertError(oauth.form("/auth/token", basic(oauth.job), body), 400, "invalid_request");
        }
        assertError(oauth.form("/auth/token", "grant_type=refresh_token"), 400, "invalid_request");
        assertError(oauth.form("/auth/token", "grant_type=refresh_token&refresh_token="), 400, "invalid_request");
    }

    @Test
    void emptyParametersAreNotSent() {
        String empty = "&scope=&client_id=&client_secret=&unknown";
        HttpResponse<String> response = oauth.form("/auth/token", basic(oauth.job), valid + empty);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(TestApi.member(response, "scope")).isEqualTo("reports:delete reports:read");
    }

    @Test
    void requestWithoutABodyIsMissingItsParameters() {
        HttpRequest.Builder bare = oauth.api
                .request("/auth/token")
                .header("Authorization", basic(oauth.job))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertError(oauth.api.send(bare), 400, "invalid_request");
    }
}
