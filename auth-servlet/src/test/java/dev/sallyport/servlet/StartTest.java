package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.wire.StandardProfile;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wiring: what starts, what does not, and what the message says. */
class StartTest {
    private final long threadsBefore = housekeepers();
    private final TestServer server = TestServer.withDefaults();

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void stopsTheStartWhenAnAnnotatedServletIsNotCovered() {
        server.servlet(new Annotated(), "/reports/*")
                .install(SallyportWeb.of(server.auth).protect("/api/*").endpoints("/auth/*"));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining(
                        "The servlet " + Annotated.class.getName()
                                + " is annotated, but its mapping \"/reports/*\" is not protected, so its annotations would have no"
                                + " effect. Protected are [/api/*, /auth/*]; add protect(\"/reports/*\") or a pattern above it");
    }

    @Test
    void stopsTheStartWhenOneOfSeveralMappingsIsNotCovered() {
        server.servlet(new Annotated(), "/api/reports/*", "*.report")
                .install(SallyportWeb.of(server.auth).protect("/api/*"));
        assertThatThrownBy(server::start).hasStackTraceContaining("its mapping \"*.report\" is not protected");
    }

    @Test
    void stopsTheStartWhenAnAnnotationNamesAnUnknownScope() {
        server.servlet(new UnknownScope(), "/api/x")
                .install(SallyportWeb.of(server.auth).protect("/api/*"));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("Unknown scope in @RequiresScope on " + UnknownScope.class.getName());
    }

    @Test
    void startsWhereWhatIsOutsideIsOpenOrUnannotated() throws Exception {
        server.servlet(new Opened(), "/outside")
                .servlet(new Recording(), "/other")
                .install(SallyportWeb.of(server.auth).protect("/api/*"))
                .start();
        assertThat(server.send("GET", "/outside").statusCode()).isEqualTo(200);
    }

    @Test
    void closesWithTheContextUnlessToldOtherwise() throws Exception {
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
        assertThat(housekeepers() - threadsBefore).isEqualTo(1);
        server.stop();
        assertThat(housekeepers() - threadsBefore).isZero();

        try (TestServer other = TestServer.withDefaults()) {
            other.install(SallyportWeb.of(other.auth).protect("/api/*").closeWithContext(false))
                    .start();
            other.stop();
            assertThat(housekeepers() - threadsBefore).isEqualTo(1);
        }
    }

