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
        assertThat(me.body()).isEqualTo("""
                        {"sub":"ada","kind":"user","tenant":null,"roles":["analyst"],\
                        "scopes":["reports:generate","reports:read"],"session_id":"%s",\
                        "credential_id":null,"auth_time":"2030-01-01T00:00:00Z","amr":["pwd"],\
                        "expires_at":"2030-01-01T01:00:00Z"}""".formatted(TestApi.member(login, "session_id")));
    }

    @Test
    void tellsKeyWhatItIs() {
        HttpResponse<String> created = api.post("/auth/api-keys", api.token(TestApi.ADA), """
                        {"name":"job","scopes":["reports:read"]}""");

        assertThat(api.get("/auth/me", TestApi.member(created, "key")).body())
                .startsWith("{\"sub\":\"ada\",\"kind\":\"api_key\",\"tenant\":null,\"roles\":[],"
                        + "\"scopes\":[\"reports:read\"],\"session_id\":null,\"credential_id\":\""
                        + TestApi.member(created, "id") + "\"");
    }

    @Test
    void listsTheCatalogueInOrderOfDeclaration() {
        assertThat(api.get("/auth/scopes", api.token(TestApi.VIC)).body()).isEqualTo("""
                        {"items":[\
                        {"name":"reports:read","description":"Read reports","endpoints":["GET /api/reports","GET /api/v1/companies/*"]},\
                        {"name":"reports:generate","description":"","endpoints":["POST /api/generate"]},\
                        {"name":"reports:delete","description":"","endpoints":["DELETE /api/reports","DELETE /api/v1/companies/*"]},\
                        {"name":"tokens:introspect","description":"Ask, as a client, whether a token is active","endpoints":[]}]}""");
    }

    @Test
    void describesTheOAuthEndpointsToEverybodyByTheIssuerAndNotByTheHost() {
        HttpResponse<String> metadata = api.get("/auth/.well-known/oauth-authorization-server", null);

        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(metadata.headers().firstValue("Cache-Control")).contains("public, max-age=900");
        assertThat(metadata.body()).isEqualTo("""
                        {"issuer":"https://api.example.com",\
                        "token_endpoint":"https://api.example.com/auth/token",\
                        "revocation_endpoint":"https://api.example.com/auth/revoke",\
                        "introspection_endpoint":"https://api.example.com/auth/introspect",\
                        "jwks_uri":"https://api.example.com/auth/jwks.json",\
                        "scopes_supported":["reports:read","reports:generate","reports:delete","tokens:introspect"],\
                        "response_types_supported":[],\
                        "grant_types_supported":["client_credentials","refresh_token"],\
                        "token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","none"],\
                        "revocation_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post","none"],\
                        "introspection_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"]}""");
    }

    @Test
    void metadataOfAnIssuerWithASlashHasNone() {
        try (TestApi other = TestApi.start(settings -> settings.issuer("https://api.example.com/app/"))) {
            assertThat(other.get("/auth/.well-known/oauth-authorization-server", null)
                            .body())
                    .contains("\"issuer\":\"https://api.example.com/app/\"")
                    .contains("\"token_endpoint\":\"https://api.example.com/app/auth/token\"");
        }
    }

    @Test
    void issuerThatIsNoUrlHasNoMetadata() {
        try (TestApi other = TestApi.start(settings -> settings.issuer("reports"))) {
            HttpResponse<String> none = other.get("/auth/.well-known/oauth-authorization-server", null);
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body()).contains("\"code\":\"not_found\"");
        }
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
