package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionEndpointTest {
    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsOwnSessionsNewestFirst() {
        HttpResponse<String> first = login("curl/8 \"x\"");
        api.clock.advance(Duration.ofSeconds(10));
        HttpResponse<String> second = login("browser");
        api.token(TestApi.VIC);

        assertThat(api.get("/auth/sessions", TestApi.member(first, "access_token"))
                        .body())
                .isEqualTo("""
                        {"items":[%s,%s]}""".formatted(
                                item(second, "2030-01-01T00:00:10Z", "2030-01-08T00:00:10Z", "browser", false),
                                item(first, "2030-01-01T00:00:00Z", "2030-01-08T00:00:00Z", "curl/8 \\\"x\\\"", true)));
    }

    private static String item(HttpResponse<String> login, String from, String to, String agent, boolean current) {
        return """
                {"id":"%s","label":null,"credential_id":null,"created_at":"%s","auth_time":"%s","expires_at":"%s",\
                "amr":["pwd"],"address":"127.0.0.1","user_agent":"%s","current":%s}""".formatted(TestApi.member(login, "session_id"), from, from, to, agent, current);
    }

    @Test
    void endsOneSession() {
        HttpResponse<String> one = login("a");
        HttpResponse<String> other = login("b");
        HttpResponse<String> ended = api.send(
                "DELETE",
                "/auth/sessions/" + TestApi.member(other, "session_id"),
                TestApi.member(one, "access_token"),
                null);

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(api.get("/auth/me", TestApi.member(other, "access_token")).statusCode())
                .isEqualTo(401);
        assertThat(api.get("/auth/me", TestApi.member(one, "access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void endsAllSessions() {
        HttpResponse<String> one = login("a");
        HttpResponse<String> other = login("b");
        String vic = api.token(TestApi.VIC);

        assertThat(api.send("DELETE", "/auth/sessions", TestApi.member(one, "access_token"), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.get("/auth/me", TestApi.member(one, "access_token")).statusCode())
                .isEqualTo(401);
        assertThat(api.get("/auth/me", TestApi.member(other, "access_token")).statusCode())
                .isEqualTo(401);
        assertThat(api.get("/auth/me", vic).statusCode()).isEqualTo(200);
    }

    @Test
    void anothersSessionDoesNotExist() {
        HttpResponse<String> ada = login("a");
        String vic = api.token(TestApi.VIC);
        HttpResponse<String> refused =
                api.send("DELETE", "/auth/sessions/" + TestApi.member(ada, "session_id"), vic, null);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("\"code\":\"not_found\"");
        assertThat(api.get("/auth/me", TestApi.member(ada, "access_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void keySeesAndEndsTheSessionsOpenedWithItOnly() {
        String ada = api.token(TestApi.ADA);
        HttpResponse<String> created = api.post("/auth/api-keys", ada, """
                {"name":"job"}""");
        String key = TestApi.member(created, "key");
        HttpResponse<String> login = api.post("/auth/login", null, """
                        {"api_key":"%s","session_id":"job-1"}""".formatted(key));
        api.post("/auth/login", null, """
                {"api_key":"%s"}""".formatted(key));

        assertThat(api.get("/auth/sessions", key).body())
                .contains("\"label\":\"job-1\",\"credential_id\":\"" + TestApi.member(created, "id") + "\"")
                .contains("\"label\":null,\"credential_id\":\"")
                .doesNotContain("\"amr\":[\"pwd\"]");
        assertThat(api.send("DELETE", "/auth/sessions/" + TestApi.member(login, "session_id"), key, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.get("/auth/me", TestApi.member(login, "access_token")).statusCode())
                .isEqualTo(401);
        assertThat(api.get("/auth/me", ada).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> login(String agent) {
        return api.send(api.request("/auth/login")
                .header("Content-Type", "application/json")
                .header("User-Agent", agent)
                .POST(HttpRequest.BodyPublishers.ofString(TestApi.ADA)));
    }
}
