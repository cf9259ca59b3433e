package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the filter leaves the demand to methods, and where it does not. */
class StartTest {
    @Test
    void withoutTheFeatureTheFilterStaysStrict() throws Exception {
        try (RestServer server = new RestServer()
                .app("/api", Resources.Unguarded.class)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))
                .start()) {
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/reports/1", null)).isEqualTo(401);
            assertThat(RestServer.ENTERED).hasValue(0);
            assertThat(server.status("GET", "/api/open", server.key())).isEqualTo(200);
        }
    }

    @Test
    void twoApplicationsOfOneContextAreToldApart() throws Exception {
        try (RestServer server = new RestServer()
                .app("/api", Resources.Guarded.class)
                .app("/old", Resources.Unguarded.class)
                .guard(web -> web.protect("/api/*", "/old/*").tenantPath("/api/companies/{company}/**"))
                .start()) {
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(200);
            assertThat(server.status("GET", "/old/open", null)).isEqualTo(401);
            assertThat(server.status("GET", "/old/plain", null)).isEqualTo(401);
            assertThat(RestServer.ENTERED).hasValue(1);
        }
    }

    /** Jetty starts a servlet before the filters of its first request. */
    @Test
    void applicationThatStartsWithItsFirstRequestIsGuardedFromTheFirst() throws Exception {
        try (RestServer server = new RestServer()
                .app("/api", Resources.Guarded.class, -1)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))
                .start()) {
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(401);
            assertThat(RestServer.ENTERED).hasValue(0);
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(200);
        }
    }

    @Test
    void openPathOpensWhatIsNotAnnotated() throws Exception {
        try (RestServer server = new RestServer()
                .app("/api", Resources.Guarded.class)
                .guard(web -> web.protect("/api/*")
                        .tenantPath("/api/companies/{company}/**")
                        .open("/api/typed/*", "/api/reports/*", "/api/none"))
                .start()) {
            assertThat(server.status("GET", "/api/none", null)).isEqualTo(404);
            assertThat(server.status("GET", "/api/reports/1", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(401);
        }
    }

    @Test
    void applicationOutsideTheProtectedPathsDoesNotStart() {
        try (RestServer server = new RestServer()
                .app("/open", Resources.Guarded.class)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))) {
            assertThat(catchThrowable(server::start))
                    .hasStackTraceContaining("The resource method " + Resources.class.getName() + "$")
                    .hasStackTraceContaining("is reached by the mapping \"/open/*\", which is not protected")
                    .hasStackTraceContaining("add protect(\"/open/*\") or a pattern above it");
        }
    }

    @Test
    void withoutAnyFilterNothingRuns() throws Exception {
        try (RestServer server =
                new RestServer().app("/api", Resources.Guarded.class).start()) {
            assertThat(server.status("GET", "/api/open", null)).isEqualTo(403);
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(403);
            assertThat(server.status("GET", "/api/none", null)).isEqualTo(403);
            assertThat(RestServer.ENTERED).hasValue(0);
        }
    }

    @Test
    void annotationsThatMakeNoSenseStopTheStart() {
        try (RestServer server = new RestServer()
                .app("/api", Senseless.class)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))) {
            assertThat(catchThrowable(server::start)).hasStackTraceContaining("contradict each other");
        }
    }

    @Test
    void unknownScopeStopsTheStart() {
        try (RestServer server = new RestServer()
                .app("/api", UnknownScope.class)
                .guard(web -> web.protect("/api/*").tenantPath("/api/companies/{company}/**"))) {
            assertThat(catchThrowable(server::start)).hasStackTraceContaining("reports:rad");
        }
    }

    public static final class Senseless extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Contradicting.class);
        }
    }

    @Path("contradicting")
    public static final class Contradicting {
        @GET
        @PermitAll
        @DenyAll
        public String get() {
            return "";
        }
    }

    public static final class UnknownScope extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Misspelt.class);
        }
    }

    @Path("misspelt")
    public static final class Misspelt {
        @GET
        @RequiresScope("reports:rad")
        public String get() {
            return "";
        }
    }
}
