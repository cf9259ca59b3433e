package dev.sallyport.fiveapis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The five pages themselves, from top to bottom, where they lie beside the project; skipped where they do not. Each command and
 * request on them is sent as it stands, with nothing but the placeholders filled in, and must succeed; each other JSON body must
 * be one of the answers. So nothing on a page can be forgotten.
 */
class PagesTest {
    private static final Path PAGES = Path.of(System.getProperty("basedir", ""), "../../../shared/seeds");

    /** What means the same to every client, and so must be answered to the letter. */
    private static final List<String> LITERAL =
            List.of("type", "code", "detail", "attr", "extra", "token_type", "expires_in", "expired", "organization");

    @TempDir
    static Path data;

    private static FiveApis apis;

    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final List<HttpResponse<String>> answers = new ArrayList<>();
    private String cookie = "";

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isDirectory(PAGES), "The pages do not lie in " + PAGES.toAbsolutePath());
        apis = FiveApis.start(0, data);
    }

    @AfterAll
    static void stop() {
        if (apis != null) {
            apis.close();
        }
    }

    private static String credential(String name) {
        return Objects.requireNonNull(apis.credentials().get(name), name);
    }

    @Test
    void dashboards() throws IOException {
        Page page = Page.read(PAGES, 1);
        for (Page.Request request : page.requests()) {
            HttpResponse<String> response = succeed(1, request);
            Page.members(response.body())
                    .computeIfPresent("accessToken", (name, token) -> fill("<accessToken>", token));
        }
        complete(page, 3, 0);
    }

    @Test
    void tasks() throws IOException {
        placeholders.put("YOUR_LOGIN", credential("user"));
        placeholders.put("YOUR_PASSWORD", credential("password"));
        Page page = Page.read(PAGES, 2);
        for (Page.Request request : page.requests()) {
            HttpResponse<String> response = succeed(2, request);
            if (response.statusCode() == 201 && request.path().endsWith("/tokens")) {
                fill(
                        "YOUR_ACCESS_TOKEN",
                        Objects.requireNonNull(Page.members(response.body()).get("id")));
            }
        }
        complete(page, 6, 1);
    }

    @Test
    void datasets() throws IOException {
        placeholders.put("{company_id}", credential("company_id"));
        Page page = Page.read(PAGES, 3);
        page.requests()
                .forEach(request -> assertThat(send(3, request).statusCode())
                        .as("with the page's own token")
                        .isEqualTo(401));
        String login = """
                {"username":"%s","password":"%s"}""".formatted(credential("user"), credential("password"));
        Replay api = new Replay(apis.bases().get(2));
        String access = Replay.member(api.post("/api/v1/auth/login/", login), "access_token");
        HttpResponse<String> made = api.post("/api/v1/auth/private_tokens/", access, """
                {"name":"Back end","expiration_time":"2099-01-01T00:00:00Z"}""");
        for (String token : List.of(access, Replay.member(made, "data"))) {
            placeholders.put("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...", token);
            page.requests().forEach(request -> succeed(3, request));
        }
        complete(page, 1, 1);
    }

    @Test
    void items() throws IOException {
        placeholders.put("your_api_key_here", credential("api_key"));
        Page page = Page.read(PAGES, 4);
        page.requests().forEach(request -> succeed(4, request));
        complete(page, 1, 1);
    }

    @Test
    void reports() throws IOException {
        placeholders.put("user@company.com", credential("email"));
        placeholders.put("your-password", credential("password"));
        placeholders.put("{id}", "7");
        Page page = Page.read(PAGES, 5);
        Map<String, String> last = new LinkedHashMap<>();
        for (Page.Request request : page.requests()) {
            placeholders.put("\"refresh\": \"eyJ0eXAiOiJKV1Qi...", "\"refresh\": \"" + last.get("refresh"));
            placeholders.put("Bearer eyJ0eXAiOiJKV1Qi...", "Bearer " + last.get("access"));
            if (request.headers().toString().contains("claribi_key_")) {
                String made = new Replay(apis.bases().get(4))
                        .post("/api/auth/api-keys/", Objects.requireNonNull(last.get("access")), """
                                {"name":"ETL"}""")
                        .body();
                placeholders.put(
                        "claribi_key_abc123def456...",
                        text(Objects.requireNonNull(Page.members(made).get("key"))));
            }
            // The rows of the table name no credential.
            Map<String, String> headers = new LinkedHashMap<>(request.headers());
            if (request.path().startsWith("/api/v1/")) {
                headers.put("Authorization", "Bearer " + last.get("access"));
            }
            HttpResponse<String> response = succeed(
                    5, new Page.Request(request.method(), request.path(), headers, request.body(), request.cookies()));
            Page.members(response.body()).forEach((name, value) -> last.put(name, text(value)));
        }
        complete(page, 5 + 18, 1);
    }

    private static String text(String json) {
        return json.replace("\"", "");
    }

    private String fill(String placeholder, String json) {
        placeholders.put(placeholder, text(json));
        return json;
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace(placeholder.getKey(), placeholder.getValue());
        }
        return filled;
    }

    private HttpResponse<String> succeed(int number, Page.Request request) {
        HttpResponse<String> response = send(number, request);
        assertThat(response.statusCode())
                .as(request + " answered " + response.body())
                .isBetween(200, 204);
        return response;
    }

    private HttpResponse<String> send(int number, Page.Request request) {
        List<String> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(name + ": " + filled(value)));
        if (request.cookies().equals("-b")) {
            headers.add("Cookie: " + cookie);
        }
        HttpResponse<String> response = new Replay(apis.bases().get(number - 1))
                .send(request.method(), filled(request.path()), filled(request.body()), headers.toArray(String[]::new));
        if (request.cookies().equals("-c")) {
            String set = response.headers().firstValue("Set-Cookie").orElseThrow();
            cookie = set.substring(0, set.indexOf(';'));
        }
        answers.add(response);
        return response;
    }

    /** Whether all that was found was all there is, and whether the page's answers came. */
    private void complete(Page page, int requests, int bodies) {
        assertThat(page.requests()).hasSize(requests);
        assertThat(page.requests().size()).isGreaterThanOrEqualTo((int) page.curls());
        assertThat(page.answers()).hasSize(bodies);
        for (String body : page.answers()) {
            Map<String, String> members = Page.members(body);
            assertThat(answers).as("an answer such as " + body).anySatisfy(answer -> {
                Map<String, String> actual = Page.members(answer.body());
                members.forEach((name, value) -> {
                    String answered = actual.getOrDefault(name, "nothing");
                    boolean literal = LITERAL.contains(name);
                    assertThat(literal ? answered : kind(answered)).as(name).isEqualTo(literal ? value : kind(value));
                });
            });
        }
    }

    /** Whether it is a text, a number or something else. */
    private static String kind(String value) {
        return value.startsWith("\"") ? "text" : value.matches("[-0-9.]+") ? "number" : value;
    }
}
