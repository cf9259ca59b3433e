package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.ServletProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What only Jersey has: resources that code puts together, and JAX-RS as a filter. */
@EnabledIfSystemProperty(named = "rest", matches = "jersey")
class JerseyTest {
    @BeforeEach
    void forgetEntries() {
        RestServer.ENTERED.set(0);
    }

    @Test
    void resourcesThatCodePutsTogetherNeedCallerUnlessTheirClassSaysOtherwise() throws Exception {
        try (RestServer server = RestServer.of(Programmed.class).start()) {
            for (String path : new String[] {"/api/lambda", "/api/inflector", "/api/handled"}) {
                assertThat(server.status("GET", path, null)).as(path).isEqualTo(401);
            }
            assertThat(server.status("GET", "/api/inflector", server.key())).isEqualTo(403);
            assertThat(server.status("GET", "/api/handled", server.key())).isEqualTo(403);
            assertThat(server.status("GET", "/api/instance", server.key())).isEqualTo(403);
            assertThat(server.status("OPTIONS", "/api/lambda", null)).isEqualTo(401);
            assertThat(RestServer.ENTERED).hasValue(0);
            String read = server.key("reports:read");
            for (String path : new String[] {"/api/lambda", "/api/inflector", "/api/handled", "/api/instance"}) {
                assertThat(server.status("GET", path, read)).as(path).isEqualTo(200);
            }
        }
    }

    /** There the filter does not leave the demand to the methods. */
    @Test
    void jerseyAsFilterStaysStrict() throws Exception {
        try (RestServer server =
                new RestServer().guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))) {
            FilterHolder filter = new FilterHolder(ServletContainer.class);
            filter.setInitParameter("jakarta.ws.rs.Application", Resources.Guarded.class.getName());
            filter.setInitParameter(ServletProperties.FILTER_CONTEXT_PATH, "/api");
            filter.setAsyncSupported(true);
            server.context.addFilter(filter, "/api/*", EnumSet.of(DispatcherType.REQUEST));
            // Jersey finds its way by the servlet path, which needs a servlet.
            server.context.addServlet(Nothing.class, "/");
            server.start();
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/reports/1", server.key())).isEqualTo(403);
            assertThat(RestServer.ENTERED).hasValue(0);
            assertThat(server.status("GET", "/api/open", server.key())).isEqualTo(200);
            assertThat(server.status("GET", "/api/reports/1", server.key("reports:read")))
                    .isEqualTo(200);
        }
    }

    /** A filter of Jersey's in front of ours, or beside it, is reached by requests that nobody has let in. */
    @Test
    void jerseyAsFilterOutsideTheProtectedPathsLetsNothingIn() throws Exception {
        try (RestServer server =
                new RestServer().guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))) {
            FilterHolder filter = new FilterHolder(ServletContainer.class);
            filter.setInitParameter("jakarta.ws.rs.Application", Resources.Guarded.class.getName());
            filter.setInitParameter(ServletProperties.FILTER_CONTEXT_PATH, "/outside");
            server.context.addFilter(filter, "/outside/*", EnumSet.of(DispatcherType.REQUEST));
            server.start();
            assertThat(server.status("GET", "/outside/open", null)).isEqualTo(403);
            assertThat(server.status("GET", "/outside/open", server.key())).isEqualTo(403);
            assertThat(RestServer.ENTERED).hasValue(0);
        }
    }

    public static final class Nothing extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    public static final class Programmed extends ResourceConfig {
        public Programmed() throws NoSuchMethodException {
            register(SallyportFeature.class);
            register(new Instance());
            Inflector<ContainerRequestContext, String> lambda = call -> Resources.entered("lambda");
            Resource.Builder root = Resource.builder("/");
            root.addChildResource("lambda").addMethod("GET").handledBy(lambda);
            root.addChildResource("inflector").addMethod("GET").handledBy(new Ruled());
            root.addChildResource("handled").addMethod("GET").handledBy(Handler.class, Handler.class.getMethod("handle"));
            registerResources(root.build());
        }
    }

    @RequiresScope("reports:read")
    public static final class Ruled implements Inflector<ContainerRequestContext, Response> {
        @Override
        public Response apply(ContainerRequestContext call) {
            return Response.ok(Resources.entered("inflected")).build();
        }
    }

    public static final class Handler {
        @RequiresScope("reports:read")
        public String handle() {
            return Resources.entered("handled");
        }

        @PermitAll
        public String other() {
            return "";
        }
    }

    @Path("instance")
    public static final class Instance {
        @GET
        @RequiresScope("reports:read")
        public String get() {
            return Resources.entered("instance");
        }
    }
}
