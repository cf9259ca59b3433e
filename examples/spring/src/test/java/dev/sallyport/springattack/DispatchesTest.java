package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwards, includes, asynchronous answers and error pages. */
class DispatchesTest {
    private static App app;
    private static String ada;
    private static String vic;

    @BeforeAll
    static void start() throws Exception {
        app = App.shared();
        ada = app.login("ada");
        vic = app.login("vic");
    }

    @BeforeEach
    void clear() {
        Entered.clear();
    }

    @Test
    void forwardIsDecidedByWhereItLeads() throws Exception {
        assertThat(app.get("/d/forward-to-none", null).statusCode()).isEqualTo(401);
        assertThat(app.get("/d/forward-to-denied", vic).statusCode()).isEqualTo(403);
        assertThat(app.get("/d/async-to-denied", vic).statusCode()).isEqualTo(403);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get("/d/forward-to-none", vic).body()).isEqualTo("entered:none");
        assertThat(app.get("/d/forward-to-open", null).body()).isEqualTo("entered:open");
    }

    @Test
    void includeOfWhatIsClosedIncludesNothing() throws Exception {
        assertThat(app.get("/d/include", null).body()).isEqualTo("[]");
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get("/d/include", vic).body()).isEqualTo("[entered:none]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deferred", "stream"})
    void asynchronousAnswerIsDecidedAboutBeforeItBegins(String name) throws Exception {
        assertThat(app.get("/d/" + name, null).statusCode()).isEqualTo(401);
        assertThat(app.get("/d/" + name, vic).statusCode()).isEqualTo(403);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get("/d/" + name, ada).body()).isEqualTo("later");
        assertThat(Entered.names()).containsExactly(name);
    }

    @Test
    void asynchronousAnswerCountsOnce() throws Exception {
        assertThat(app.get("/d/callable", null).statusCode()).isEqualTo(401);
        assertThat(app.get("/d/callable", ada).body()).isEqualTo("later");
        assertThat(app.get("/d/callable", ada).body()).isEqualTo("later");
        assertThat(app.get("/d/callable", ada).statusCode()).isEqualTo(429);
        assertThat(Entered.names()).containsExactly("callable", "callable");
    }

    @Test
    void limitsOfWhereAnAsynchronousDispatchLeadsCount() throws Exception {
        assertThat(app.get("/d/async-to-limited", vic).body()).isEqualTo("entered:limited");
        assertThat(app.get("/d/async-to-limited", vic).body()).isEqualTo("entered:limited");
        assertThat(app.get("/d/async-to-limited", vic).statusCode()).isEqualTo(429);
        assertThat(Entered.names()).containsExactly("limited", "limited");
    }

    @ParameterizedTest
    @CsvSource({"/x/throws, 500", "/x/gone, 410"})
    void errorPageAnswersWhoeverCausedTheErrorAndTellsNoDetail(String path, int status) throws Exception {
        HttpResponse<String> json = app.send("GET", path, null, "Accept", "application/json");
        HttpResponse<String> html = app.send("GET", path, null, "Accept", "text/html");

        assertThat(json.statusCode()).isEqualTo(status);
        assertThat(json.body()).contains("\"status\":" + status).doesNotContain("nobody's business", "Meant");
        assertThat(html.statusCode()).isEqualTo(status);
        assertThat(html.body()).contains("Whitelabel").doesNotContain("nobody's business", "Meant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/error?trace=true&message=true", "/error?status=500"})
    void errorPageIsNoPlaceToGo(String path) throws Exception {
        assertThat(app.send("GET", path, null, "Accept", "text/html").statusCode())
                .isEqualTo(401);
        assertThat(app.send("POST", path, null).statusCode()).isEqualTo(401);
        assertThat(app.get(path, vic).body()).doesNotContain("nobody's business", "at dev.");
    }
}
