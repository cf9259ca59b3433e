package dev.sallyport.jaxrs.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.jaxrs.RestServer;
import dev.sallyport.jaxrs.SallyportFeature;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that does not register the feature is guarded, not open. */
class ForgottenFeatureTest {
    private static final AtomicInteger RAN = new AtomicInteger();

    @BeforeEach
    void reset() {
        RAN.set(0);
    }

    @Path("reports")
    public static class Reports {
        @GET
        public String plain() {
            return ran();
        }

        @POST
        @RequiresScope("reports:write")
        public String write() {
            return ran();
        }

        @GET
        @Path("open")
        @PermitAll
        public String open() {
            return ran();
        }

        @GET
        @Path("closed")
        @DenyAll
        public String closed() {
            return ran();
        }

        @Path("below")
        public Below below() {
            return new Below();
        }
    }

    @RequiresScope("reports:write")
    public static class Below {
        @GET
        public String get() {
            return ran();
        }
    }

    public interface Contract {
        @GET
        @RequiresTenant("company")
        String get();
    }

    @Path("contract")
    public static class Contracted implements Contract {
        @Override
        public String get() {
            return ran();
        }
    }

    @Path("plain")
    public static class Innocent {
        @GET
        public String get() {
            return ran();
        }

        @GET
        @Path("open")
        @PermitAll
        public String open() {
            return ran();
        }
    }

    @Path("limited")
    public static class Limited {
        @GET
        @RateLimited("2/hour")
        public String get() {
            return ran();
        }
    }

    public static class Forgetful extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Reports.class);
        }
    }

    public static class OfContract extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Contracted.class, Innocent.class);
        }
    }

    public static class Harmless extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Innocent.class);
        }
    }

    public static class ByClass extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Limited.class, Innocent.class, SallyportFeature.class);
        }
    }

    public static class ByInstance extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Limited.class, Innocent.class);
        }

        @Override
        @Deprecated
        public Set<Object> getSingletons() {
            SallyportFeature feature = new SallyportFeature();
            return Set.of(feature);
        }
    }

    public static class Nested implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            context.register(SallyportFeature.class);
            return true;
        }
    }

    public static class ByFeature extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Limited.class, Innocent.class, Nested.class);
        }
    }

    public static class Undiscovering extends Forgetful {
        @Override
        public Map<String, Object> getProperties() {
            return Map.of("jersey.config.disableAutoDiscovery", true, "jakarta.ws.rs.loadServices", false);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Forgetful.class, Undiscovering.class})
    void annotationsHoldBehindTheFilter(Class<? extends Application> application) throws Exception {
        try (RestServer server = RestServer.of(application).start()) {
            String read = server.key("reports:read");
            assertThat(server.status("POST", "/api/reports", read)).isEqualTo(403);
            assertThat(server.status("GET", "/api/reports/below", read)).isEqualTo(403);
            assertThat(server.status("GET", "/api/reports/closed", server.fullKey("ada")))
                    .isEqualTo(403);
            assertThat(RAN).hasValue(0);
            assertThat(server.status("POST", "/api/reports", server.key("reports:write")))
                    .isEqualTo(200);
            assertThat(server.status("GET", "/api/reports", read)).isEqualTo(200);
        }
    }

    /** What was closed to strangers without the feature stays so: only an application that registers it opens methods. */
    @Test
    void discoveryOpensNothing() throws Exception {
        try (RestServer server = RestServer.of(Forgetful.class).start()) {
            assertThat(server.status("GET", "/api/reports", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/reports/open", null)).isEqualTo(401);
            assertThat(server.status("GET", "/api/reports/nothing", null)).isEqualTo(401);
            assertThat(RAN).hasValue(0);
            assertThat(server.status("GET", "/api/reports/open", server.key("reports:read")))
                    .isEqualTo(200);
        }
    }

    @Test
    void annotatedResourceOutsideTheFilterIsNotServed() throws Exception {
        try (RestServer server = new RestServer().app("/other", Forgetful.class).guard(web -> web.protect("/api/*"))) {
            assertNotServed(server, "/other/reports");
        }
    }

    @Test
    void annotatedResourceWithoutAnyFilterIsNotServed() throws Exception {
        try (RestServer server = new RestServer().app("/api", Forgetful.class)) {
            assertNotServed(server, "/api/reports");
        }
    }

    private static void assertNotServed(RestServer server, String path) throws Exception {
        if (catchThrowable(server::start) == null) {
            assertThat(server.status("POST", path, null)).isEqualTo(403);
            assertThat(server.status("POST", path, server.fullKey("ada"))).isEqualTo(403);
            assertThat(server.status("GET", path + "/below", null)).isEqualTo(403);
        }
        assertThat(RAN).hasValue(0);
    }

    @Test
    void tenantOfAnInterfaceIsMissedToo() throws Exception {
        try (RestServer server = new RestServer().app("/api", OfContract.class).start()) {
            assertThat(server.status("GET", "/api/contract", null)).isEqualTo(403);
            assertThat(RAN).hasValue(0);
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(200);
        }
    }

    /** The jar may be there for another application. */
    @Test
    void applicationThatUsesNothingOfItIsLeftAlone() throws Exception {
        try (RestServer server = new RestServer().app("/api", Harmless.class).start()) {
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(200);
            assertThat(server.status("GET", "/api/plain/open", null)).isEqualTo(200);
            assertThat(server.status("GET", "/api/nothing", null)).isEqualTo(404);
        }
        try (RestServer server = new RestServer()
                .app("/other", Harmless.class)
                .guard(web -> web.protect("/api/*"))
                .start()) {
            assertThat(server.status("GET", "/other/plain", null)).isEqualTo(200);
            assertThat(server.status("GET", "/other/nothing", null)).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ByClass.class, ByInstance.class, ByFeature.class})
    void registeredByHandItIsThereOnce(Class<? extends Application> application) throws Exception {
        try (RestServer server = RestServer.of(application).start()) {
            String key = server.key("reports:read");
            assertThat(server.status("GET", "/api/limited", key)).isEqualTo(200);
            assertThat(server.status("GET", "/api/limited", key)).isEqualTo(200);
            assertThat(server.status("GET", "/api/limited", key)).isEqualTo(429);
            assertThat(server.status("GET", "/api/plain/open", null)).isEqualTo(200);
            assertThat(server.status("GET", "/api/plain", null)).isEqualTo(401);
        }
    }

    private static String ran() {
        RAN.incrementAndGet();
        return "SECRET";
    }
}
