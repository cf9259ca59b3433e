package dev.sallyport.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with success is still true after the process died, however it died. */
class RestartTest {
    @TempDir
    Path data;

    @Test
    void keysTokensAndRevocationsSurviveBeingKilled() throws Exception {
        String token;
        String kept;
        String revoked;
        try (Program first = Program.start(data)) {
            Client client = new Client(first.base());
            token = client.login("ada");
            kept = Client.member("key", client.post("/auth/api-keys", token, """
                    {"name":"kept"}"""));
            HttpResponse<String> other = client.post("/auth/api-keys", token, """
                    {"name":"revoked"}""");
            revoked = Client.member("key", other);
            client.delete("/auth/api-keys/" + Client.member("id", other), token);
            first.kill();
        }

        try (Program second = Program.start(data)) {
            Client client = new Client(second.base());
            assertThat(client.get("/api/reports", token).statusCode()).isEqualTo(200);
            assertThat(client.get("/api/reports", kept).statusCode()).isEqualTo(200);
            assertThat(client.get("/api/reports", revoked).statusCode()).isEqualTo(401);
            assertThat(client.post("/auth/logout", token, "").statusCode()).isEqualTo(204);
            second.stop();
        }

        try (Program third = Program.start(data)) {
            Client client = new Client(third.base());
            assertThat(client.get("/api/reports", token).statusCode()).isEqualTo(401);
            assertThat(client.get("/api/reports", kept).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void otherMasterKeyIsRefusedAndHarmsNothing() throws Exception {
        String token;
        try (Program first = Program.start(data)) {
            token = new Client(first.base()).login("ada");
            first.stop();
        }

        assertThat(Program.failure(data, "0", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                .contains("cannot start")
                .containsIgnoringCase("master key");

        try (Program second = Program.start(data)) {
            assertThat(new Client(second.base()).get("/api/reports", token).statusCode())
                    .isEqualTo(200);
        }
    }
}
