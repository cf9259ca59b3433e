package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that are no methods of controllers, what has no handler at all, and filters. */
class OtherHandlersTest {
    private static App app;
    private static String vic;

    @BeforeAll
    static void start() throws Exception {
        app = App.shared();
        vic = app.login("vic");
    }

    @BeforeEach
    void clear() {
        Entered.clear();
    }

    @ParameterizedTest
    @CsvSource({"/e/function, function", "/e/mapped, mapped", "/e/named, named"})
    void everyKindOfHandlerNeedsACaller(String path, String name) throws Exception {
        assertThat(app.get(path, null).statusCode()).isEqualTo(401);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get(path, vic).body()).isEqualTo("entered:" + name);
    }

    @Test
    void openPathOpensWhatNobodyAnnotated() throws Exception {
        assertThat(app.get("/assets/function", null).body()).isEqualTo("entered:open function");
    }

    @Test
    void viewsAndFilesAreClosed() throws Exception {
        assertThat(app.get("/e/redirect", null).statusCode()).isEqualTo(401);
        assertThat(app.get("/e/redirect", null).headers().firstValue("Location"))
                .isEmpty();
        assertThat(app.get("/e/status", null).statusCode()).isEqualTo(401);
        assertThat(app.get("/e/status", vic).statusCode()).isEqualTo(410);
        HttpResponse<String> file = app.get("/internal/figures.txt", null);
        assertThat(file.statusCode()).isEqualTo(401);
        assertThat(file.body()).doesNotContain("figures");
        assertThat(app.get("/internal/figures.txt", vic).body()).contains("figures");
        assertThat(app.get("/assets/site.css", null).statusCode()).isEqualTo(200);
    }

    /** Neither which paths there are, nor which methods, nor anything that the application says to it. */
    @ParameterizedTest
    @CsvSource({"GET, /no/such/path", "PUT, /a/open", "DELETE, /a/none", "OPTIONS, /a/open", "PUT, /e/mapped"})
    void whatHasNoHandlerIsToldToCallersOnly(String method, String path) throws Exception {
        HttpResponse<String> answer = app.send(method, path, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("authentication_required");
        assertThat(answer.headers().firstValue("Allow").orElse("")).doesNotStartWith("GET,HEAD,OPTIONS");
        assertThat(Entered.names()).isEmpty();
    }

    @Test
    void callersGetTheAnswerOfTheApplication() throws Exception {
        assertThat(app.send("PUT", "/a/open", vic).body()).isEqualTo("entered:advice");
        assertThat(app.get("/no/such/path", vic).body()).isEqualTo("entered:advice");
        assertThat(app.send("OPTIONS", "/a/open", vic).headers().firstValue("Allow"))
                .hasValue("GET,HEAD,OPTIONS");
    }

    /** Spring answers pre-flights of {@code @CrossOrigin} by itself; with {@code SallyportWeb.cors} the filter would. */
    @ParameterizedTest
    @ValueSource(strings = {"/a/cross", "/a/none", "/e/mapped"})
    void preFlightsTellNothing(String path) throws Exception {
        assertThat(app.raw(
                        "OPTIONS " + path,
                        "Origin: https://elsewhere.example\r\nAccess-Control-Request-Method: GET\r\n"))
                .isEqualTo(401);
        assertThat(app.send("OPTIONS", path, null).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(Entered.names()).isEmpty();
    }

    /** Whatever order it asks for, a bad credential does not come as far. */
    @Test
    void filtersOfTheApplicationStandBehindOurs() throws Exception {
        assertThat(app.get("/a/filtered", "not-a-token").statusCode()).isEqualTo(401);
        assertThat(Entered.names()).isEmpty();

        assertThat(app.get("/a/filtered", vic).statusCode()).isEqualTo(418);
        assertThat(Entered.names()).startsWith("filter");
    }
}
