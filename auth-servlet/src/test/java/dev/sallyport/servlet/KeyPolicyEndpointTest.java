package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyTerms;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What new keys must be like, over HTTP: told to forms, and held by every profile in its own words. */
class KeyPolicyEndpointTest {
    private static KeyTerms ninetyDays(KeyTerms terms) {
        return terms.withMinimumLife(Duration.ofHours(1))
                .withStandardLife(Duration.ofDays(30))
                .withMaximumLife(Duration.ofDays(90));
    }

    @Test
    void withoutTermsEverythingIsOffered() {
        try (TestApi api = TestApi.start()) {
            HttpResponse<String> policy = api.get("/auth/api-keys/policy", api.token(TestApi.ADA));
            assertThat(policy.statusCode()).isEqualTo(200);
            assertThat(policy.body()).isEqualTo("""
                            {"expiry":{"required":false,"default_days":null,"max_days":null,\
                            "choices":[30,90,365,null]},"scopes_required":false,"unique_names":false,\
                            "max_keys":100,"keys":0,"rotation_age_days":null}""");
        }
    }

    @Test
    void formsAreToldAndAnswersShowTheStandardExpiry() {
        try (TestApi api = TestApi.start(settings -> settings.apiKeys(keys -> keys.withMaxPerOwner(10)
                .withTerms(terms ->
                        ninetyDays(terms).requiringScopes().withUniqueNames().withRotationAge(Duration.ofDays(60)))))) {
            String ada = api.token(TestApi.ADA);
            HttpResponse<String> created = api.post("/auth/api-keys", ada, """
                            {"name":"job","scopes":["reports:read"]}""");
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(member(created, "expires_at"))
                    .isEqualTo(api.clock.instant().plus(Duration.ofDays(30)).toString());
            assertThat(api.get("/auth/api-keys/policy", ada).body()).isEqualTo("""
                            {"expiry":{"required":true,"default_days":30,"max_days":90,\
                            "choices":[30,90]},"scopes_required":true,"unique_names":true,\
                            "max_keys":10,"keys":1,"rotation_age_days":60}""");
            assertThat(api.get("/auth/api-keys/policy", member(created, "key")).statusCode())
                    .as("a key manages no keys")
                    .isEqualTo(403);
            HttpResponse<String> wrong = api.post("/auth/api-keys", ada, """
                    {"name":"JOB","expires_at":null}""");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body())
                    .contains("\"field\":\"expires_at\",\"code\":\"expiry_required\"")
                    .contains("\"field\":\"scopes\",\"code\":\"scopes_required\"");
            HttpResponse<String> taken = api.post("/auth/api-keys", ada, """
                            {"name":"JOB","scopes":["reports:read"]}""");
            assertThat(taken.body()).contains("\"field\":\"name\",\"code\":\"name_taken\"");
            HttpResponse<String> far = api.post("/auth/api-keys", ada, """
                            {"name":"far","scopes":["reports:read"],"expires_in_days":91}""");
            assertThat(far.body()).contains("\"code\":\"expiry_too_far\"").contains("the last allowed is");
        }
    }

    @Test
    void profilesNameTheirOwnField() {
        try (TestApi api = TestApi.start(
                AccessRefreshProfile.create(),
                settings -> settings.apiKeys(keys -> keys.withTerms(KeyPolicyEndpointTest::ninetyDays)))) {
            String ada = member(api.post("/api/auth/login/", null, """
                            {"email":"ada@example.com","password":"ada-demo-password"}"""), "access");
            assertThat(api.post("/api/auth/api-keys/", ada, """
                    {"name":"a","expires_in_days":30}""").statusCode()).isEqualTo(201);
            HttpResponse<String> never = api.post("/api/auth/api-keys/", ada, """
                            {"name":"b","expires_in_days":null}""");
            assertThat(never.statusCode()).isEqualTo(400);
            assertThat(never.body()).startsWith("{\"expires_in_days\":[\"A key must expire; the last allowed is ");
        }
        try (TestApi api = TestApi.start(
                PrivateTokensProfile.create(),
                settings -> settings.apiKeys(keys -> keys.withTerms(KeyPolicyEndpointTest::ninetyDays)))) {
            String ada = member(api.post("/api/v1/auth/login/", null, """
                            {"username":"7@example.com","password":"7-demo-password"}"""), "access_token");
            HttpResponse<String> far = api.post("/api/v1/auth/private_tokens/", ada, """
                    {"name":"etl","expiration_time":"2031-01-01T00:00:00Z"}""");
            assertThat(far.statusCode()).isEqualTo(400);
            assertThat(far.body()).contains("\"code\":\"expiry_too_far\"").contains("\"attr\":\"expiration_time\"");
        }
    }
}
