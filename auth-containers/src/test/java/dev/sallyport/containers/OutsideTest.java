package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servlets outside the protected paths are somebody else's business, unless somebody annotated them. */
class OutsideTest {
    private static final Logger LOG = Logger.getLogger("dev.sallyport.servlet");

    private final List<String> said = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listener);
    }

    /** As metrics' servlet for administration is (dropwizard/metrics#403). */
    @Test
    void servletThatHoldsOthersStartsOutside() throws IOException {
        try (App app = new App().servlet(new Holder(), "/metrics/*").start()) {
            assertThat(app.send("GET /metrics/x HTTP/1.1").body()).contains("[Recording nobody]");
        }
        try (App app = new App().servlet(new Holder(), "/api/metrics/*")) {
            assertThatThrownBy(app::start).hasStackTraceContaining("holds another one in the field \"held\"");
        }
        try (App app = new App().servlet(new Holder(), "/metrics/*", "/api/metrics/*")) {
            assertThatThrownBy(app::start).hasStackTraceContaining("holds another one in the field \"held\"");
        }
    }

    @Test
    void servletThatHoldsAnAnnotatedOneDoesNotStartOutside() {
        try (App app = new App().servlet(new SecretHolder(), "/metrics/*")) {
            assertThatThrownBy(app::start).hasStackTraceContaining("holds another one in the field \"held\"");
        }
    }

    @Test
    void servletThatIsReachedBesideTheFilterTooIsToldOf() throws IOException {
        try (App app = new App().servlet(new Recording(), "/api/x", "/x/*").start()) {
            assertThat(said)
                    .anyMatch(line -> line.startsWith("WARNING The servlet " + Recording.class.getName()
                            + " needs a credential by some of its mappings and none by [/x/*]"));
            assertThat(app.send("GET /api/x HTTP/1.1").status()).isEqualTo(401);
        }
        said.clear();
        try (App app = new App()
                .servlet(new Everyones(), "/api/x", "/x/*")
                .servlet(new Recording(), "/y")
                .start()) {
            assertThat(app.send("GET /api/x HTTP/1.1").status()).isEqualTo(200);
            assertThat(said).noneMatch(line -> line.startsWith("WARNING The servlet"));
        }
    }

    @Test
    void roleThatNobodyDeclaredIsToldOf() throws IOException {
        try (App app = new App().servlet(new OfBoss(), "/api/boss").start()) {
            assertThat(said)
                    .filteredOn(line -> line.startsWith("WARNING @RolesAllowed on " + OfBoss.class.getName()
                            + " names the role \"boss\", which is not declared"))
                    .singleElement()
                    .asString()
                    .contains("known are: [all]");
            assertThat(app.get("/api/boss", app.key("other")).status()).isEqualTo(403);
        }
    }

    static final class Holder extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Recording held = new Recording();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            held.service((ServletRequest) request, response);
        }
    }

    static final class SecretHolder extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Secret held = new Secret();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            held.service((ServletRequest) request, response);
        }
    }

    @PermitAll
    static final class Everyones extends Recording {
        private static final long serialVersionUID = 1L;
    }

    @RolesAllowed("boss")
    static final class OfBoss extends Recording {
        private static final long serialVersionUID = 1L;
    }
}
