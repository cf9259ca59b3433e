package dev.sallyport.servlet;

import static dev.sallyport.servlet.OAuthApi.assertError;
import static dev.sallyport.servlet.OAuthApi.basic;
import static dev.sallyport.servlet.OAuthApi.inBody;
import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.client.NewClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthIntrospectionTest {
    private static final String INACTIVE = "{\"active\":false}";
    private static final String ISSUER = "https://api.example.com";
    private static final String OF_ISSUER = "\"aud\":\"" + ISSUER + "\",\"iss\":\"" + ISSUER + "\"";

    private final OAuthApi oauth = new OAuthApi();
    private final long now = oauth.api.clock.instant().getEpochSecond();

    @AfterEach
    void stop() {
        oauth.close();
    }

    private String about(String token) {
        return about(oauth.gateway, token);
    }

    private String about(NewClient client, String token) {
        HttpResponse<String> response = oauth.introspect(client, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.body()).doesNotContain(token);
        return response.body();
    }

    @Test
    void tellsOfATokenOfAPerson() {
        HttpResponse<String> login = oauth.api.post("/auth/login", null, TestApi.ADA);
        assertThat(about(member(login, "access_token"))).matches("""
                        \\{"active":true,"scope":"reports:generate reports:read","client_id":"%s",\
                        "username":"ada@example.com","token_type":"Bearer","exp":%s,"iat":\
                        %s,"sub":"ada",%s,"jti":"[A-Za-z0-9_-]{22}"}""".formatted(ISSUER, now + 3600, now, OF_ISSUER));
    }

    @Test
    void tellsOfATokenOfAClient() {
        String id = oauth.job.client().id();
        assertThat(about(oauth.clientToken(oauth.job))).matches("""
                        \\{"active":true,"scope":"reports:delete reports:read","client_id":"%s",\
                        "token_type":"Bearer","exp":%s,"iat":%s,"sub":"%s",%s,"jti":"[A-Za-z0-9_-]{22}"}""".formatted(id, now + 3600, now, id, OF_ISSUER));
    }

    @Test
    void tellsOfAKey() {
        HttpResponse<String> made = oauth.api.post("/auth/api-keys", oauth.api.token(TestApi.ADA), """
                {"name":"k","scopes":["reports:read"],"expires_in_days":30}""");
        assertThat(about(member(made, "key")))
                .isEqualTo("""
                        {"active":true,"scope":"reports:read","username":"ada@example.com","token_type":"Bearer",\
                        "exp":%s,"iat":%s,"sub":"ada",%s,"jti":"%s"}""".formatted(now + Duration.ofDays(30).toSeconds(), now, OF_ISSUER, member(made, "id")));
        HttpResponse<String> endless = oauth.api.post("/auth/api-keys", oauth.api.token(TestApi.VIC), """
                        {"name":"k"}""");
        assertThat(about(member(endless, "key")))
                .contains("\"scope\":\"reports:read\"")
                .contains("\"sub\":\"vic\"")
                .doesNotContain("\"exp\"");
    }

    @Test
    void tellsOfARefreshTokenButNotThatItOpensAnything() {
        String token = oauth.refreshToken();
        assertThat(about(token))
                .isEqualTo("""
                        {"active":true,"username":"ada@example.com","token_type":"N_A","exp":%s,"sub":"ada",%s}""".formatted(now + Duration.ofDays(7).toSeconds(), OF_ISSUER));
        String next = member(oauth.refresh(token), "refresh_token");
        assertThat(about(token)).as("spent").isEqualTo(INACTIVE);
        assertThat(about(next)).contains("\"active\":true");
    }

    @Test
    void whatEndedIsInactiveAtOnce() {
        String ofClient = oauth.clientToken(oauth.job);
        HttpResponse<String> login = oauth.api.post("/auth/login", null, TestApi.ADA);
        assertThat(about(ofClient)).contains("\"active\":true");
        oauth.form("/auth/revoke", "token=" + ofClient);
        oauth.form("/auth/revoke", "token=" + member(login, "access_token"));
        assertThat(about(ofClient)).isEqualTo(INACTIVE);
        assertThat(about(member(login, "access_token"))).isEqualTo(INACTIVE);
        assertThat(about(member(login, "refresh_token"))).isEqualTo(INACTIVE);
        String expiring = oauth.clientToken(oauth.job);
        oauth.api.clock.advance(Duration.ofHours(1));
        assertThat(about(expiring)).isEqualTo(INACTIVE);
        String forged = expiring.substring(0, expiring.length() - 4) + "AAAA";
        for (String wrong : new String[] {forged, "x", "rt_x", "acme_key_x", "eyJhbGciOiJub25lIn0.e30."}) {
            assertThat(about(wrong)).isEqualTo(INACTIVE);
        }
    }

    @Test
    void rightsAreThoseOfNow() {
        String token = oauth.api.token(TestApi.ADA);
        oauth.api.users.setRole("ada", "viewer");
        oauth.api.auth.ownerChanged("ada");
        assertThat(about(token)).contains("\"scope\":\"reports:read\"");
    }

    @Test
    void withoutTheScopeNothingIsTold() {
        String token = oauth.clientToken(oauth.job);
        NewClient all = oauth.jobWith("tokens:*");
        for (int i = 0; i < 5; i++) {
            assertThat(about(oauth.job, token)).isEqualTo(INACTIVE);
            assertThat(about(all, token)).as("a wildcard does not say it").isEqualTo(INACTIVE);
        }
        assertThat(oauth.events.stream()
                        .filter(event -> event.type() == AuditEvent.Type.ACCESS_DENIED)
                        .map(AuditEvent::actor))
                .as("once in a while for each")
                .containsExactly(oauth.job.client().id(), all.client().id());
    }

    @Test
    void clientOfATenantIsToldOfItsTenantOnly() {
        HttpResponse<String> login = oauth.api.post("/auth/login", null, TestApi.ADA);
        NewClient foreign = oauth.gatewayOf("another");
        assertThat(about(foreign, member(login, "access_token"))).isEqualTo(INACTIVE);
        assertThat(about(foreign, member(login, "refresh_token"))).isEqualTo(INACTIVE);
        assertThat(about(foreign, oauth.clientToken(oauth.job))).isEqualTo(INACTIVE);
        assertThat(about(foreign, oauth.clientToken(foreign))).contains("\"active\":true");
    }

    @Test
    void tokenOfAnotherAudienceIsInactive() {
        try (OAuthApi other =
                new OAuthApi(settings -> settings.tokens(t -> t.withAudience("https://other.example.com")))) {
            assertThat(about(other.clientToken(other.job))).isEqualTo(INACTIVE);
        }
    }

    @Test
    void strangersMayNotAsk() {
        String token = oauth.clientToken(oauth.gateway);
        String body = "token=" + token;
        assertError(oauth.form("/auth/introspect", body), 401, "invalid_client");
        assertError(oauth.form("/auth/introspect", "Bearer " + token, body), 401, "invalid_client");
        assertError(
                oauth.form("/auth/introspect", basic(oauth.gateway.client().id(), "gs_wrong"), body),
                401,
                "invalid_client");
        assertError(oauth.form("/auth/introspect", basic(oauth.gateway), ""), 400, "invalid_request");
        assertThat(oauth.form("/auth/introspect", inBody(oauth.gateway) + "&token_type_hint=x&" + body)
                        .body())
                .contains("\"active\":true");
    }

    @Test
    void questionsCountAgainstNobody() {
        try (OAuthApi strict = new OAuthApi(settings ->
                settings.failuresPerAddress("3/minute").logins(logins -> logins.withResponseTimeGrid(Duration.ZERO)))) {
            for (int i = 0; i < 100; i++) {
                assertThat(strict.introspect(strict.gateway, "x" + i).body()).isEqualTo(INACTIVE);
            }
        }
    }

    @Test
    void storeThatFailsIsNoAnswer() {
        String token = oauth.clientToken(oauth.job);
        oauth.api.backend.breakDown();
        HttpResponse<String> response = oauth.introspect(oauth.gateway, token);
        assertError(response, 503, "temporarily_unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(Instant.ofEpochSecond(now)).isEqualTo(oauth.api.clock.instant());
    }
}
