package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a request inside the application: forward, include, async, error, and attempts to pose as someone. */
class DispatchTest {
    private final Secret secret = new Secret();
    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(404, "/api/errors/plain");
        errors.addErrorPage(418, "/api/secret");
        errors.addErrorPage(500, "/api/errors/plain");
        server.context.setErrorHandler(errors);
        server.servlet(secret, "/api/secret")
                .servlet(new Dispatcher(), "/api/dispatch")
                .servlet(new Dispatcher(), "/outside/dispatch")
                .servlet(new Spoofing(), "/api/spoof", "/outside/spoof")
                .servlet(new ErrorPage(), "/api/errors/plain")
                .install(SallyportWeb.of(server.auth).protect("/api/*").endpoints("/auth/*"))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void forwardReachesWhatTheCallerMayReach() throws Exception {
        HttpResponse<String> answer = server.get("/api/dispatch?how=forward&to=/api/secret", server.key());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Secret ada ada BEARER");
    }

    @Test
    void forwardIsRefusedByTheRuleOfItsTarget() throws Exception {
        String weak = server.key("reports:write");
        HttpResponse<String> answer = server.get("/api/dispatch?how=forward&to=/api/secret", weak);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("insufficient_scope").doesNotContain("begun");
        assertThat(server.send("GET", "/api/dispatch?how=forward&to=/api/secret")
                        .statusCode())
                .as("the dispatcher is open, its target is not")
                .isEqualTo(401);
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void forwardFromOutsideIsAdmittedLikeARequest() throws Exception {
        assertThat(server.send("GET", "/outside/dispatch?how=forward&to=/api/secret")
                        .statusCode())
                .isEqualTo(401);
        assertThat(secret.entered.get()).isZero();
        assertThat(server.get("/outside/dispatch?how=forward&to=/api/secret", server.key())
                        .body())
                .isEqualTo("Secret ada ada BEARER");
    }

    @Test
    void includeShowsNothingThatTheCallerMayNotSee() throws Exception {
        String weak = server.key("reports:write");
        HttpResponse<String> refused = server.get("/api/dispatch?how=include&to=/api/secret", weak);
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).isEqualTo("begun end");
        assertThat(server.send("GET", "/outside/dispatch?how=include&to=/api/secret")
                        .body())
                .isEqualTo("begun end");
        assertThat(secret.entered.get()).isZero();
        assertThat(server.get("/api/dispatch?how=include&to=/api/secret", server.key())
                        .body())
                .isEqualTo("begun Secret ada ada BEARERend");
    }

