package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servlet API's own words for a caller, as an application behind the filter finds them. */
class RequestOfACallerTest {
    private final TestServer server = TestServer.withDefaults();

    @BeforeEach
    void start() throws Exception {
        server.servlet(new Application(), "/api/*")
                .install(SallyportWeb.of(server.auth).protect("/api/*").open("/api/open/*"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callerIsTheUserOfTheRequest() throws Exception {
        assertThat(asked("/api/open/user")).isEqualTo("ada ada BEARER admin true user false any true null false");
        assertThat(server.send("GET", "/api/open/user").body())
                .isEqualTo("null null null admin false user false any false null false");
    }

    @Test
    void loggedOutUserIsNobodyForTheRestOfTheRequest() throws Exception {
        assertThat(asked("/api/open/logout")).isEqualTo("null null null admin false user false any false null false");
        assertThat(asked("/api/open/user")).as("the next request").startsWith("ada ada BEARER");
    }

    @Test
    void requestWithACallerIsAuthenticatedAndTakesNoOther() throws Exception {
        assertThat(asked("/api/open/authenticate")).isEqualTo("true");
        assertThat(asked("/api/open/login"))
                .isEqualTo("The request has a caller already, by its credential; log in with a request that has none");
        assertThat(server.send("GET", "/api/open/login").body()).doesNotContain("has a caller already");
    }

    /** To take the mark away, or to plant another, would change who calls in what the request is dispatched to. */
    @Test
    void applicationCannotChangeTheMark() throws Exception {
        assertThat(asked("/api/open/mark")).isEqualTo("ada ada ada mine null");
    }

    /** As access logs print it. */
    @Test
    void markIsPrintedAsTheCallersId() throws Exception {
        assertThat(server.send("GET", "/api/open/mark").body()).isEqualTo("- - - mine null");
    }

    private String asked(String path) throws Exception {
        return server.get(path, server.key()).body();
    }

    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;
        private static final String MARK = "dev.sallyport.caller";

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(
                            switch (request.getPathInfo()) {
                                case "/open/user" -> user(request);
                                case "/open/logout" -> loggedOut(request);
                                case "/open/login" -> login(request);
                                case "/open/authenticate" -> authenticated(request, response);
                                default -> mark(request);
                            });
        }

        private static String user(HttpServletRequest request) {
            return (request.getUserPrincipal() == null
                            ? "null"
                            : request.getUserPrincipal().getName())
                    + " " + request.getRemoteUser() + " " + request.getAuthType()
                    + " admin " + request.isUserInRole("admin")
                    + " user " + request.isUserInRole("user")
                    + " any " + request.isUserInRole("**")
                    + " null " + request.isUserInRole(null);
        }

        private static String loggedOut(HttpServletRequest request) {
            try {
                request.logout();
                return user(request);
            } catch (ServletException e) {
                return String.valueOf(e.getMessage());
            }
        }

        private static String login(HttpServletRequest request) {
            try {
                request.login("ada", "secret");
                return "logged in";
            } catch (ServletException e) {
                return String.valueOf(e.getMessage());
            }
        }

        private static String authenticated(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            try {
                return Boolean.toString(request.authenticate(response));
            } catch (ServletException e) {
                return String.valueOf(e.getMessage());
            }
        }

        private static String mark(HttpServletRequest request) {
            String before = request.getAttribute(MARK).toString();
            request.setAttribute(MARK, "eve");
            String planted = request.getAttribute(MARK).toString();
            request.removeAttribute(MARK);
            String removed = request.getAttribute(MARK).toString();
            request.setAttribute("own", "mine");
            String own = " " + request.getAttribute("own");
            request.removeAttribute("own");
            return before + " " + planted + " " + removed + own + " " + request.getAttribute("own");
        }
    }
}
