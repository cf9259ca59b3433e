package dev.sallyport.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The application itself, while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuickstartTest {
    private Path data;
    private Program program;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        data = folder;
        program = Program.start(data);
        client = new Client(program.base());
    }

    @AfterAll
    void stop() {
        program.close();
    }

    @Test
    void pingIsOpenToEveryone() throws Exception {
        HttpResponse<String> answer = client.get("/api/ping", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"pong\":true}\n");
    }

    @Test
    void everythingElseNeedsACredential() throws Exception {
        assertThat(client.get("/api/reports", null).statusCode()).isEqualTo(401);
        assertThat(client.post("/api/reports", null, "").statusCode()).isEqualTo(401);
        assertThat(client.delete("/api/reports/1", null).statusCode()).isEqualTo(401);
        assertThat(client.get("/api/limited", null).statusCode()).isEqualTo(401);
        assertThat(client.get("/api/nothing", null).statusCode()).isEqualTo(401);
    }

    @Test
    void analystReadsAndGeneratesButDoesNotDelete() throws Exception {
        String token = client.login("ada");

        HttpResponse<String> list = client.get("/api/reports", token);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(list.body()).startsWith("""
                {"items":[{"id":1,"title":"Report 1"}""");

        assertThat(client.post("/api/reports", token, "").statusCode()).isEqualTo(201);

        HttpResponse<String> refused = client.delete("/api/reports/1", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"insufficient_scope\"", "reports:delete");
    }

    @Test
    void viewerReadsOnly() throws Exception {
        String token = client.login("vic");

        assertThat(client.get("/api/reports", token).statusCode()).isEqualTo(200);
        assertThat(client.post("/api/reports", token, "").statusCode()).isEqualTo(403);
        assertThat(client.get("/auth/me", token).body()).contains("\"roles\":[\"viewer\"]", "[\"reports:read\"]");
    }

    @Test
    void revokedKeyIsRefused() throws Exception {
        String token = client.login("ada");
        HttpResponse<String> made = client.post("/auth/api-keys", token, """
                {"name":"export"}""");
        assertThat(made.statusCode()).isEqualTo(201);
        String key = Client.member("key", made);
        assertThat(client.get("/api/reports", key).statusCode()).isEqualTo(200);

        assertThat(client.delete("/auth/api-keys/" + Client.member("id", made), token)
                        .statusCode())
                .isEqualTo(204);

        assertThat(client.get("/api/reports", key).statusCode()).isEqualTo(401);
    }

    @Test
    void sixthCallInAMinuteIsTooMany() throws Exception {
        String token = client.login("vic");
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/api/limited", token).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> answer = client.get("/api/limited", token);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void tellsNobodyWhichServerItIs() throws Exception {
        assertThat(client.get("/api/ping", null).headers().firstValue("Server")).isEmpty();
    }

    @Test
    void printedCommandsDoWhatTheySay() throws Exception {
        assumeThat(isInstalled("bash") && isInstalled("curl"))
                .as("bash and curl")
                .isTrue();
        List<String> commands = program.printed().stream()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();

        Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", String.join("\n", commands))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                        .matcher(said)
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .containsExactly("200", "200", "403", "200", "204", "401");
    }

    @Test
    void secondProgramOnTheSamePortSaysSo() throws Exception {
        String port = program.base().substring(program.base().lastIndexOf(':') + 1);

        assertThat(Program.failure(data.resolve("other"), port, Program.MASTER_KEY))
                .contains("port " + port, "in use", "PORT=0");
    }

    @Test
    void secondProgramOnTheSameFolderSaysSo() throws Exception {
        assertThat(Program.failure(data, "0", Program.MASTER_KEY)).contains("another process", "DATA=");
    }

    @Test
    void folderThatCannotBeMadeIsNamed(@TempDir Path other) throws Exception {
        Path file = Files.createFile(other.resolve("file"));

        assertThat(Program.failure(file.resolve("data"), "0", Program.MASTER_KEY))
                .contains("DATA=" + file, "cannot be made");
    }

    @Test
    void masterKeyThatIsNoneIsRefusedWithAdvice(@TempDir Path other) throws Exception {
        assertThat(Program.failure(other, "0", "short")).contains("SALLYPORT_MASTER_KEY", "openssl rand -base64 32");
    }

    private static boolean isInstalled(String program) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
