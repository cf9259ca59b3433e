package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.scope.Role;
import dev.sallyport.user.NewUser;
import jakarta.annotation.security.DenyAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, told and recorded of a request that is dispatched inside the application, or asks for another method. */
class DispatchLimitsTest {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final Recording closed = new Closed();
    private final Deleting deleting = new Deleting();
    private final TestServer server = new TestServer(Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read", "reports:write", "reports:delete")
            .roles(Role.of("admin", "reports:*"))
            .auditSink(events::add)
            .build());

    @BeforeEach
    void start() throws Exception {
        server.auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("admin"));
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(410, "/api/page");
        server.context.setErrorHandler(pages);
        server.servlet(new Limited(), "/api/limited")
                .servlet(new Sending(), "/api/send")
                .servlet(new Failing(), "/api/fail")
                .servlet(new Recording(), "/api/page")
                .servlet(closed, "/api/closed")
                .servlet(deleting, "/api/deleting")
                .servlet(new Framework(), "/api/framework")
                .install(SallyportWeb.of(server.auth).protect("/api/*"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void forwardIsCountedByTheLimitsOfWhereItLeads() throws Exception {
        String key = server.key();
        for (int i = 0; i < 2; i++) {
            assertThat(server.get("/api/send?forward=/api/limited", key).statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.get("/api/send?forward=/api/limited", key).statusCode())
                .isEqualTo(429);
    }

    @Test
    void includeIsNotCounted() throws Exception {
        String key = server.key();
        for (int i = 0; i < 4; i++) {
            assertThat(server.get("/api/send?include=/api/limited", key).body()).isEqualTo("begun Limited");
        }
    }

    @Test
    void asynchronousAnswerIsTheSameRequest() throws Exception {
        String key = server.key();
        for (int i = 0; i < 2; i++) {
            assertThat(server.get("/api/limited?async", key).body()).isEqualTo("Limited");
        }
        assertThat(server.get("/api/limited?async", key).statusCode()).isEqualTo(429);
    }

    @Test
    void asynchronousDispatchIsCountedByTheLimitsOfWhereItLeads() throws Exception {
        String key = server.key();
        for (int i = 0; i < 2; i++) {
            assertThat(server.get("/api/send?async=/api/limited", key).statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.get("/api/send?async=/api/limited", key).statusCode()).isEqualTo(429);
    }

    @Test
    void refusalOfADispatchKeepsNothingOfWhatWasBegunButTheLimits() throws Exception {
        for (String how : new String[] {"forward", "async"}) {
            HttpResponse<String> refused = server.get("/api/send?" + how + "=/api/closed", server.key());

            assertThat(refused.statusCode()).as(how).isEqualTo(403);
            assertThat(refused.body()).as(how).doesNotContain("begun");
            assertThat(refused.headers().firstValue("Begun")).as(how).isEmpty();
            assertThat(refused.headers().firstValue("RateLimit")).as(how).isPresent();
        }
        assertThat(closed.entered).hasValue(0);
    }

    @Test
    void errorPageTellsTheLimitsAlthoughTheAnswerWasReset() throws Exception {
        HttpResponse<String> failed = server.get("/api/fail", server.key());

        assertThat(failed.statusCode()).isEqualTo(410);
        assertThat(failed.body()).startsWith("Recording ada");
        assertThat(failed.headers().firstValue("RateLimit")).isPresent();
        assertThat(server.send("GET", "/api/no-such-thing").statusCode()).isEqualTo(401);
    }

    /** A filter behind the gate may take the request for what it asks to be. */
    @Test
    void requestThatAsksForAnotherMethodMeetsTheRulesOfBoth() throws Exception {
        assertThat(asks("DELETE", server.key("reports:read"))).isEqualTo(403);
        assertThat(asks("POST, DELETE", server.key("reports:read"))).isEqualTo(403);
        assertThat(deleting.entered).hasValue(0);
        assertThat(asks("DELETE", server.key())).isEqualTo(200);
        assertThat(asks("GET", server.key("reports:read"))).isEqualTo(200);
    }

    @Test
    void refusedScopeIsRecordedWithTheCaller() throws Exception {
        events.clear();

        assertThat(server.get("/api/closed", server.key()).statusCode()).isEqualTo(403);

        assertThat(events)
                .filteredOn(event -> event.type() == AuditEvent.Type.ACCESS_DENIED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.details())
                            .containsEntry("resource", "/api/closed")
                            .containsEntry("cause", "FORBIDDEN");
                    assertThat(event.address()).isEqualTo("127.0.0.1");
                });
    }

    /** A framework finds the method, and its annotations are enforced there. */
    @Test
    void scopeThatAMethodOfAFrameworkRefusesIsRecordedToo() throws Exception {
        events.clear();

        assertThat(server.get("/api/framework", server.key("reports:read")).statusCode())
                .isEqualTo(403);

        assertThat(events)
                .filteredOn(event -> event.type() == AuditEvent.Type.ACCESS_DENIED)
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("cause", "INSUFFICIENT_SCOPE"));
    }

    private static final class Framework extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                Method method = Controller.class.getDeclaredMethod("delete");
                if (MethodGuard.of(getServletContext()).admits(request, response, Controller.class, method)) {
                    response.getWriter().print("deleted");
                }
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static final class Controller {
        @RequiresScope("reports:delete")
        void delete() {}
    }

    private int asks(String method, String key) throws Exception {
        return server.send("GET", "/api/deleting", "X-HTTP-Method-Override", method, "Authorization", "Bearer " + key)
                .statusCode();
    }

    @RateLimited("2/hour")
    private static final class Limited extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("async".equals(request.getQueryString()) && request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
            } else {
                response.getWriter().print("Limited");
            }
        }
    }

    @RateLimited("100/hour")
    private static final class Sending extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String[] query = request.getQueryString().split("=", 2);
            response.setHeader("Begun", "yes");
            response.getWriter().print("begun ");
            switch (query[0]) {
                case "forward" -> request.getRequestDispatcher(query[1]).forward(request, response);
                case "include" -> request.getRequestDispatcher(query[1]).include(request, response);
                default -> request.startAsync().dispatch(query[1]);
            }
        }
    }

    @RateLimited("100/hour")
    private static final class Failing extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.reset();
            response.sendError(410);
        }
    }

    @DenyAll
    private static final class Closed extends Recording {}

    @RequiresScope("reports:read")
    private static final class Deleting extends Recording {
        @Override
        @RequiresScope("reports:delete")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(request, response);
        }
    }
}
