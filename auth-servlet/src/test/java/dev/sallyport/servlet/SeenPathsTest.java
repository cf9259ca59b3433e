package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A filter of the application tells the framework another path than the one that the guard let on. */
class SeenPathsTest {
    private final TestServer server = TestServer.withDefaults();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pathThatIsToldMustBeOpenToo() throws Exception {
        start(false);

        assertThat(status("/api/open%20a+b/x", "/api/open%20a+b/x")).isEqualTo(200);
        assertThat(status("/api/open%20a+b/x", "/api/open%20a+b/y")).isEqualTo(200);
        assertThat(status("/api/open%20a+b/x", "/api/plain/y")).isEqualTo(200);
        assertThat(status("/api/open%20a+b/x", "/api/secret")).isEqualTo(401);
        assertThat(status("/api/open%20a+b/x", "/api/open%20a%20b/x"))
                .as("a plus is no space")
                .isEqualTo(401);
        assertThat(status("/api/secret", "/api/plain/x")).isEqualTo(401);
    }

    @Test
    void pathThatCanBeReadInMoreThanOneWayIsForNobody() throws Exception {
        start(false);

        for (String told : new String[] {
            "/api/plain/../secret",
            "/api/plain/%2e%2e/secret",
            "/api/plain/;x",
            "api/plain/x",
            "//api/plain/x",
            "/api/plain/x;jsessionid=1"
        }) {
            assertThat(status("/api/plain/x", told)).as(told).isIn(401, 403);
            assertThat(server.send("GET", "/api/plain/x", "Told", told, "Authorization", "Bearer " + server.key())
                            .statusCode())
                    .as(told)
                    .isEqualTo(403);
        }
    }

    @Test
    void sessionIdAtTheEndIsNoPartOfThePathWhereItIsAllowed() throws Exception {
        start(true);

        assertThat(status("/api/plain/x", "/api/plain/x;jsessionid=1")).isEqualTo(200);
        assertThat(status("/api/plain/x", "/api/secret;jsessionid=1")).isEqualTo(401);
    }

    private void start(boolean sessionIds) throws Exception {
        server.servlet(new Framework(), "/api/*")
                .onStart(event -> event.getServletContext()
                        .addFilter("telling", new Telling())
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"));
        SallyportWeb web = SallyportWeb.of(server.auth).protect("/api/*").open("/api/open a+b/*", "/api/plain/*");
        server.install(sessionIds ? web.sessionIdsInPaths() : web).start();
    }

    private int status(String path, String told) throws Exception {
        return server.send("GET", path, "Told", told).statusCode();
    }

    private static final class Telling implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public String getRequestURI() {
                            return getHeader("Told");
                        }
                    },
                    response);
        }
    }

    private static final class Framework extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (MethodGuard.of(getServletContext()).admits(request, response)) {
                response.getWriter().print("ran");
            }
        }
    }
}
