package dev.sallyport.springapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringApiTest {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]*)\"");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext api;
    private static String base;

    @BeforeAll
    static void start() {
        api = SpringApplication.run(SpringApi.class, "--server.port=0");
        base = SpringApi.base(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void statusIsOpenAndTheRestIsNot() throws Exception {
        assertThat(send("GET", "/api/status", null).body()).isEqualTo("{\"up\":true}");
        assertThat(send("GET", "/assets/site.css", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/version", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/reports", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/nothing", null).statusCode()).isEqualTo(401);
        assertThat(send("OPTIONS", "/api/reports", null).statusCode()).isEqualTo(401);
    }

    @Test
    void viewerReadsAndAnalystGenerates() throws Exception {
        String vic = login("vic");
        String ada = login("ada");

        assertThat(send("GET", "/api/version", vic).body()).isEqualTo("{\"version\":1}");
        assertThat(send("GET", "/api/reports", vic).body()).contains("\"caller\":\"USER\"");
        assertThat(send("POST", "/api/reports", vic).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/api/reports", ada).statusCode()).isEqualTo(201);
        assertThat(send("DELETE", "/api/reports/1", ada).statusCode()).isEqualTo(403);
    }

    @Test
    void membersSeeTheirCompanyOnly() throws Exception {
        assertThat(send("GET", "/api/companies/acme/members", login("ada")).body())
                .contains("\"company\":\"acme\"");
        assertThat(send("GET", "/api/companies/acme/members", login("vic")).statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/api/companies/acme/members", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusalIsProblemJson() throws Exception {
        HttpResponse<String> refused = send("POST", "/api/reports", login("vic"));

        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"insufficient_scope\"", "reports:generate");
    }

    @Test
    void scopesTellTheControllersThatAskForThem() throws Exception {
        assertThat(send("GET", "/auth/scopes", login("ada")).body())
                .contains("GET /api/reports", "POST /api/reports")
                .doesNotContain("/api/status");
    }

    private static String login(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"username":"%s@example.com","password":"%s-demo-password"}""".formatted(name, name)))
                .build();
        String answer =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = TOKEN.matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String credential) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
