package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of resource methods hold in this container as in every other, whichever way a request takes to them. */
class RestTest {
    private static final AtomicReference<@Nullable ServletContext> CONTEXT = new AtomicReference<>();
    private static final App APP = new App()
            .with(CONTEXT::set)
            .with(context -> RestApi.register(context, "/api/rest", 1))
            .servlet(new Leading(), "/api/leading/*", "/outside/leading/*");

    private static String other;
    private static String read;
    private static String write;

    @BeforeAll
    static void start() {
        APP.start();
        other = APP.key("other");
        read = APP.key("secret:read");
        write = APP.key("secret:write");
    }

    @AfterAll
    static void stop() {
        APP.close();
    }

    @BeforeEach
    void forgetEntries() {
        RestApi.SECRET.set(0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/rest/open, 200, 200, 200, 200",
        "HEAD, /api/rest/open, 200, 200, 200, 200",
        "GET, /api/rest/open/plain, 401, 200, 200, 200",
        "GET, /api/rest/secret, 401, 403, 200, 403",
        "HEAD, /api/rest/secret/x, 401, 403, 200, 403",
        "POST, /api/rest/secret, 401, 403, 403, 200",
        "GET, /api/rest/parts/1, 401, 403, 200, 403",
        "GET, /api/rest/none, 401, 404, 404, 404",
        "GET, /api/rest, 401, 404, 404, 404",
        "DELETE, /api/rest/open, 401, 405, 405, 405",
        "OPTIONS, /api/rest/secret, 401, 200, 200, 200"
    })
    void methodIsEnteredByWhomItsRuleAdmits(
            String method, String path, int nobody, int withOther, int withRead, int withWrite) throws IOException {
        assertThat(status(method, path, null)).as("nobody").isEqualTo(nobody);
        assertThat(status(method, path, other)).as("other").isEqualTo(withOther);
        assertThat(status(method, path, read)).as("read").isEqualTo(withRead);
        assertThat(status(method, path, write)).as("write").isEqualTo(withWrite);
    }

    static List<String> spellings() {
        return PathTest.spellings().stream()
                .map(path -> path.replace("/secret", "/rest/secret"))
                .toList();
    }

    @Test
    void noSpellingLeadsInWithoutTheScope() throws IOException {
        for (String target : spellings()) {
            for (String credential : new @Nullable String[] {null, other}) {
                Raw answer = send("GET", target, credential);
                assertThat(RestApi.SECRET).as(target + ": " + answer.text()).hasValue(0);
                // RESTEasy fails on what java.net.URI does not read, before it calls anything.
                boolean unread = !RestApi.JERSEY && target.matches(".*[\"<>|].*");
                assertThat(answer.isFailure() && !unread)
                        .as(target + ": " + answer.text())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/leading", "/outside/leading"})
    void forwardNeedsWhatTheMethodNeeds(String from) throws IOException {
        String target = from + "?how=forward&to=/api/rest/secret";
        assertThat(status("GET", target, null)).isEqualTo(401);
        assertThat(status("GET", target, other)).isEqualTo(403);
        assertThat(RestApi.SECRET).hasValue(0);
        assertThat(send("GET", target, read).body()).contains("[secret ada]");
        assertThat(status("GET", from + "?how=forward&to=/api/rest/none", null)).isEqualTo(401);
        assertThat(send("GET", from + "?how=forward&to=/api/rest/open", null).body())
                .contains("[open]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/leading", "/outside/leading"})
    void asyncDispatchNeedsWhatTheMethodNeeds(String from) throws IOException {
        String target = from + "?how=async&to=/api/rest/secret";
        assertThat(status("GET", target, null)).isEqualTo(401);
        assertThat(status("GET", target, other)).isEqualTo(403);
        assertThat(RestApi.SECRET).hasValue(0);
        assertThat(send("GET", target, read).body()).contains("[secret ada]");
    }

    /** Runtimes look for the path of the including request, which is not what was meant, so nothing is included. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/leading", "/outside/leading", "/api/leading/secret", "/outside/leading/secret"})
    void includeShowsNothing(String from) throws IOException {
        for (String to : List.of("/api/rest/secret", "/api/rest/open")) {
            String target = from + "?how=include&to=" + to;
            for (String credential : new @Nullable String[] {null, other}) {
                Raw answer = send("GET", target, credential);
                assertThat(answer.body()).contains("before").contains("after").doesNotContain("[secret");
            }
        }
        assertThat(RestApi.SECRET).hasValue(0);
        assertThat(send("GET", from + "?how=include&to=/api/rest/secret", read).body())
                .isEqualTo("before  after");
    }

    @Test
    void theTableHasEveryMethod() {
        ServletContext context = CONTEXT.get();
        assertThat(context).isNotNull();
        List<Row> rows = SallyportWeb.endpointTable(context).orElseThrow().rows();
        assertThat(rows.stream().map(row -> row.method() + " " + row.pattern() + ": " + row.rule()))
                .contains(
                        "GET /api/rest/open: open",
                        "GET /api/rest/open/plain: any credential",
                        "GET /api/rest/secret{below: (/.*)?}: scope secret:read",
                        "POST /api/rest/secret{below: (/.*)?}: scope secret:write");
    }

    private static int status(String method, String target, @Nullable String credential) throws IOException {
        return send(method, target, credential).status();
    }

    private static Raw send(String method, String target, @Nullable String credential) throws IOException {
        String line = method + " " + target + " HTTP/1.1";
        return credential == null ? APP.send(line) : APP.send(line, "Authorization: Bearer " + credential);
    }
}
