package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryEndpointTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void tellsPersonWhoTheyAre() {
        HttpResponse<String> login = api.post("/auth/login", null, TestApi.ADA);
        HttpResponse<String> me = api.get("/auth/me", TestApi.member(login, "access_token"));

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(me.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(me.body())
                .isEqualTo("{\"sub\":\"ada\",\"kind\":\"user\",\"tenant\":null,\"roles\":[\"analyst\"],"
                        + "\"scopes\":[\"reports:generate\",\"reports:read\"],\"session_id\":\""
                        + TestApi.member(login, "session_id")
                        + "\",\"credential_id\":null,\"auth_time\":\"2030-01-01T00:00:00Z\",\"amr\":[\"pwd\"],"
                        + "\"expires_at\":\"2030-01-01T01:00:00Z\"}");
    }

    @Test
    void tellsKeyWhatItIs() {
        HttpResponse<String> created =
                api.post("/auth/api-keys", api.token(TestApi.ADA), "{\"name\":\"job\",\"scopes\":[\"reports:read\"]}");

        assertThat(api.get("/auth/me", TestApi.member(created, "key")).body())
                .startsWith("{\"sub\":\"ada\",\"kind\":\"api_key\",\"tenant\":null,\"roles\":[],"
                        + "\"scopes\":[\"reports:read\"],\"session_id\":null,\"credential_id\":\""
                        + TestApi.member(created, "id") + "\"");
    }

    @Test
    void listsTheCatalogueInOrderOfDeclaration() {
        assertThat(api.get("/auth/scopes", api.token(TestApi.VIC)).body())
                .isEqualTo(
                        "{\"items\":["
                                + "{\"name\":\"reports:read\",\"description\":\"Read reports\",\"endpoints\":[\"GET /api/reports\",\"GET /api/v1/companies/*\"]},"
                                + "{\"name\":\"reports:generate\",\"description\":\"\",\"endpoints\":[]},"
                                + "{\"name\":\"reports:delete\",\"description\":\"\",\"endpoints\":[\"DELETE /api/reports\",\"DELETE /api/v1/companies/*\"]}]}");
    }

    @Test
    void publishesTheSigningKeysToEverybody() {
        HttpResponse<String> jwks = api.get("/auth/jwks.json", null);

        assertThat(jwks.statusCode()).isEqualTo(200);
        assertThat(jwks.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(jwks.headers().firstValue("Cache-Control")).contains("public, max-age=900");
        assertThat(jwks.body())
                .isEqualTo(api.auth.signingKeys().jwks())
                .contains("\"kty\":\"OKP\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void headAnswersLikeGetWithoutBody() {
        HttpResponse<String> get = api.get("/auth/jwks.json", null);
        HttpResponse<String> head = api.send("HEAD", "/auth/jwks.json", null, null);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
        assertThat(head.headers().firstValue("Cache-Control")).contains("public, max-age=900");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/me", "/auth/scopes", "/auth/api-keys", "/auth/sessions", "/auth/api-keys/x"})
    void everythingElseNeedsCredential(String path) {
        HttpResponse<String> response = api.get(path, null);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"code\":\"authentication_required\"");
    }

    @Test
    void aBadCredentialIsRefusedEvenWhereNoneIsNeeded() {
        assertThat(api.get("/auth/jwks.json", "acme_key_bad").statusCode()).isEqualTo(401);
    }
}
