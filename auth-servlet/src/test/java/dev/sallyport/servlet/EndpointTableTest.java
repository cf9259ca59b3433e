package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of the endpoints at start-up, and that what comes later is looked at too. */
class EndpointTableTest {
    private final TestServer server = TestServer.withDefaults();
    private final List<String> said = new ArrayList<>();
    private final Logger logger = Logger.getLogger(EndpointTable.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(listener);
        server.close();
    }

    @Test
    void everyEndpointHasALineThatSaysWhatItDemands() throws Exception {
        server.servlet(new Reports(), "/api/reports/*", "/api/report")
                .servlet(new Recording(), "/api/plain")
                .servlet(new Recording(), "/outside")
                .install(SallyportWeb.of(server.auth).protect("/api/*").open("/api/static/*"))
                .start();
        assertThat(said).hasSize(1);
        assertThat(said.get(0).lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .contains(
                        "/api/report | GET | scope reports:read",
                        "/api/reports/* | GET | scope reports:read",
                        "/api/reports/* | POST | scope reports:delete or reports:write, 5/minute by caller",
                        "/api/reports/* | PUT | open",
                        "/api/plain | GET | any credential",
                        "/outside | * | not protected",
                        "/auth/login | POST | open",
                        "/auth/api-keys/{id} | DELETE | any credential",
                        "/api/static/* | * | open by its path, where no annotation says otherwise",
                        "/api/* | * | any credential, for all that is not said here");
        assertThat(server.get("/auth/scopes", server.key()).body()).contains("""
                        "endpoints":["GET /api/report","GET /api/reports/*"]""");
    }

    @Test
    void endpointsThatNothingLeadsToAreSaidToBeOutOfReach() throws Exception {
        server.context.addFilter(SallyportFilter.class, "/api/*", EnumSet.allOf(DispatcherType.class));
        server.onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth))
                .start();
        assertThat(said.get(0))
                .containsPattern("/auth/login +POST +not reachable: no mapping of filter or servlet leads here");
    }

    @Test
    void othersCanAddWhatTheyDecide() throws Exception {
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
        EndpointTable table =
                SallyportWeb.endpointTable(server.context.getServletContext()).orElseThrow();
        table.add(List.of(Row.described("/api/later/{id}", "GET", "decided elsewhere\nforged line")));
        assertThat(said).hasSize(2);
        assertThat(said.get(1).lines()).hasSize(2);
        assertThat(table.rows()).extracting(Row::pattern).contains("/api/later/{id}", "/auth/me");
    }

    /** Jetty's own API lets servlets in late, where the servlet API would not. */
    @Test
    void aServletThatComesAfterTheCheckAndOutsideClosesTheApplication() throws Exception {
        server.install(SallyportWeb.of(server.auth).protect("/api/*"));
        server.servlet(new Recording(), "/api/plain").start();
        server.servlet(new Reports(), "/outside");
        assertThat(server.get("/api/plain", server.key()).statusCode()).isEqualTo(500);
        assertThat(server.get("/auth/me", server.key()).statusCode()).isEqualTo(500);
        assertThat(server.send("GET", "/outside").statusCode()).isEqualTo(500);
    }

    @Test
    void oneThatComesAfterTheCheckAndWithinIsHeldToItsRule() throws Exception {
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
        server.servlet(new Reports(), "/api/late");
        assertThat(server.get("/api/late", server.key("reports:write")).statusCode())
                .isEqualTo(403);
        assertThat(server.get("/api/late", server.key("reports:read")).statusCode())
                .isEqualTo(200);
    }

    private static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @RequiresScope("reports:read")
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @RequiresScope(anyOf = {"reports:write", "reports:delete"})
        @RateLimited("5/minute")
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @PermitAll
        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
    }
}
