package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the path or the method changes between the filter and the resource, what is reached in the end is what counts. */
class DetourTest {
    private static RestServer server;
    private static String none;
    private static String read;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer()
                .app("/api", Detours.class)
                .guard(web -> web.protect("/api/*", "/pages/*")
                        .open("/api/public/*", "/pages/*")
                        .tenantPath("/api/companies/{company}/**"));
        server.context.addServlet(new ServletHolder(new Page()), "/pages/*");
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(410, "/api/plain");
        pages.addErrorPage(411, "/api/secret");
        server.context.setErrorHandler(pages);
        server.start();
        none = server.key();
        read = server.key("reports:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetEntries() {
        RestServer.ENTERED.set(0);
    }

    @Test
    void pathThatAFilterChangesIsDecidedByWhereItLeads() throws Exception {
        assertThat(server.status("GET", "/api/open?to=/api/secret", null)).isEqualTo(401);
        assertThat(server.status("GET", "/api/open?to=/api/secret", none)).isEqualTo(403);
        assertThat(server.status("GET", "/api/public/x?to=/api/none", null)).isEqualTo(401);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("GET", "/api/open?to=/api/secret", read)).isEqualTo(200);
        assertThat(server.status("GET", "/api/secret?to=/api/open", null)).isEqualTo(200);
    }

    @Test
    void openPathDoesNotOpenWhereAFilterLeadsFromIt() throws Exception {
        assertThat(server.status("GET", "/api/public/x?to=/api/plain", null)).isEqualTo(401);
        assertThat(server.status("GET", "/api/plain?to=/api/public/x", null)).isEqualTo(401);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("GET", "/api/public/x", null)).isEqualTo(200);
    }

    @Test
    void tenantIsThatOfBothPaths() throws Exception {
        String other = "/api/companies/8";
        assertThat(server.status("GET", "/api/plain?to=" + other, none)).isEqualTo(404);
        assertThat(server.status("GET", "/api/companies/7?to=" + other, none)).isEqualTo(403);
        assertThat(server.status("GET", "/api/plain?to=" + other + "/unannotated", none))
                .isEqualTo(404);
        assertThat(server.status("GET", "/api/companies/7?to=/api/companies/8;x", none))
                .isNotEqualTo(200);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("GET", "/api/plain?to=/api/companies/7", none)).isEqualTo(200);
    }

    @Test
    void methodThatAFilterChangesIsDecidedByWhatItBecame() throws Exception {
        assertThat(server.status("GET", "/api/open?method=POST", read)).isEqualTo(403);
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.status("POST", "/api/open?method=GET", null)).isEqualTo(200);
    }

    /** Runtimes take the path of the including request: company 8 would be shown by a page that means 7. */
    @Test
    void includeThatLeadsElsewhereShowsNothing() throws Exception {
        for (String rest : new String[] {"", "/unannotated"}) {
            String including = "/pages/companies/8" + rest;
            assertThat(server.send("GET", including + "?include=/api/companies/7" + rest, none)
                            .body())
                    .isEmpty();
        }
        assertThat(RestServer.ENTERED).hasValue(0);
    }

    @Test
    void forwardFromOneResourceToNowhereShowsNothing() throws Exception {
        assertThat(server.status("GET", "/pages/x?forward=/api/none", null)).isEqualTo(401);
        assertThat(server.status("GET", "/pages/x?forward=/api/secret", null)).isEqualTo(401);
        assertThat(server.status("GET", "/pages/x?forward=/api/open", null)).isEqualTo(200);
        assertThat(server.status("GET", "/pages/x?forward=/api/open?to=/api/secret", none))
                .isEqualTo(403);
    }

    @Test
    void errorPageWithoutAnnotationsIsShownToWhoeverCausedTheError() throws Exception {
        assertThat(server.send("GET", "/pages/x?error=410", null).body()).isEqualTo("plain");
        assertThat(server.send("GET", "/pages/x?error=410", none).body()).isEqualTo("plain");
        assertThat(RestServer.ENTERED).hasValue(2);
    }

    @Test
    void errorPageThatDemandsMoreLeavesTheStatusAlone() throws Exception {
        for (String credential : new String[] {null, none}) {
            HttpResponse<String> answer = server.send("GET", "/pages/x?error=411", credential);
            assertThat(answer.statusCode()).isEqualTo(411);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(RestServer.ENTERED).hasValue(0);
        assertThat(server.send("GET", "/pages/x?error=411", read).body()).isEqualTo("secret");
    }

    @Test
    void filterThatLeadsAwayFromTheErrorPageOpensNothing() throws Exception {
        for (String to : new String[] {"/api/companies/7/unannotated", "/api/companies/7", "/api/secret"}) {
            server.send("GET", "/pages/x?error=410&to=" + to, null);
        }
        assertThat(RestServer.ENTERED).hasValue(0);
    }

    public static final class Detours extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(
                    SallyportFeature.class,
                    Open.class,
                    Plain.class,
                    Public.class,
                    Secret.class,
                    Companies.class,
                    Detour.class);
        }
    }

    /** Does to requests what rewriting and method override do. */
    @PreMatching
    public static final class Detour implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext call) {
            String to = call.getUriInfo().getQueryParameters().getFirst("to");
            String method = call.getUriInfo().getQueryParameters().getFirst("method");
            if (to != null) {
                call.setRequestUri(
                        URI.create(call.getUriInfo().getBaseUri().resolve(to).toString()));
            }
            if (method != null) {
                call.setMethod(method);
            }
        }
    }

    @Path("open")
    @PermitAll
    public static final class Open {
        @GET
        public String get() {
            return Resources.entered("open");
        }

        @POST
        @RequiresScope("reports:write")
        public String post() {
            return Resources.entered("posted");
        }
    }

    @Path("plain")
    public static final class Plain {
        @GET
        public String get() {
            return Resources.entered("plain");
        }
    }

    @Path("public/x")
    public static final class Public {
        @GET
        public String get() {
            return Resources.entered("public");
        }
    }

    @Path("secret")
    @RequiresScope("reports:read")
    public static final class Secret {
        @GET
        public String get() {
            return Resources.entered("secret");
        }
    }

    @Path("companies/{company}")
    public static final class Companies {
        @GET
        @RequiresTenant("company")
        public String get(@PathParam("company") String company) {
            return Resources.entered("company " + company);
        }

        @GET
        @Path("unannotated")
        public String unannotated(@PathParam("company") String company) {
            return Resources.entered("company " + company);
        }
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String included = request.getParameter("include");
            String error = request.getParameter("error");
            if (error != null) {
                response.sendError(Integer.parseInt(error));
            } else if (included != null) {
                request.getRequestDispatcher(included).include(request, response);
            } else {
                request.getRequestDispatcher(request.getParameter("forward")).forward(request, response);
            }
        }
    }
}
