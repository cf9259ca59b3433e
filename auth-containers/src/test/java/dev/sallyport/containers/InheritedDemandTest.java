package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Inherited methods of a servlet do not open what its class closes. */
class InheritedDemandTest {
    private static final AtomicInteger RAN = new AtomicInteger();

    static class Base extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        @RolesAllowed("**")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response);
        }

        @Override
        @RequiresScope("secret:read")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response);
        }

        @Override
        @PermitAll
        protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response);
        }

        @Override
        @PermitAll
        protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response);
        }

        private static void answer(HttpServletResponse response) throws IOException {
            RAN.incrementAndGet();
            response.getWriter().print("SECRET REPORTS");
        }
    }

    @RequiresScope("secret:write")
    static final class OfWriters extends Base {
        private static final long serialVersionUID = 1L;
    }

    @RolesAllowed("boss")
    static final class OfBoss extends Base {
        private static final long serialVersionUID = 1L;
    }

    static final class Getting extends Base {
        private static final long serialVersionUID = 1L;

        @Override
        @RequiresScope("secret:write")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            super.doGet(request, response);
        }
    }

    /** The control: the same servlet, whose class demands nothing. */
    @Test
    void inheritedMethodServesWhomItNames() throws IOException {
        RAN.set(0);
        try (App app = new App().servlet(new Base(), "/api/base").start()) {
            assertThat(app.get("/api/base", app.key("other")).body()).contains("SECRET REPORTS");
            assertThat(send(app, "POST", "/api/base", "secret:read")).isEqualTo(200);
            assertThat(send(app, "POST", "/api/base", "other")).isEqualTo(403);
            assertThat(RAN).hasValue(2);
        }
    }

    @Test
    void inheritedMethodLoosensNothing() throws IOException {
        RAN.set(0);
        try (App app = new App()
                .servlet(new OfWriters(), "/api/writers")
                .servlet(new OfBoss(), "/api/boss")
                .start()) {
            for (String method : new String[] {"GET", "POST", "HEAD", "TRACE", "get", "PUT"}) {
                assertThat(send(app, method, "/api/writers", "secret:read"))
                        .as(method)
                        .isGreaterThanOrEqualTo(400);
                assertThat(send(app, method, "/api/boss", "secret:read", "secret:write"))
                        .as(method)
                        .isGreaterThanOrEqualTo(400);
                assertThat(app.send(method + " /api/writers HTTP/1.1").status())
                        .as(method)
                        .isGreaterThanOrEqualTo(400);
            }
            assertThat(send(app, "POST", "/api/writers", "secret:write")).isEqualTo(403);
            assertThat(RAN).hasValue(0);
            assertThat(send(app, "GET", "/api/writers", "secret:write")).isEqualTo(200);
            assertThat(send(app, "POST", "/api/writers", "secret:read", "secret:write"))
                    .isEqualTo(200);
        }
    }

    /** HEAD runs what GET runs in many servlets. */
    @Test
    void inheritedHeadDoesNotOpenTheOwnGet() throws IOException {
        RAN.set(0);
        try (App app = new App().servlet(new Getting(), "/api/getting").start()) {
            assertThat(app.send("HEAD /api/getting HTTP/1.1").status()).isEqualTo(401);
            assertThat(send(app, "HEAD", "/api/getting", "secret:read")).isEqualTo(403);
            assertThat(RAN).hasValue(0);
            assertThat(send(app, "HEAD", "/api/getting", "secret:write")).isEqualTo(200);
        }
    }

    @DenyAll
    static final class Denied extends Recording {
        private static final long serialVersionUID = 1L;
    }

    /** Its interface shows nothing of the class behind it. */
    @Test
    void servletBehindAProxyIsNotServed() throws IOException {
        Denied denied = new Denied();
        Servlet proxy = (Servlet) Proxy.newProxyInstance(
                InheritedDemandTest.class.getClassLoader(),
                new Class<?>[] {Servlet.class},
                (self, method, arguments) -> method.invoke(denied, arguments));
        try (App app = new App().servlet(proxy, "/api/denied")) {
            try {
                app.start();
            } catch (StartFailed e) {
                assertThatThrownBy(() -> {
                            throw e;
                        })
                        .hasStackTraceContaining("nothing but interfaces in common");
                return;
            }
            assertThat(app.get("/api/denied", app.key("secret:read")).status()).isEqualTo(403);
        }
        assertThat(denied.entered).hasValue(0);
    }

    private static int send(App app, String method, String path, String... scopes) throws IOException {
        return app.send(
                        method + " " + path + " HTTP/1.1",
                        "Authorization: Bearer " + app.key(scopes),
                        "Content-Length: 0")
                .status();
    }
}