    @Test
    void asyncDispatchIsDecidedByItsTarget() throws Exception {
        assertThat(server.get("/api/dispatch?how=async&to=/api/secret", server.key())
                        .body())
                .isEqualTo("Secret ada ada BEARER");
        assertThat(secret.entered.get()).isEqualTo(1);
        assertThat(server.get("/api/dispatch?how=async&to=/api/secret", server.key("reports:write"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send("GET", "/outside/dispatch?how=async&to=/api/secret")
                        .statusCode())
                .isEqualTo(401);
        assertThat(secret.entered.get()).isEqualTo(1);
    }

    @Test
    void asyncCompletesOnAnotherThreadWithItsCaller() throws Exception {
        assertThat(server.get("/api/dispatch?how=complete", server.key()).body())
                .isEqualTo("completed for ada");
        assertThat(server.get("/api/dispatch?how=again", server.key()).body()).isEqualTo("again for ada ada");
    }

    @Test
    void errorPageIsShownWithOrWithoutCredential() throws Exception {
        HttpResponse<String> known = server.get("/api/dispatch?how=404", server.key());
        assertThat(known.statusCode()).isEqualTo(404);
        assertThat(known.body()).isEqualTo("sorry, 404, ada");
        HttpResponse<String> unknown = server.send("GET", "/api/dispatch?how=404");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("sorry, 404, nobody");
        assertThat(server.send("GET", "/outside/dispatch?how=404").body()).isEqualTo("sorry, 404, nobody");
        assertThat(server.send("GET", "/outside/dispatch?how=throw").body()).isEqualTo("sorry, 500, nobody");
        assertThat(server.send("GET", "/api/errors/plain").statusCode())
                .as("asked for directly it is a resource like any other")
                .isEqualTo(401);
    }

    @Test
    void annotatedErrorPageIsNotShownToWhoLacksItsScope() throws Exception {
        HttpResponse<String> answer = server.send("GET", "/api/dispatch?how=418");
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEmpty();
        assertThat(secret.entered.get()).isZero();
        assertThat(server.get("/api/dispatch?how=418", server.key()).body()).isEqualTo("Secret ada ada BEARER");
    }

    @Test
    void aCallerThatTheApplicationMadeUpCountsForNothing() throws Exception {
        assertThat(server.send("GET", "/outside/spoof").statusCode()).isEqualTo(401);
        assertThat(secret.entered.get()).isZero();
        HttpResponse<String> answer = server.get("/api/spoof?async=true", server.key("reports:write"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.get("/api/spoof", server.key("reports:write")).statusCode())
                .isEqualTo(403);
        assertThat(secret.entered.get()).isZero();
    }

    @RequiresScope("reports:read")
    private static final class Secret extends Recording {}

    private static final class ErrorPage extends Recording {
        @Override
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String caller = SallyportWeb.caller(request).map(Caller::id).orElse("nobody");
            response.getWriter().print("sorry, " + response.getStatus() + ", " + caller);
        }
    }

    @PermitAll
    private static final class Dispatcher extends Recording {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                dispatch(request, response, request.getParameter("to"));
            } catch (ServletException e) {
                throw new IOException(e);
            }
        }

        private static void dispatch(HttpServletRequest request, HttpServletResponse response, String to)
                throws ServletException, IOException {
            switch (request.getParameter("how")) {
                case "forward" -> {
                    response.getWriter().print("begun ");
                    request.getRequestDispatcher(to).forward(request, response);
                }
                case "include" -> {
                    response.getWriter().print("begun ");
                    request.getRequestDispatcher(to).include(request, response);
                    response.getWriter().print("end");
                }
                case "async" -> request.startAsync().dispatch(to);
                case "again" -> again(request, response);
                case "complete" -> complete(request.startAsync());
                case "throw" -> throw new IllegalStateException("on purpose");
                default -> response.sendError(Integer.parseInt(request.getParameter("how")));
            }
        }

        private static void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                String caller = SallyportWeb.caller(request).map(Caller::id).orElse("nobody");
                response.getWriter().print("again for " + caller + " " + request.getRemoteUser());
            } else {
                AsyncContext async = request.startAsync(request, response);
                async.start(async::dispatch);
            }
        }

        private static void complete(AsyncContext async) {
            async.start(() -> {
                try {
                    String caller = SallyportWeb.caller(async.getRequest())
                            .map(Caller::id)
                            .orElse("nobody");
                    async.getResponse().getWriter().print("completed for " + caller);
                    async.complete();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Puts a mighty caller under every attribute there is, and goes on to the secret. */
    @PermitAll
    private static final class Spoofing extends Recording {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Caller mighty = new Caller(
                    "root",
                    CallerKind.USER,
                    null,
                    ScopeSet.of("reports:read"),
                    Set.of("admin"),
                    null,
                    null,
                    Instant.EPOCH,
                    List.of("pwd"),
                    null,
                    Map.of());
            Collections.list(request.getAttributeNames()).stream()
                    .filter(name -> name.startsWith("dev.sallyport"))
                    .forEach(name -> request.setAttribute(name, mighty));
            request.setAttribute("dev.sallyport.caller", mighty);
            try {
                if (request.getParameter("async") != null) {
                    AsyncContext async = request.startAsync();
                    async.getRequest().setAttribute("dev.sallyport.caller", mighty);
                    async.dispatch("/api/secret");
                } else {
                    request.getRequestDispatcher("/api/secret").forward(request, response);
                }
            } catch (ServletException e) {
                throw new IOException(e);
            }
        }
    }
}
