package dev.sallyport.fiveapis;

import static dev.sallyport.fiveapis.Replay.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no client of the five APIs should send, to every endpoint that takes a body. */
class BadInputTest {
    @TempDir
    Path data;

    private FiveApis apis;

    @BeforeEach
    void start() throws IOException {
        apis = FiveApis.start(0, data);
    }

    @AfterEach
    void stop() {
        apis.close();
    }

    private Replay api(int number) {
        return new Replay(apis.bases().get(number - 1));
    }

    private HostileBodies bodies(
            int number,
            String path,
            Map<String, String> headers,
            Consumer<HttpResponse<String>> dialect,
            Set<String> required,
            String... members) {
        Map<String, String> valid = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            valid.put(members[i], members[i + 1]);
        }
        return new HostileBodies(
                "POST", URI.create(apis.bases().get(number - 1) + path), headers, valid, required, dialect);
    }

    private String credential(String name) {
        return Objects.requireNonNull(apis.credentials().get(name), name);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static Consumer<HttpResponse<String>> body(String pattern) {
        return response -> assertThat(response.body()).matches(pattern);
    }

    @Test
    void dashboards() {
        Consumer<HttpResponse<String>> dialect = body("\\{\"error\":\"(?s:.*)\",\"code\":\"[A-Z_]+\"}");
        bodies(
                        1,
                        "/api/v1/token",
                        Map.of(),
                        dialect,
                        Set.of("dashboardId", "dashboardSecret"),
                        "dashboardId",
                        quoted(credential("dashboardId")),
                        "dashboardSecret",
                        quoted(credential("dashboardSecret")))
                .areAllRefused();
    }

    @Test
    void tasks() {
        Consumer<HttpResponse<String>> dialect = response -> {
            if (response.statusCode() != 401) {
                body("\\{\"error\":\"[A-Z_]+\"(,\"fields\":\\[.*])?}").accept(response);
            }
        };
        bodies(
                        2,
                        "/api/auth/login",
                        Map.of(),
                        dialect,
                        Set.of("auth", "password"),
                        "auth",
                        quoted(Demo.MEMBER),
                        "password",
                        quoted(Demo.PASSWORD))
                .areAllRefused();
    }

    @Test
    void datasets() {
        Consumer<HttpResponse<String>> dialect =
                body("\\{\"type\":\"(client|validation)_error\",\"errors\":\\[\\{\"code\":.*\"extra\":null}]}");
        bodies(
                        3,
                        "/api/v1/auth/login/",
                        Map.of(),
                        dialect,
                        Set.of("username", "password"),
                        "username",
                        quoted(Demo.MEMBER),
                        "password",
                        quoted(Demo.PASSWORD))
                .areAllRefused();
        bodies(3, "/api/v1/auth/refresh/", Map.of(), dialect, Set.of("refresh_token"), "refresh_token", quoted("x"))
                .areAllRefused();
    }

    @Test
    void items() {
        Consumer<HttpResponse<String>> dialect =
                body("\\{\"code\":[45][0-9]{4},\"status\":[45][0-9]{2},\"message\":\".*");
        bodies(
                        4,
                        "/auth/login",
                        Map.of(),
                        dialect,
                        Set.of("api_key"),
                        "api_key",
                        quoted(credential("api_key")),
                        "session_id",
                        quoted("a"))
                .areAllRefused();
    }

    @Test
    void reports() {
        Consumer<HttpResponse<String>> dialect = body(
                "\\{(\"detail\":\"[^\"]+\",\"code\":\"[a-z_]+\"|(\"[A-Za-z_\\[\\]0-9]+\":\\[\"[^\"]+\"(,\"[^\"]+\")*],?)+)}");
        HttpResponse<String> login = api(5).post(
                        "/api/auth/login/",
                        "{\"email\":\"" + Demo.EMAIL + "\",\"password\":\"" + Demo.PASSWORD + "\"}");
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + member(login, "access"));
        bodies(5, "/api/auth/api-keys/", bearer, dialect, Set.of("name"), "name", quoted("k"), "expires_in_days", "30")
                .areAllRefused();
        bodies(
                        5,
                        "/api/auth/login/",
                        Map.of(),
                        dialect,
                        Set.of("email", "password"),
                        "email",
                        quoted(Demo.EMAIL),
                        "password",
                        quoted(Demo.PASSWORD))
                .areAllRefused();
    }
}
