package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The annotations of controllers, wherever they stand. Ada is an analyst, Vic a viewer. */
class ControllersTest {
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

    @ParameterizedTest
    @CsvSource({
        "/a/none, 401, 200, 200",
        "/a/open, 200, 200, 200",
        "/a/denied, 403, 403, 403",
        "/a/scope, 401, 403, 200",
        "/a/role, 401, 403, 200",
        "/a/class, 403, 403, 403",
        "/a/inherited, 403, 403, 403",
        "/a/interface, 401, 403, 200",
        "/a/files/x/y, 401, 200, 200",
        "/p/interface, 401, 403, 200",
        "/p/class, 401, 403, 200",
        "/p/request, 401, 403, 200"
    })
    void controllerRunsForThoseOnlyThatItsAnnotationsAdmit(String path, int nobody, int viewer, int analyst)
            throws Exception {
        expect(app.get(path, null), nobody);
        expect(app.get(path, vic), viewer);
        expect(app.get(path, ada), analyst);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "get", "FOO"})
    void noMethodGetsAroundTheRule(String method) throws Exception {
        for (String path : new String[] {"/a/none", "/a/denied", "/a/scope", "/p/interface", "/a/inherited"}) {
            assertThat(app.raw(method + " " + path, "Content-Length: 0\r\n"))
                    .as(method + " " + path)
                    .isIn(401, 403);
        }
        assertThat(Entered.names()).isEmpty();
    }

    @Test
    void traceIsClosed() throws Exception {
        assertThat(app.raw("TRACE /a/open", "")).isEqualTo(405);
        assertThat(Entered.names()).isEmpty();
    }

    @Test
    void headersThatNameAnotherMethodOrPathMeanNothing() throws Exception {
        for (String header : new String[] {
            "X-HTTP-Method-Override: GET",
            "X-Original-URL: /a/open",
            "X-Rewrite-URL: /a/open",
            "X-Forwarded-Prefix: /a/open",
            "X-Forwarded-Uri: /assets/site.css"
        }) {
            assertThat(app.raw("GET /a/scope", header + "\r\n")).as(header).isEqualTo(401);
        }
        assertThat(app.raw(
                        "POST /a/none?_method=GET",
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\n_method=GET"))
                .isEqualTo(401);
        assertThat(Entered.names()).isEmpty();
    }

    @Test
    void badCredentialIsRefusedOnOpenControllersToo() throws Exception {
        assertThat(app.get("/a/open", "not-a-token").statusCode()).isEqualTo(401);
        assertThat(Entered.names()).isEmpty();
    }

    @Test
    void limitOfAControllerIsCounted() throws Exception {
        assertThat(app.get("/a/limited", ada).statusCode()).isEqualTo(200);
        assertThat(app.get("/a/limited", ada).headers().firstValue("RateLimit")).isPresent();
        assertThat(app.get("/a/limited", ada).statusCode()).isEqualTo(429);
        assertThat(Entered.names()).hasSize(2);
    }

    @Test
    void bodiesThatNobodyMaySendAreNotParsed() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";

        assertThat(app.raw(
                        "POST /a/none",
                        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + part.length() + "\r\n\r\n"
                                + part))
                .isEqualTo(401);
        assertThat(app.raw(
                        "PUT /a/none",
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\na=%"))
                .isEqualTo(401);
        assertThat(Entered.names()).isEmpty();
    }

    private static void expect(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
        assertThat(Entered.names()).hasSize(status == 200 ? 1 : 0);
        assertThat(answer.body().startsWith("entered:")).isEqualTo(status == 200);
        Entered.clear();
    }
}
