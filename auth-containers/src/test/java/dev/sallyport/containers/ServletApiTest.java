package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servlet API's view of a caller, in a request with one. */
class ServletApiTest {
    private static String asked(String how, App app) throws IOException {
        return app.get("/api/user?how=" + how, app.key("other")).body();
    }

    @Test
    void logoutTakesTheCallerFromTheRequestAndLeavesTheCredential() throws IOException {
        try (App app = new App().servlet(new User(), "/api/user").start()) {
            assertThat(asked("none", app)).isEqualTo("[ada ada BEARER true]");
            assertThat(asked("logout", app)).isEqualTo("[null null null false]");
            assertThat(asked("logout-forward", app)).isEqualTo("[null null null false]");
            String key = app.key("other");
            app.get("/api/user?how=logout", key);
            assertThat(app.get("/api/user?how=none", key).body()).isEqualTo("[ada ada BEARER true]");
        }
    }

    /** The container logs its own user as %u, which there is none of; the attribute is what a run book may rely on. */
    @Test
    void theAccessLogCanNameTheCaller() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (App app = new App()
                .accessLog(lines::add)
                .servlet(new User(), "/api/user")
                .servlet(new Recording(), "/api/public/x")
                .start()) {
            app.get("/api/user?how=none", app.key("other"));
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("ada");
            app.get("/api/user?how=logout", app.key("other"));
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("ada");
            app.send("GET /api/public/x HTTP/1.1");
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("-");
            app.send("GET /api/user HTTP/1.1");
            assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("-");
        }
    }

    @Test
    void loginIsRefusedWhileThereIsACaller() throws IOException {
        try (App app = new App().servlet(new User(), "/api/user").start()) {
            assertThat(asked("login", app)).isEqualTo("refused [ada ada BEARER true]");
        }
    }

    /** The API gives it the request of the container, which has no caller; the library knows. */
    @Test
    void asynchronousWorkFindsTheCaller() throws IOException {
        try (App app = new App().servlet(new User(), "/api/user").start()) {
            assertThat(asked("async", app)).isEqualTo("[ada]");
            assertThat(asked("async-wrapped", app)).isEqualTo("[ada ada]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/app"})
    void theStartPageIsOpenedAlone(String context) throws IOException {
        Recording other = new Recording();
        try (App app = new App()
                .at(context)
                .protecting("/*")
                .settings(web -> web.open("/"))
                .servlet(new Start(), "")
                .servlet(other, "/")
                .start()) {
            assertThat(app.send("GET " + context + "/ HTTP/1.1").body()).isEqualTo("[start]");
            assertThat(app.send("GET " + context + "/?x=/secret HTTP/1.1").body())
                    .isEqualTo("[start]");
            for (String path :
                    new String[] {"/index.html", "/x", "/x/", "/%20", "//", "/;jsessionid=1", "/.", "/%2f"}) {
                assertThat(app.send("GET " + context + path + " HTTP/1.1").status())
                        .as(path)
                        .isIn(400, 401);
            }
            assertThat(app.send("GET " + context + "/ HTTP/1.1", "Authorization: Bearer nonsense")
                            .status())
                    .isEqualTo(401);
            assertThat(other.entered.get()).isZero();
        }
    }

    /** Some containers lead the root to the file before they ask filters, others serve it as the root. */
    @Test
    void theWelcomeFileIsTheStartPage(@TempDir Path files) throws IOException {
        Files.writeString(files.resolve("index.html"), "[welcome]");
        Files.writeString(files.resolve("other.html"), "[other]");
        Files.writeString(Files.createDirectory(files.resolve("docs")).resolve("index.html"), "[docs]");
        try (App app = new App()
                .files(files)
                .protecting("/*")
                .settings(web -> web.open("/"))
                .start()) {
            assertThat(app.send("GET / HTTP/1.1").body()).isEqualTo("[welcome]");
            for (String path : new String[] {"/index.html", "/other.html", "/docs/", "/docs/index.html", "/x"}) {
                assertThat(app.send("GET " + path + " HTTP/1.1").status())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(app.get("/other.html", app.key("other")).body()).isEqualTo("[other]");
        }
        try (App app = new App()
                .files(files)
                .protecting("/*")
                .settings(web -> web.open("/docs/"))
                .start()) {
            assertThat(app.send("GET /docs/ HTTP/1.1").body()).isEqualTo("[docs]");
            for (String path : new String[] {"/", "/docs/index.html", "/other.html"}) {
                assertThat(app.send("GET " + path + " HTTP/1.1").status())
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aSessionIdInAPathIsTakenWhereThatIsSet() throws IOException {
        for (boolean set : new boolean[] {true, false}) {
            Secret secret = new Secret();
            App app = new App().strict().servlet(secret, "/api/secret/*").servlet(new Recording(), "/api/public/x");
            try (app) {
                (set ? app.settings(SallyportWeb::sessionIdsInPaths) : app).start();
                String key = app.key("secret:read");
                int good = set ? 200 : 400;
                assertThat(app.get("/api/secret;jsessionid=1A.b-c", key).status())
                        .isEqualTo(good);
                assertThat(app.get("/api/secret/x;jsessionid=1", key).status()).isEqualTo(good);
                assertThat(app.send("GET /api/public/x;jsessionid=1 HTTP/1.1").status())
                        .isEqualTo(good);
                secret.entered.set(0);
                for (String target : new String[] {
                    "/api/secret;jsessionid=1",
                    "/api/public/..;jsessionid=1",
                    "/api/public/x;jsessionid=1/../../secret",
                    "/api/public;jsessionid=1/x",
                    "/api;jsessionid=1/secret",
                    "/;jsessionid=1/api/secret",
                    "//api/secret;jsessionid=1",
                    "/api/secret;jsessionid=1;x=y",
                    "/api/secret;x=y;jsessionid=1",
                    "/api/public/%2e%2e/secret;jsessionid=1",
                    "/api%2fsecret;jsessionid=1"
                }) {
                    assertThat(app.send("GET " + target + " HTTP/1.1").status())
                            .as(target)
                            .isIn(400, 401, 404);
                    assertThat(app.get(target, app.key("other")).status())
                            .as(target)
                            .isIn(400, 403, 404);
                }
                assertThat(secret.entered.get()).isZero();
            }
        }
    }

    /** A page below WEB-INF is asked for by nobody but the application. */
    @Test
    void anOpenPageShowsOneBelowWebInfWhereThatIsOpened() throws IOException {
        try (App app = new App()
                .protecting("/*")
                .servlet(new Leading(), "/lead")
                .servlet(new Recording(), "/WEB-INF/view")
                .start()) {
            assertThat(app.send("GET /lead?how=forward&to=/WEB-INF/view HTTP/1.1")
                            .status())
                    .isEqualTo(401);
        }
        try (App app = new App()
                .protecting("/*")
                .settings(web -> web.open("/WEB-INF/*"))
                .servlet(new Leading(), "/lead")
                .servlet(new Recording(), "/WEB-INF/view")
                .start()) {
            assertThat(app.send("GET /lead?how=forward&to=/WEB-INF/view HTTP/1.1")
                            .body())
                    .isEqualTo("[Recording nobody]");
        }
    }

    private static final class Start extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("[start]");
        }
    }

    private static final class User extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.getWriter().print(told(request));
                return;
            }
            switch (request.getParameter("how")) {
                case "logout" -> request.logout();
                case "logout-forward" -> {
                    request.logout();
                    request.getRequestDispatcher("/api/user").forward(request, response);
                    return;
                }
                case "login" -> response.getWriter().print(login(request));
                case "async" -> {
                    AsyncContext async = request.startAsync();
                    String caller = SallyportWeb.caller(async.getRequest())
                            .map(Caller::id)
                            .orElse("nobody");
                    async.getResponse().getWriter().print("[" + caller + "]");
                    async.complete();
                    return;
                }
                case "async-wrapped" -> {
                    AsyncContext async = request.startAsync(request, response);
                    HttpServletRequest seen = (HttpServletRequest) async.getRequest();
                    async.getResponse()
                            .getWriter()
                            .print("[" + seen.getRemoteUser() + " "
                                    + SallyportWeb.caller(seen).map(Caller::id).orElse("nobody") + "]");
                    async.complete();
                    return;
                }
                default -> {}
            }
            response.getWriter().print(told(request));
        }

        private static String login(HttpServletRequest request) {
            try {
                request.login("somebody", "secret");
                return "";
            } catch (ServletException e) {
                return "refused ";
            }
        }

        private static String told(HttpServletRequest request) {
            return "["
                    + (request.getUserPrincipal() == null
                            ? null
                            : request.getUserPrincipal().getName())
                    + " " + request.getRemoteUser() + " " + request.getAuthType() + " " + request.isUserInRole("**")
                    + "]";
        }
    }
}
