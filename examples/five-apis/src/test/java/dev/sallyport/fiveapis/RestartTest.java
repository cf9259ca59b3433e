package dev.sallyport.fiveapis;

import static dev.sallyport.fiveapis.Replay.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
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
                    new Replay(apis.bases().get(3)).post("/auth/login", """
                                    {"api_key":"%s"}""".formatted(before.get("api_key"))),
                    "access_token");
        }
        int port = fiveFreePorts();
        try (FiveApis apis = FiveApis.start(port, data)) {
            assertThat(apis.bases())
                    .containsExactlyElementsOf(IntStream.range(port, port + 5)
                            .mapToObj(each -> "http://127.0.0.1:" + each)
                            .toList());
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

    /** The first of five that were free a moment ago, one after the other. */
    private static int fiveFreePorts() throws IOException {
        for (int port = 20_000; port < 30_000; port += 5) {
            try {
                for (int each = port; each < port + 5; each++) {
                    new ServerSocket(each, 1, InetAddress.getLoopbackAddress()).close();
                }
                return port;
            } catch (BindException e) {
                // Taken: the next five.
            }
        }
        throw new IllegalStateException("No five free ports between 20,000 and 30,000");
    }
}
