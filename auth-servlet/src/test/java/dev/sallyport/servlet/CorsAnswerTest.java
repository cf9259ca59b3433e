package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.wire.CorsPolicy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only the policy says which pages of other origins may read an answer, whatever the application writes into it. */
class CorsAnswerTest {
    private static final String PAGE = "https://app.example.com";

    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        server.servlet(new Headers(), "/api/*")
                .install(SallyportWeb.of(server.auth)
                        .protect("/api/*")
                        .open("/api/*")
                        .cors(CorsPolicy.of(PAGE)))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void applicationWidensNothing() throws Exception {
        for (String how : new String[] {"set", "add"}) {
            HttpResponse<String> read = asked(how, PAGE);
            assertThat(read.headers().allValues("Access-Control-Allow-Origin"))
                    .as(how)
                    .containsExactly(PAGE);
            assertThat(read.headers().allValues("ACCESS-CONTROL-Allow-Credentials"))
                    .as(how)
                    .isEmpty();
            assertThat(read.headers().allValues("Own")).as(how).containsExactly("1");

            HttpResponse<String> other = asked(how, "https://evil.example");
            assertThat(other.headers().allValues("Access-Control-Allow-Origin"))
                    .as(how)
                    .isEmpty();
        }
    }

    @Test
    void policyOutlivesAReset() throws Exception {
        HttpResponse<String> read = asked("reset", PAGE);

        assertThat(read.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(read.headers().allValues("Vary")).containsExactly("Origin");
        assertThat(read.headers().allValues("Own")).isEmpty();
    }

    /** A cache that does not tell origins apart would give one page's answer to another. */
    @Test
    void answerStillDependsOnTheOriginWhereTheApplicationSetsVary() throws Exception {
        assertThat(asked("vary", PAGE).headers().allValues("Vary")).containsExactly("Accept", "Origin");
        assertThat(server.send("GET", "/api/vary").headers().allValues("Vary")).containsExactly("Accept", "Origin");
    }

    @Test
    void preflightGoesNowhere() throws Exception {
        HttpResponse<String> asked =
                server.send("OPTIONS", "/api/set", "Origin", PAGE, "Access-Control-Request-Method", "POST");

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD, POST");
        assertThat(asked.headers().firstValue("Own")).isEmpty();
    }

    private HttpResponse<String> asked(String how, String origin) throws Exception {
        return server.send("GET", "/api/" + how, "Origin", origin);
    }

    private static final class Headers extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            switch (request.getPathInfo()) {
                case "/set" -> {
                    response.setHeader("Access-Control-Allow-Origin", "*");
                    response.setHeader("ACCESS-CONTROL-Allow-Credentials", "true");
                    response.setHeader("Own", "1");
                }
                case "/add" -> {
                    response.addHeader("Access-Control-Allow-Origin", "https://evil.example");
                    response.addHeader("ACCESS-CONTROL-Allow-Credentials", "true");
                    response.addHeader("Own", "1");
                }
                case "/vary" -> response.setHeader("Vary", "Accept");
                default -> {
                    response.setHeader("Own", "1");
                    response.reset();
                }
            }
        }
    }
}
