package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way on inside the application is decided by the rule of its target. */
class DispatchTest {
    private final Secret secret = new Secret();
    private final Limited limited = new Limited();
    private final App app = new App()
            .servlet(secret, "/api/secret")
            .servlet(limited, "/api/limited")
            .servlet(new Named(), "/api/named")
            .servlet(new Dispatcher(), "/api/dispatch", "/outside/dispatch")
            .servlet(new ErrorPage(), "/api/error")
            .errorPage(404, "/api/error")
            .errorPage(418, "/api/secret");

    @BeforeEach
    void start() {
        app.start();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/dispatch", "/outside/dispatch"})
    void forwardNeedsWhatItsTargetNeeds(String from) throws IOException {
        String target = from + "?how=forward";
        assertThat(app.send("GET " + target + " HTTP/1.1").status()).isEqualTo(401);
        assertThat(app.get(target, app.key("other")).status()).isEqualTo(403);
        assertThat(secret.entered.get()).isZero();
        assertThat(app.get(target, app.key("secret:read")).body()).contains("[Secret ada]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/dispatch", "/outside/dispatch"})
    void includeShowsNothingToWhoMayNotSeeIt(String from) throws IOException {
        String target = from + "?how=include";
        for (Raw answer : new Raw[] {app.send("GET " + target + " HTTP/1.1"), app.get(target, app.key("other"))}) {
            assertThat(answer.body()).contains("before").contains("after").doesNotContain("[Secret");
        }
        assertThat(secret.entered.get()).isZero();
        assertThat(app.get(target, app.key("secret:read")).body()).contains("[Secret ada]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/dispatch", "/outside/dispatch"})
    void asyncNeedsWhatItsTargetNeeds(String from) throws IOException {
        String target = from + "?how=async";
        assertThat(app.send("GET " + target + " HTTP/1.1").status()).isEqualTo(401);
        assertThat(app.get(target, app.key("other")).status()).isEqualTo(403);
        assertThat(secret.entered.get()).isZero();
        assertThat(app.get(target, app.key("secret:read")).body()).contains("[Secret ada]");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/dispatch, limited-forward",
        "/api/dispatch, limited-async",
        "/outside/dispatch, limited-forward",
        "/outside/dispatch, limited-async"
    })
    void limitsOfTheTargetCountEachRequestOnce(String from, String how) throws IOException {
        String key = app.key("other");
        for (int i = 0; i < 2; i++) {
            assertThat(app.get(from + "?how=" + how, key).body()).contains("[Limited ada]");
        }
        assertThat(app.get(from + "?how=" + how, key).status()).isEqualTo(429);
        // Each answers by a second, asynchronous dispatch to itself, which is the same request.
        assertThat(limited.entered.get()).isEqualTo(4);
    }

    /**
     * As the guide says: it has no path, so that no filter by path is passed; and a filter by name would be told the dispatching
     * servlet, not the one that is reached.
     */
    @Test
    void aNamedDispatchIsGuardedByWhoeverDispatches() throws IOException {
        for (String from : new String[] {"/api/dispatch", "/outside/dispatch"}) {
            assertThat(app.send("GET " + from + "?how=named HTTP/1.1").body())
                    .contains("[Named reached by " + Dispatcher.class.getName() + "/api/dispatch]");
        }
        assertThat(app.send("GET /api/named HTTP/1.1").status()).isEqualTo(401);
        assertThat(app.get("/api/named", app.key("secret:read")).body())
                .contains("[Named reached by " + Named.class.getName() + "/api/named]");
    }

    @Test
    void anErrorPageIsShownToEverybody() throws IOException {
        assertThat(app.send("GET /outside/dispatch?how=404 HTTP/1.1").body()).contains("[ErrorPage");
        assertThat(app.get("/api/dispatch?how=404", app.key("other")).body()).contains("[ErrorPage");
        assertThat(app.send("GET /api/error HTTP/1.1").status()).isEqualTo(401);
    }

    @Test
    void anErrorPageWithARuleIsShownOnlyToWhoMeetsIt() throws IOException {
        for (String from : new String[] {"/api/dispatch?how=418", "/outside/dispatch?how=418"}) {
            assertThat(app.send("GET " + from + " HTTP/1.1").body()).doesNotContain("[Secret");
            assertThat(app.get(from, app.key("other")).body()).doesNotContain("[Secret");
        }
        assertThat(secret.entered.get()).isZero();
        assertThat(app.get("/api/dispatch?how=418", app.key("secret:read")).body())
                .contains("[Secret ada]");
    }

    @PermitAll
    private static final class Dispatcher extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String how = request.getParameter("how");
            switch (how == null ? "" : how) {
                case "forward" -> request.getRequestDispatcher("/api/secret").forward(request, response);
                case "include" -> {
                    response.getWriter().print("before ");
                    request.getRequestDispatcher("/api/secret").include(request, response);
                    response.getWriter().print(" after");
                }
                case "named" ->
                    getServletContext()
                            .getNamedDispatcher(Named.class.getName() + "/api/named")
                            .forward(request, response);
                case "limited-forward" ->
                    request.getRequestDispatcher("/api/limited").forward(request, response);
                case "limited-async" -> request.startAsync(request, response).dispatch("/api/limited");
                case "async" -> request.startAsync(request, response).dispatch("/api/secret");
                default -> response.sendError(Integer.parseInt(String.valueOf(how)));
            }
        }
    }

    /** Tells which servlet the container says the request has reached. */
    @RequiresScope("secret:read")
    private static final class Named extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print("[Named reached by "
                            + request.getHttpServletMapping().getServletName() + "]");
        }
    }

    /** Comes by twice for each request. */
    @RateLimited("2/minute")
    private static final class Limited extends Recording {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getAttribute("again") == null) {
                entered.incrementAndGet();
                request.setAttribute("again", true);
                request.startAsync(request, response).dispatch("/api/limited");
                return;
            }
            super.service(request, response);
        }
    }

    private static final class ErrorPage extends Recording {
        private static final long serialVersionUID = 1L;
    }
}
