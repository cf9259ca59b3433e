package dev.sallyport.fiveapis;

import static dev.sallyport.fiveapis.Replay.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @Test
    void everythingWorksTheSameAfterARestart(@TempDir Path data) throws Exception {
        Map<String, String> before;
        String token;
        try (FiveApis apis = FiveApis.start(0, data)) {
            before = Map.copyOf(apis.credentials());
            token = member(
                    new Replay(apis.bases().get(3))
                            .post("/auth/login", "{\"api_key\":\"" + before.get("api_key") + "\"}"),
                    "access_token");
        }
        try (FiveApis apis = FiveApis.start(0, data)) {
            assertThat(apis.credentials()).isEqualTo(before);
            assertThat(new Replay(apis.bases().get(3)).get("/api/items", token).statusCode())
                    .isEqualTo(200);
        }
        assertThat(before)
                .containsOnlyKeys(
                        "dashboardId",
                        "dashboardSecret",
                        "projectId",
                        "projectSecret",
                        "user",
                        "email",
                        "password",
                        "mfa_user",
                        "mfa_password",
                        "totp_secret",
                        "company_id",
                        "other_company_id",
                        "api_key",
                        "viewer_email",
                        "viewer_password");
    }
}