    @Test
    void worksFromWebXml() throws Exception {
        Annotated servlet = new Annotated();
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setAsyncSupported(true);
        filter.setInitParameters(Map.of("apiKeyHeader", "X-API-Key", "open", "/api/static/*, /api/public"));
        server.context.addFilter(filter, "/api/*", EnumSet.allOf(DispatcherType.class));
        server.context.addServlet(new ServletHolder(SallyportServlet.class), "/login/*");
        server.servlet(servlet, "/api/reports")
                .onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth))
                .start();
        assertThat(server.send("GET", "/api/reports").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/api/reports", "X-API-Key", server.key("reports:read"))
                        .body())
                .isEqualTo("Annotated ada ada BEARER");
        assertThat(server.send("GET", "/api/public").statusCode()).isEqualTo(404);
        assertThat(server.send("GET", "/api/x;y/reports").body()).contains("can be read in more than one way");
        assertThat(server.get("/login/me", server.key()).statusCode()).isEqualTo(200);
        assertThat(server.send("GET", "/login/me").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/login/nothing").statusCode()).isEqualTo(404);
        server.stop();
        assertThat(housekeepers() - threadsBefore).as("who made it closes it").isEqualTo(1);
    }

    @Test
    void findsHolesInWebXml() {
        server.context.addFilter(SallyportFilter.class, "/api/*", EnumSet.allOf(DispatcherType.class));
        server.servlet(new Annotated(), "/reports")
                .onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth));
        assertThatThrownBy(server::start).hasStackTraceContaining("its mapping \"/reports\" is not protected");
    }

    @Test
    void saysWhereTheSallyportIsMissing() {
        server.context.addFilter(SallyportFilter.class, "/api/*", EnumSet.allOf(DispatcherType.class));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining(
                        "The servlet context has no Sallyport in its attribute \"dev.sallyport.Sallyport\""
                                + " (it has nothing): give web.xml a <context-param> named sallyport.issuer and those that are"
                                + " needed beside it; or set it in a ServletContextListener");
    }

    @Test
    void refusesASecondInstallation() {
        server.onStart(event -> {
            SallyportWeb web = SallyportWeb.of(server.auth).protect("/api/*");
            web.install(event.getServletContext());
            assertThatIllegalStateException()
                    .isThrownBy(() -> web.install(event.getServletContext()))
                    .withMessageContaining("called twice");
            assertThatIllegalStateException()
                    .isThrownBy(() -> web.protect("/more/*"))
                    .withMessageContaining("before install");
            SallyportWeb.of(server.auth).protect("/more/*").install(event.getServletContext());
        });
        assertThatThrownBy(server::start).hasStackTraceContaining("This context has a Sallyport already");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        SallyportWeb web = SallyportWeb.of(server.auth);
        assertThatIllegalStateException()
                .isThrownBy(() -> web.install(server.context.getServletContext()))
                .withMessageStartingWith("Nothing is protected");
        assertThatIllegalArgumentException().isThrownBy(() -> web.protect("/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web.open("/assets/*", "*.css"))
                .withMessage(
                        "open(\"*.css\") would open every path that a caller ends so, such as \"/api/users/ada.css\","
                                + " whatever it leads to; write the folder that the files are in, such as \"/assets/*\"");
        assertThatIllegalArgumentException().isThrownBy(() -> web.endpoints("/auth"));
        assertThatIllegalArgumentException().isThrownBy(() -> web.endpoints("/*"));
        assertThatIllegalArgumentException().isThrownBy(() -> web.trustedProxies("proxy.internal"));
        for (String header : new String[] {"", "Authorization", "cookie", "X API"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> web.apiKeyHeader(header));
        }
        SallyportWeb both = SallyportWeb.of(server.auth)
                .protect("/api/*")
                .profile(StandardProfile.at("/a"))
                .endpoints("/b/*");
        assertThatIllegalStateException()
                .isThrownBy(() -> both.install(server.context.getServletContext()))
                .withMessageContaining("keep one of the two");
    }

    @Test
    void refusesAContextThatHasStarted() throws Exception {
        server.start();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        SallyportWeb.of(server.auth).protect("/api/*").install(server.context.getServletContext()))
                .withMessageContaining("before the context has started");
    }

    @Test
    void stopsTheStartOfAnApplicationThatForgotTheFilter() {
        server.context.addServletContainerInitializer(forgotten());
        server.servlet(new Annotated(), "/api/reports");
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("Nothing enforces the annotations of [" + Annotated.class.getName() + "]");
    }

    @Test
    void stopsItTooForClassesThatOthersMakeResourcesOf() {
        server.context.addServletContainerInitializer((classes, context) ->
                forgotten().onStartup(Set.of(Resource.class, Annotated.class, Abstract.class), context));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("Nothing enforces the annotations of [" + Resource.class.getName() + "]");
    }

    @Test
    void refusesDisguisedPathsBesideAFilterOfWebXml() throws Exception {
        server.context.addServletContainerInitializer(forgotten());
        server.configure(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        server.context.getServletHandler().setDecodeAmbiguousURIs(true);
        server.context.addFilter(SallyportFilter.class, "/api/*", EnumSet.allOf(DispatcherType.class));
        server.servlet(new Opened(), "/")
                .onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth))
                .start();
        assertThat(server.raw("GET /x HTTP/1.1")).startsWith("HTTP/1.1 200");
        assertThat(server.raw("GET /x/..;/api/reports HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(server.raw("GET /api%2freports HTTP/1.1")).startsWith("HTTP/1.1 400");
    }

    @Test
    void doesNotMissTheFilterWhereItIs() throws Exception {
        server.context.addServletContainerInitializer(forgotten());
        server.servlet(new Annotated(), "/api/reports")
                .install(SallyportWeb.of(server.auth).protect("/api/*"))
                .start();
        assertThat(server.send("GET", "/api/reports").statusCode()).isEqualTo(401);
    }

    @Test
    void leavesApplicationsAloneThatDoNotUseIt() throws Exception {
        server.context.addServletContainerInitializer(forgotten());
        server.servlet(new Recording(), "/x").start();
        assertThat(server.send("GET", "/x").statusCode()).isEqualTo(200);
    }

    private static ServletContainerInitializer forgotten() {
        return ServiceLoader.load(ServletContainerInitializer.class).stream()
                .filter(provider -> provider.type() == MissingFilterCheck.class)
                .findFirst()
                .orElseThrow()
                .get();
    }

    private static long housekeepers() {
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        return threads.stream()
                .filter(thread -> thread.getName().equals("sallyport-housekeeping"))
                .count();
    }

    @RequiresScope("reports:read")
    static final class Annotated extends Recording {}

    @RequiresScope("reports:read")
    private static final class Resource {}

    @RequiresScope("reports:read")
    private abstract static class Abstract {}

    @RequiresScope("reports:erase")
    private static final class UnknownScope extends Recording {}

    @PermitAll
    private static final class Opened extends Recording {}
}
