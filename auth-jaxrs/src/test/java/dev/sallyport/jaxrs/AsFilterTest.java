package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.Test;

/** JAX-RS as a filter has no servlet that the demand could be left to. */
class AsFilterTest {
    @Test
    void behindOursItAsksForACredentialFirst() throws Exception {
        try (RestServer server = server("/api")) {
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/reports/1", server.key())).isEqualTo(403);
            assertThat(RestServer.ENTERED).hasValue(0);
            assertThat(server.status("GET", "/api/open", server.key())).isEqualTo(200);
            assertThat(server.status("GET", "/api/reports/1", server.key("reports:read")))
                    .isEqualTo(200);
        }
    }

    @Test
    void outsideTheProtectedPathsItLetsNothingIn() throws Exception {
        try (RestServer server = server("/outside")) {
            assertThat(server.status("GET", "/outside/open", null)).isEqualTo(403);
            assertThat(server.status("GET", "/outside/open", server.key())).isEqualTo(403);
            assertThat(RestServer.ENTERED).hasValue(0);
        }
    }

    private static RestServer server(String path) throws Exception {
        RestServer server =
                new RestServer().guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"));
        String name = RestServer.JERSEY
                ? "org.glassfish.jersey.servlet.ServletContainer"
                : "org.jboss.resteasy.plugins.server.servlet.FilterDispatcher";
        FilterHolder filter = new FilterHolder(Class.forName(name).asSubclass(Filter.class));
        filter.setInitParameter("jakarta.ws.rs.Application", Resources.Guarded.class.getName());
        filter.setInitParameter("jersey.config.servlet.filter.contextPath", path);
        filter.setInitParameter("resteasy.servlet.mapping.prefix", path);
        filter.setAsyncSupported(true);
        server.context.addFilter(filter, path + "/*", EnumSet.of(DispatcherType.REQUEST));
        // Jersey finds its way by the servlet path, which needs a servlet.
        server.context.addServlet(Nothing.class, "/");
        return server.start();
    }

    public static final class Nothing extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }
}
