package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.guard.ResourceGate;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
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

    /** JAX-RS may start before the filter, and then tells its methods first. */
    @Test
    void methodThatTwoResourcesInheritIsReadForBoth() throws Exception {
        try (RestServer server = RestServer.of(Resources.Guarded.class).start()) {
            ServletContext context = server.context.getServletContext();
            ResourceGate gate = ResourceGate.of(context).orElseThrow();
            StartCheck check = new StartCheck(new ResourceRuleReader(new FittingLocators()), context, null);
            check.ask();
            Method inherited = Inheritable.class.getMethod("get");
            FeatureContext unused = stub(FeatureContext.class, Map.of());
            for (Class<?> type : List.of(Wrong.class, Right.class)) {
                check.configure(
                        stub(ResourceInfo.class, Map.of("getResourceClass", type, "getResourceMethod", inherited)),
                        unused);
            }

            assertThatIllegalStateException()
                    .isThrownBy(() -> check.opened(gate))
                    .withMessageContaining(Wrong.class.getName());
        }
    }

    /** Limits are counted for each class, so they need not agree. */
    @Test
    void twoApplicationsMayLimitClassesOfOneName() throws Exception {
        try (RestServer server = new RestServer()
                .app("/v1", First.class)
                .app("/v2", Second.class)
                .guard(web -> web.protect("/v1/*", "/v2/*"))
                .start()) {
            String key = server.key();
            assertThat(server.status("GET", "/v1/limited", key)).isEqualTo(200);
            assertThat(server.status("GET", "/v1/limited", key)).isEqualTo(429);
            assertThat(server.status("GET", "/v2/limited", key)).isEqualTo(200);
            assertThat(server.status("GET", "/v2/limited", key)).isEqualTo(200);
            assertThat(server.send("GET", "/v2/limited", key)
                            .headers()
                            .firstValue("RateLimit-Policy")
                            .orElse(""))
                    .startsWith("\"Limited.get\"");
            assertThat(server.status("GET", "/v2/limited", key)).isEqualTo(429);
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

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                StartTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) -> answers.get(method.getName())));
    }

    public static class Inheritable {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("wrong")
    @PermitAll
    @DenyAll
    public static final class Wrong extends Inheritable {}

    @Path("right")
    public static final class Right extends Inheritable {}

    public static final class First extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, First.Limited.class);
        }

        @Path("limited")
        public static final class Limited {
            @GET
            @RateLimited("1/hour")
            public String get() {
                return "";
            }
        }
    }

    public static final class Second extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Second.Limited.class);
        }

        @Path("limited")
        public static final class Limited {
            @GET
            @RateLimited("3/hour")
            public String get() {
                return "";
            }
        }
    }
}
