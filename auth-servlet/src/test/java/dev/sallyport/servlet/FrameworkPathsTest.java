package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.guard.start.ResourceServlets;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.user.NewUser;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A framework that finds its methods by another path than the filter saw gets nobody further than either path would. */
class FrameworkPathsTest {
    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(410, "/api/error");
        server.context.setErrorHandler(pages);
        for (String tenant : new String[] {"42", "43"}) {
            server.auth
                    .users()
                    .createIfAbsent(NewUser.of("of" + tenant)
                            .withId("of" + tenant)
                            .withTenant(tenant)
                            .withRoles("admin"));
        }
        server.servlet(new Framework(), "/api/*", "/outside/*")
                .onStart(event -> event.getServletContext().getServletRegistrations().values().stream()
                        .filter(each -> Framework.class.getName().equals(each.getClassName()))
                        .forEach(each ->
                                ResourceServlets.of(event.getServletContext()).add(each.getName())))
                .install(SallyportWeb.of(server.auth)
                        .protect("/api/*")
                        .open("/api/open/*")
                        .tenantPath("/api/companies/{company}/**"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bothPathsMustBeOpen() throws Exception {
        assertThat(status("/api/open/x", "/api/open/x", "silent")).isEqualTo(200);
        assertThat(status("/api/open/x", "/api/open/y", "silent")).isEqualTo(200);
        assertThat(status("/api/open/x", "/api/secret", "silent")).isEqualTo(401);
        assertThat(status("/api/secret", "/api/open/x", "silent")).isEqualTo(401);
        assertThat(status("/api/open/x", "/api/open/x", "scope")).isEqualTo(401);
    }

    @Test
    void bothPathsMustBeOfTheCallersTenant() throws Exception {
        String own = "/api/companies/42/x";
        String other = "/api/companies/43/x";

        assertThat(status(own, own, "tenant", key("of42"))).isEqualTo(200);
        assertThat(status(own, own, "tenant", key("of43"))).isIn(403, 404);
        assertThat(status(own, other, "tenant", key("of42"))).isIn(403, 404);
        assertThat(status(own, other, "tenant", key("of43"))).isIn(403, 404);
        assertThat(status("/api/x", other, "tenant", key("of42"))).isIn(403, 404);
    }

    /** The resource would take its tenant from a path that names none. */
    @Test
    void pathThatTheResourceSeesMustNameTheTenant() throws Exception {
        String own = "/api/companies/42/x";

        assertThat(status(own, "/api/x", "tenant", key("of42"))).isEqualTo(403);
        assertThat(status(own, "/api/x", "silent", key("of42"))).isEqualTo(200);
        assertThat(status("/api/x", own, "tenant", key("of42"))).isEqualTo(200);
    }

    @Test
    void whatTheFilterDidNotLetInIsRefusedWhateverTheRule() throws Exception {
        HttpResponse<String> refused = send("/outside/x", "/outside/x", "open");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("admitted")).contains("false");

        HttpResponse<String> let = send("/api/x", "/api/x", "open");
        assertThat(let.statusCode()).isEqualTo(200);
        assertThat(let.headers().firstValue("admitted")).contains("true");
    }

    @Test
    void refusalIsCompleteWithItsHeaders() throws Exception {
        HttpResponse<String> refused = send("/api/x", "/api/x", "scope");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(refused.body()).contains("\"status\":401");
    }

    @Test
    void includeThatTheFrameworkFindsElsewhereIsForNobody() throws Exception {
        assertThat(send("/api/include?/api/open/y", "/api/open/y", "silent").body())
                .isEqualTo("before ran after");
        assertThat(send("/api/include?/api/open/y", "/api/open/x", "silent").body())
                .as("nothing of the refusal")
                .isEqualTo("before after");
        assertThat(send("/api/include?/api/open/y", "/api/open/y", "scope").body())
                .isEqualTo("before after");
    }

    @Test
    void errorPageIsShownUnlessItDemandsMoreOrIsFoundElsewhere() throws Exception {
        assertThat(send("/api/fail", "/api/error", "silent").body()).isEqualTo("ran");
        assertThat(send("/api/fail", "/api/error", "silent").statusCode()).isEqualTo(410);
        assertThat(send("/api/fail", "/api/error", "scope").body()).isEmpty();
        assertThat(send("/api/fail", "/api/error", "scope").statusCode()).isEqualTo(410);
        assertThat(send("/api/fail", "/api/secret", "silent").body()).doesNotContain("ran");
        assertThat(server.send(
                                "GET",
                                "/api/fail",
                                "Matched",
                                "/api/error",
                                "Rule",
                                "scope",
                                "Authorization",
                                "Bearer " + server.key())
                        .body())
                .isEqualTo("ran");
    }

    private int status(String path, String matched, String rule) throws Exception {
        return send(path, matched, rule).statusCode();
    }

    private int status(String path, String matched, String rule, String key) throws Exception {
        return server.send("GET", path, "Matched", matched, "Rule", rule, "Authorization", "Bearer " + key)
                .statusCode();
    }

    private HttpResponse<String> send(String path, String matched, String rule) throws Exception {
        return server.send("GET", path, "Matched", matched, "Rule", rule);
    }

    private String key(String user) {
        return TestServer.done(server.auth.apiKeys().create(user, KeyRequest.named("test"), Actor.application()))
                .secret()
                .reveal();
    }

    /** Finds a method of the rule that the one header names, by the path that the other tells. */
    private static final class Framework extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                if (request.getRequestURI().equals("/api/fail")) {
                    response.sendError(410);
                    return;
                }
                if (request.getRequestURI().equals("/api/include")) {
                    response.getWriter().print("before ");
                    request.getRequestDispatcher(request.getQueryString()).include(request, response);
                    response.getWriter().print("after");
                    return;
                }
            }
            ResourceGate gate = ResourceGate.of(getServletContext()).orElseThrow();
            response.setHeader("admitted", Boolean.toString(gate.hasAdmitted(request)));
            Optional<Reply> refusal = gate.refuse(
                    request, response, rule(request.getHeader("Rule")), "a method", request.getHeader("Matched"));
            if (refusal.isEmpty()) {
                response.getWriter().print(request.getDispatcherType() == DispatcherType.INCLUDE ? "ran " : "ran");
                return;
            }
            Reply reply = refusal.get();
            response.setStatus(reply.status());
            reply.headers().forEach(response::setHeader);
            response.getWriter().print(reply.body());
        }

        private static MethodRule rule(String name) {
            return switch (name) {
                case "open" -> new MethodRule(AccessRule.open(), true);
                case "tenant" -> new MethodRule(AccessRule.authenticated().withTenant("company"), true);
                case "scope" ->
                    new MethodRule(
                            AccessRule.authenticated().withScopes(ScopeSet.of("reports:write"), ScopeSet.of()), true);
                default -> MethodRule.unannotated();
            };
        }
    }
}
