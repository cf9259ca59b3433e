package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A framework of one servlet, which finds a method by the last part of the path. */
class MethodGuardTest {
    private final TestServer server = TestServer.withDefaults();
    private final Framework framework = new Framework();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void filterStaysStrictUntilTheGuardTakesOver() throws Exception {
        start("/api/*");
        assertThat(status("/api/open")).isEqualTo(401);

        framework.guard().takeOver("framework");

        assertThat(status("/api/open")).isEqualTo(200);
        assertThat(status("/api/silent")).isEqualTo(401);
        assertThat(status("/api/scope")).isEqualTo(401);
        assertThat(status("/api/mistyped")).isEqualTo(403);
        assertThat(status("/api/nothing")).isEqualTo(401);
    }

    @Test
    void methodsAreDecidedAboutByTheirAnnotations() throws Exception {
        start("/api/*");
        framework.guard().takeOver("framework");
        String reader = server.key("reports:read");

        assertThat(server.get("/api/silent", reader).body()).isEqualTo("silent");
        assertThat(server.get("/api/scope", reader).statusCode()).isEqualTo(403);
        assertThat(server.get("/api/scope", server.key()).body()).isEqualTo("scope");
        assertThat(framework.ran).as("only what was admitted").hasValue(2);
        assertThat(server.get("/api/mistyped", server.key()).statusCode()).isEqualTo(403);
        assertThat(server.get("/api/open", "no-credential").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/nothing", reader).statusCode()).isEqualTo(404);
    }

    @Test
    void asynchronousDispatchIsTheSameRequest() throws Exception {
        start("/api/*");
        framework.guard().takeOver("framework");
        String key = server.key();

        HttpResponse<String> first = server.get("/api/later", key);
        assertThat(first.body()).isEqualTo("later");
        assertThat(first.headers().firstValue("RateLimit"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("\"later\";r=1;"));
        assertThat(server.get("/api/later", key).body()).isEqualTo("later");
        assertThat(server.get("/api/later", key).statusCode()).isEqualTo(429);
    }

    @Test
    void errorPageIsShownUnlessItDemandsMore() throws Exception {
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(410, "/api/silent");
        pages.addErrorPage(411, "/api/scope");
        server.context.setErrorHandler(pages);
        start("/api/*");
        framework.guard().takeOver("framework");

        assertThat(server.send("GET", "/api/fails?410").statusCode()).isEqualTo(410);
        assertThat(server.send("GET", "/api/fails?410").body()).isEqualTo("silent");
        assertThat(server.send("GET", "/api/fails?411").statusCode()).isEqualTo(411);
        assertThat(server.send("GET", "/api/fails?411").body()).isEmpty();
        assertThat(server.get("/api/fails?411", server.key()).body()).isEqualTo("scope");
    }

    @Test
    void whatDidNotComeThroughTheFilterIsRefused() throws Exception {
        start("/api/*", "/outside/*");

        assertThat(status("/outside/open")).isEqualTo(403);
        assertThatIllegalStateException()
                .isThrownBy(() -> framework.guard().takeOver("framework"))
                .withMessageContaining("its mapping \"/outside/*\" is not protected");
        assertThat(status("/api/open")).isEqualTo(401);
    }

    @Test
    void withoutAFilterNothingIsAdmitted() throws Exception {
        register("/api/*");
        server.start();

        HttpResponse<String> refused = server.send("GET", "/api/open");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(status("/api/nothing")).isEqualTo(403);
        assertThatIllegalStateException()
                .isThrownBy(() -> framework.guard().takeOver("framework"))
                .withMessage("No SallyportFilter has started in this context: install SallyportWeb first");
    }

    @Test
    void takesOverOnlyServletsThatThereAre() throws Exception {
        start("/api/*");

        assertThatIllegalStateException()
                .isThrownBy(() -> framework.guard().takeOver("another"))
                .withMessageStartingWith("takeOver(\"another\"): there is no such servlet; there are [")
                .withMessageContaining("framework");
    }

    @Test
    void rulesCanBeAskedForAtTheStart() throws Exception {
        start("/api/*");

        assertThat(framework.guard().rule(Methods.class, method("open").orElseThrow()))
                .isEqualTo(AccessRule.open());
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        framework.guard().rule(Methods.class, method("mistyped").orElseThrow()))
                .withMessageContaining("reports:raed");
    }

    private void start(String... mappings) throws Exception {
        register(mappings);
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
    }

    private void register(String... mappings) {
        server.onStart(event -> {
            var registration = event.getServletContext().addServlet("framework", framework);
            registration.setAsyncSupported(true);
            registration.setLoadOnStartup(1);
            registration.addMapping(mappings);
        });
    }

    private int status(String path) throws Exception {
        return server.send("GET", path).statusCode();
    }

    private static Optional<Method> method(String name) {
        return Arrays.stream(Methods.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    static final class Methods {
        String silent() {
            return "silent";
        }

        @PermitAll
        String open() {
            return "open";
        }

        @RequiresScope("reports:write")
        String scope() {
            return "scope";
        }

        @RequiresScope("reports:raed")
        String mistyped() {
            return "mistyped";
        }

        @RateLimited(value = "2/minute", group = "later")
        String later() {
            return "later";
        }

        @PermitAll
        String fails() {
            return "fails";
        }
    }

    private static final class Framework extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init") // by init()
        private transient MethodGuard guard;

        final AtomicInteger ran = new AtomicInteger();

        @Override
        public void init() {
            guard = MethodGuard.of(getServletContext());
        }

        MethodGuard guard() {
            return guard;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getPathInfo().substring(1);
            Method method = method(name).orElse(null);
            if (method == null) {
                if (guard.admits(request, response)) {
                    response.sendError(404);
                }
                return;
            }
            if (!guard.admits(request, response, Methods.class, method)) {
                return;
            }
            ran.incrementAndGet();
            if (name.equals("fails")) {
                response.sendError(Integer.parseInt(request.getQueryString()));
            } else if (name.equals("later") && request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                response.getWriter().print(name);
            }
        }
    }
}
