package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresTenant;
import dev.sallyport.servlet.MissingFilterCheck;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportServlet;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An annotation that nothing enforces never serves a request: the start stops, or everything is answered with 503. */
class NothingUnguardedTest {
    private static final Logger LOG = Logger.getLogger("dev.sallyport.servlet");

    private final List<String> said = new ArrayList<>();
    private final Secret secret = new Secret();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listener);
    }

    @Test
    void endpointsWithoutTheFilterServeNothingThatIsAnnotated() throws IOException {
        try (App app = new App()
                .declared()
                .servlet(secret, "/api/secret")
                .with(context -> endpoints(context, -1))
                .with(NothingUnguardedTest::checked)) {
            assertClosed(app, "/api/secret");
            assertThat(said)
                    .anyMatch(line ->
                            line.startsWith("SEVERE Nothing enforces the annotations of [" + Secret.class.getName()
                                    + "]: web.xml declares " + SallyportServlet.class.getName() + " without"));
        }
    }

    @Test
    void tenantAloneIsMissedToo() throws IOException {
        OfTenant servlet = new OfTenant();
        try (App app = new App().uninstalled().servlet(servlet, "/api/secret").with(NothingUnguardedTest::checked)) {
            assertClosed(app, "/api/secret");
            assertThat(servlet.entered.get()).isZero();
            assertThat(said).anyMatch(line -> line.contains(OfTenant.class.getName()));
        }
    }

    /** An initializer that logs what install throws, and goes on. */
    @Test
    void swallowedFailureOfInstallationClosesEverything() throws IOException {
        try (App app = new App()
                .uninstalled()
                .servlet(secret, "/api/secret")
                .with(context -> swallowing(() -> SallyportWeb.of(App.any()).install(context)))) {
            assertClosed(app, "/api/secret");
            assertClosed(app, "/nothing");
            assertThat(said)
                    .anyMatch(line -> line.startsWith("SEVERE Nothing is served, because Sallyport did not start:"
                            + " Nothing is protected: add .protect"));
        }
    }

    @Test
    void installationThatSucceedsAfterOneThatFailedOpens() throws IOException {
        try (App app = new App()
                .servlet(secret, "/api/secret")
                .with(context -> swallowing(() -> SallyportWeb.of(App.any()).install(context)))
                .start()) {
            assertThat(app.send("GET /api/secret HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/api/secret", app.key("secret:read")).status()).isEqualTo(200);
        }
    }

    @Test
    void servletThatFailsWhileTheContainerGoesOnClosesEverything() throws IOException {
        Container.GOES_ON.set(true);
        try (App app = new App()
                .uninstalled()
                .servlet(new Recording(), "/plain")
                .with(context -> endpoints(context, 1))
                .with(NothingUnguardedTest::checked)) {
            assertClosed(app, "/plain");
            assertThat(said)
                    .anyMatch(line -> line.startsWith("SEVERE Nothing is served, because Sallyport did not start:"));
        } finally {
            Container.GOES_ON.set(false);
        }
    }

    @Test
    void secondInstallationIsCalledByItsName() {
        SallyportWeb web = SallyportWeb.of(App.any()).protect("/api/*");
        try (App app = new App().uninstalled().with(web::install).with(web::install)) {
            assertThatThrownBy(app::start).hasStackTraceContaining("install(…) was called twice on this SallyportWeb");
        }
    }

    @Test
    void filterOfWebXmlBesideInstallationIsCalledByItsName() {
        try (App app = new App().with(context -> {
            FilterRegistration.Dynamic filter = context.addFilter("mine", SallyportFilter.class);
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/api/*");
        })) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining(SallyportFilter.class.getName()
                            + " is declared already, in web.xml or by code, under the name \"mine\", and install(…) registers"
                            + " it as well: keep one of the two");
        }
    }

    @Test
    void servletOfWebXmlBesideInstallationIsCalledByItsName() {
        try (App app = new App().with(context -> endpoints(context, 0))) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining(SallyportServlet.class.getName() + " is declared already")
                    .hasStackTraceContaining("keep one of the two");
        }
    }

    private void assertClosed(App app, String path) throws IOException {
        if (app.isStarted() || starts(app)) {
            assertThat(app.send("GET " + path + " HTTP/1.1").status()).isEqualTo(503);
            assertThat(app.get(path, app.key("secret:read")).status()).isEqualTo(503);
        }
        assertThat(secret.entered.get()).isZero();
    }

    private static boolean starts(App app) {
        try {
            app.start();
            return true;
        } catch (StartFailed e) {
            return false;
        }
    }

    private static void swallowing(Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException e) {
            assertThat(e).isNotNull();
        }
    }

    /** As containers call it for what web.xml declares. */
    private static void checked(ServletContext context) {
        new MissingFilterCheck().onStartup(Set.of(), context);
    }

    private static void endpoints(ServletContext context, int loadOnStartup) {
        ServletRegistration.Dynamic servlet = context.addServlet("endpoints", SallyportServlet.class);
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(loadOnStartup);
        servlet.addMapping("/auth/*");
    }

    @RequiresTenant("company")
    static final class OfTenant extends Recording {
        private static final long serialVersionUID = 1L;
    }
}
