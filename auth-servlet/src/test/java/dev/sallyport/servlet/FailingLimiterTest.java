package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.wire.Reply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that cannot be decided about goes nowhere, whenever that is. */
class FailingLimiterTest {
    private final Recording limited = new Limited();
    private volatile @Nullable RuntimeException failure;
    private volatile String failing = "";
    private final TestServer server = new TestServer(Sallyport.builder()
            .issuer("https://api.example.com")
            .limit(LimitBy.ADDRESS, "100/minute")
            .rateLimiter((key, limit) -> {
                RuntimeException thrown = failure;
                if (thrown != null && key.contains(failing)) {
                    throw thrown;
                }
                return new LimitDecision(true, limit.windows().get(0), 1, Duration.ZERO, Duration.ZERO);
            })
            .build());

    @BeforeEach
    void start() throws Exception {
        server.servlet(limited, "/api/limited")
                .servlet(new Forwarding(), "/open/forward")
                .servlet(new Framework(), "/open/framework")
                .install(SallyportWeb.of(server.auth)
                        .protect("/api/*", "/open/*")
                        .open("/open/*", "/api/limited"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storeThatFailsAnswers503() throws Exception {
        assertThat(server.send("GET", "/api/limited").statusCode()).isEqualTo(200);
        failure = new StoreException("down");

        HttpResponse<String> refused;
        try (LogLines log = LogLines.named("dev.sallyport.servlet.guard.decide.Admission")) {
            refused = server.send("GET", "/api/limited");
            assertThat(log.lines()).containsExactly("A request to /api/limited could not be decided");
        }
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.body()).contains("\"code\":\"unavailable\"");
        assertThat(limited.entered).hasValue(1);
    }

    @Test
    void anotherFailureIsFoundInTheLog() throws Exception {
        failure = new IllegalStateException("secret");

        HttpResponse<String> failed;
        try (LogLines log = LogLines.named("dev.sallyport.servlet.wire.ReplyWriter")) {
            failed = server.send("GET", "/api/limited");
            assertThat(log.lines()).singleElement().asString().endsWith(": /api/limited failed");
        }
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("\"code\":\"internal_error\"").doesNotContain("secret");
        assertThat(limited.entered).hasValue(0);
    }

    @Test
    void forwardThatCannotBeDecidedGoesNowhere() throws Exception {
        failing = "limited";
        failure = new StoreException("down");

        HttpResponse<String> refused = server.send("GET", "/open/forward");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).doesNotContain("begun");
        assertThat(limited.entered).hasValue(0);
    }

    /** Resources of frameworks are counted one by one, when the framework has found them. */
    @Test
    void methodThatCannotBeDecidedDoesNotRun() throws Exception {
        assertThat(server.send("GET", "/open/framework").body()).isEqualTo("ran");
        failing = "of-a-method";
        failure = new StoreException("down");

        HttpResponse<String> refused = server.send("GET", "/open/framework");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"unavailable\"");
    }

    private static final class Framework extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AccessRule rule = AccessRule.open()
                    .withLimits(
                            List.of(new AccessRule.Limit(RateLimit.parse("5/minute"), LimitBy.ADDRESS, "of-a-method")));
            Reply reply = ResourceGate.of(getServletContext())
                    .orElseThrow()
                    .refuse(request, response, new MethodRule(rule, true), "a method", "/open/framework")
                    .orElse(Reply.json(200, "ran"));
            response.setStatus(reply.status());
            response.getWriter().print(reply.body());
        }
    }

    @RateLimited(value = "5/minute", by = LimitBy.ADDRESS, group = "limited")
    private static final class Limited extends Recording {}

    private static final class Forwarding extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            response.getWriter().print("begun");
            request.getRequestDispatcher("/api/limited").forward(request, response);
        }
    }
}
