package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the rules of resource methods begin to hold, and what stops the start. */
class RestStartTest {
    private static final String INITIALIZER = RestApi.JERSEY
            ? "org.glassfish.jersey.servlet.init.JerseyServletContainerInitializer"
            : "org.jboss.resteasy.plugins.servlet.ResteasyServletInitializer";

    @Test
    void servletThatStartsWithItsFirstRequestIsGuardedFromTheFirst() throws IOException {
        try (App app = new App()
                .with(context -> RestApi.register(context, "/api/rest", -1))
                .start()) {
            assertThat(app.send("GET /api/rest/open HTTP/1.1").status()).isEqualTo(200);
        }
        try (App app = new App()
                .with(context -> RestApi.register(context, "/api/rest", -1))
                .start()) {
            assertThat(app.send("GET /api/rest/secret HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/api/rest/secret", app.key("other")).status()).isEqualTo(403);
            assertThat(app.send("GET /api/rest/open HTTP/1.1").status()).isEqualTo(200);
            assertThat(app.send("GET /api/rest/open/plain HTTP/1.1").status()).isEqualTo(401);
        }
    }

    @Test
    void resourceOutsideTheProtectedPathsStopsTheStart() {
        try (App app = new App().with(context -> RestApi.register(context, "/outside", 1))) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("The resource method " + RestApi.class.getName() + "$")
                    .hasStackTraceContaining("is reached by the mapping \"/outside/*\", which is not protected")
                    .hasStackTraceContaining("add protect(\"/outside/*\")");
        }
    }

    /** As web.xml would have it: a filter alone, which some containers start after the servlets. */
    @Test
    void filterThatStartsAfterJaxRsCoversItAsWell() throws IOException {
        AtomicReference<@Nullable ServletContext> seen = new AtomicReference<>();
        try (App app = new App()
                .declared()
                .with(seen::set)
                .with(context -> RestApi.register(context, "/api/rest", 1))
                .with(context -> filter(context, "/api/*"))
                .start()) {
            assertThat(app.send("GET /api/rest/open HTTP/1.1").status()).isEqualTo(200);
            assertThat(app.send("GET /api/rest/secret HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/api/rest/secret", app.key("other")).status()).isEqualTo(403);
            assertThat(SallyportWeb.endpointTable(context(seen)).orElseThrow().rows())
                    .anyMatch(row ->
                            row.pattern().equals("/api/rest/open") && row.rule().equals("open"));
        }
    }

    @Test
    void filterThatStartsAfterJaxRsAndDoesNotCoverItLetsNothingIn() throws IOException {
        RestApi.SECRET.set(0);
        try (App app = new App()
                .declared()
                .with(context -> RestApi.register(context, "/rest", 1))
                .with(context -> filter(context, "/api/*"))) {
            try {
                app.start();
            } catch (StartFailed e) {
                assertThat(e).hasStackTraceContaining("is reached by the mapping \"/rest/*\", which is not protected");
                return;
            }
            assertThat(Container.NAME).isEqualTo("undertow");
            assertThat(app.get("/rest/secret", app.key("secret:read")).status()).isIn(403, 500);
            assertThat(app.get("/api/x", app.key("secret:read")).status()).isEqualTo(500);
            assertThat(RestApi.SECRET).hasValue(0);
        }
    }

    @Test
    void applicationThatTheRuntimeFindsByItselfIsGuarded() throws IOException {
        RestApi.SECRET.set(0);
        try (App app = new App().with(RestStartTest::discover).start()) {
            assertThat(app.send("GET /api/rest/open HTTP/1.1").body()).contains("[open]");
            assertThat(app.send("GET /api/rest/secret HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/api/rest/secret", app.key("other")).status()).isEqualTo(403);
            assertThat(RestApi.SECRET).hasValue(0);
            assertThat(app.get("/api/rest/secret", app.key("secret:read")).body())
                    .contains("[secret ada]");
        }
    }

    /** What a container does that looks for annotated classes. */
    private static void discover(ServletContext context) {
        try {
            ServletContainerInitializer initializer = Class.forName(INITIALIZER)
                    .asSubclass(ServletContainerInitializer.class)
                    .getConstructor()
                    .newInstance();
            initializer.onStartup(Set.of(RestApi.class, RestApi.Open.class, RestApi.Secret.class), context);
        } catch (ReflectiveOperationException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void filter(ServletContext context, String pattern) {
        FilterRegistration.Dynamic filter = context.addFilter("declared", SallyportFilter.class);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, pattern);
    }

    private static ServletContext context(AtomicReference<@Nullable ServletContext> seen) {
        ServletContext context = seen.get();
        if (context == null) {
            throw new AssertionError("The context did not start");
        }
        return context;
    }
}
