package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.MissingFilterCheck;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportServlet;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake to a protected path needs a credential, whatever the container puts before the filters of an application. */
class WebSocketTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/*", "/*"})
    void aHandshakeNeedsACredential(String pattern) throws IOException {
        try (App app = new App()
                .protecting(pattern)
                .webSockets(Inside.class, Outside.class)
                .start()) {
            assertThat(app.handshake("/api/ws").status()).isEqualTo(401);
            assertThat(app.handshake("/api/ws", "Authorization: Bearer nonsense")
                            .status())
                    .isEqualTo(401);
            assertThat(app.handshake("/api//ws").status()).isEqualTo(400);
            assertThat(app.handshake("/outside;/../api/ws").status()).isEqualTo(400);
            Raw opened = app.handshake("/api/ws", "Authorization: Bearer " + app.key("other"));
            assertThat(opened.status()).as(opened.text()).isEqualTo(101);
            assertThat(opened.body()).isEqualTo("[ada]");
            Raw outside = app.handshake("/outside");
            assertThat(outside.status()).isEqualTo(pattern.equals("/*") ? 401 : 101);
        }
    }

    /** Jetty then puts its filter for handshakes before those of the application, until ours start. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/*", "/*"})
    void whereSupportComesLaterItIsNoWayAroundEither(String pattern) throws IOException {
        try (App app = new App()
                .protecting(pattern)
                .webSockets(Inside.class)
                .webSocketsLast()
                .servlet(new Recording(), "/api/x")
                .start()) {
            assertThat(app.handshake("/api/ws").status()).isEqualTo(401);
            assertThat(app.handshake("/api/ws", "Authorization: Bearer nonsense")
                            .status())
                    .isEqualTo(401);
            assertThat(app.handshake("/api/ws", "Authorization: Bearer " + app.key("other"))
                            .body())
                    .isEqualTo("[ada]");
            assertThat(app.send("GET /api/x HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/api/x", app.key("other")).body()).isEqualTo("[Recording ada]");
        }
    }

    /** An application may ask Jetty for WebSockets when it has long started. */
    @Test
    void whereSupportComesWhileRequestsAreServedOneHandshakeFails() throws IOException {
        assumeThat(Container.NAME).startsWith("jetty");
        try (App app = new App().servlet(new Late(), "/late").start()) {
            assertThat(app.handshake("/api/ws").status()).isEqualTo(401);
            assertThat(app.send("GET /late HTTP/1.1").body()).isEqualTo("[late]");
            assertThat(app.handshake("/api/ws").status()).isEqualTo(500);
            assertThat(app.handshake("/api/ws").status()).isEqualTo(401);
            assertThat(app.get("/late", app.key("other")).body()).isEqualTo("[late]");
        }
    }

    /** The application has swallowed why; Jetty's filter for handshakes is first where it is added last. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereTheStartWasRefusedNoHandshakeSucceeds(boolean last) throws IOException {
        try (App app = new App().uninstalled().servlet(new Late(), "/late").webSockets(Inside.class, Outside.class)) {
            app.with(context -> assertThatThrownBy(
                            () -> SallyportWeb.of(app.auth).install(context))
                    .hasMessageContaining("Nothing is protected"));
            (last ? app.webSocketsLast() : app).start();
            assertThat(app.send("GET /late HTTP/1.1").status()).isEqualTo(503);
            assertThat(app.handshake("/outside").status()).isEqualTo(503);
            assertThat(app.handshake("/api/ws").status()).isEqualTo(503);
        }
    }

    @Test
    void aFilterBeforeIsNamedAsRequestsCome() throws IOException {
        Logger logger = Logger.getLogger("dev.sallyport.servlet.FiltersBefore");
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (App app = new App()
                .with(context -> context.addFilter("before", new Before())
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*"))
                .start()) {
            app.send("GET /api/x HTTP/1.1");
            app.send("GET /api/x HTTP/1.1");
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0)).startsWith("The filter " + Before.class.getName() + " stands before");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void anAnnotatedEndpointStopsTheStart() {
        for (Class<?> endpoint : List.of(Annotated.class, AnnotatedOutside.class, Inherited.class, ByMethod.class)) {
            try (App app = new App().webSockets(endpoint)) {
                assertThatThrownBy(app::start)
                        .hasStackTraceContaining(
                                "The WebSocket endpoint " + endpoint.getName() + " has annotations of");
            }
        }
    }

    @Test
    void anAnnotatedFilterStopsTheStart() {
        try (App app = new App()
                .with(context -> context.addFilter("annotated", AnnotatedFilter.class)
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*"))) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("The filter " + AnnotatedFilter.class.getName() + " has annotations of");
        }
    }

    /** As with the filter in web.xml: it has its place among those of the application, and the initializer of the library ran. */
    @Test
    void aDeclaredFilterGuardsHandshakesToo() throws IOException {
        try (App app = new App()
                .declared()
                .with(context -> {
                    FilterRegistration.Dynamic filter = context.addFilter("declared", SallyportFilter.class);
                    filter.setAsyncSupported(true);
                    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/api/*");
                    context.addServlet("endpoints", SallyportServlet.class).addMapping("/auth/*");
                    new MissingFilterCheck().onStartup(Set.of(), context);
                })
                .webSockets(Inside.class)
                .start()) {
            assertThat(app.handshake("/api/ws").status()).isEqualTo(401);
            assertThat(app.handshake("/api/ws", "Authorization: Bearer " + app.key("other"))
                            .body())
                    .isEqualTo("[ada]");
        }
    }

    /** Says whom the handshake was admitted with. */
    @ServerEndpoint("/api/ws")
    public static final class Inside {
        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote()
                    .sendText("["
                            + (session.getUserPrincipal() == null
                                    ? ""
                                    : session.getUserPrincipal().getName()) + "]");
        }
    }

    @ServerEndpoint("/outside")
    public static final class Outside {
        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote().sendText("[open]");
        }
    }

    @RequiresScope("other")
    @ServerEndpoint("/api/annotated")
    public static class Annotated {}

    @RateLimited("1/minute")
    @ServerEndpoint("/annotated")
    public static final class AnnotatedOutside {}

    @ServerEndpoint("/api/inherited")
    public static final class Inherited extends Annotated {}

    @ServerEndpoint("/api/by-method")
    public static final class ByMethod {
        @OnMessage
        @RequiresScope("other")
        public void message(String text) {}
    }

    @RequiresScope("other")
    public static final class AnnotatedFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }

    private static final class Before implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }

    /** Has Jetty put its filter in, as an endpoint that is added late does. */
    private static final class Late extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                String jetty = "org.eclipse.jetty." + Container.NAME.substring(6);
                Class<?> handler = Class.forName(jetty + ".servlet.ServletContextHandler");
                Class.forName(jetty + ".websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer")
                        .getMethod("initialize", handler)
                        .invoke(
                                null,
                                handler.getMethod("getServletContextHandler", ServletContext.class)
                                        .invoke(null, request.getServletContext()));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            response.getWriter().print("[late]");
        }
    }
}
