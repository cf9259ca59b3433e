package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A servlet that stands in another one is reached by the rule of that one, which must have one. */
class WrapperTest {
    private final Secret secret = new Secret();

    @ParameterizedTest
    @ValueSource(strings = {"/api/secret", "/outside"})
    void aWrapperWithoutARuleStopsTheStart(String mapping) {
        try (App app = new App().servlet(new Timed(secret), mapping)) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("The servlet " + Timed.class.getName()
                            + " holds another one in the field \"inner\" of " + Timed.class.getName()
                            + ". It is what the container calls");
        }
    }

    @Test
    void whateverItHoldsThemIn() {
        for (HttpServlet wrapper : new HttpServlet[] {
            new Many(List.of(secret)),
            new Lazy(() -> secret),
            new Several(secret),
            new Inherited(secret),
            captured(secret)
        }) {
            try (App app = new App().servlet(wrapper, "/api/secret")) {
                assertThatThrownBy(app::start)
                        .as(wrapper.getClass().getName())
                        .hasStackTraceContaining("holds another one in the field");
            }
        }
    }

    @Test
    void theRuleOfAWrapperHolds() throws IOException {
        try (App app = new App()
                .servlet(new Guarded(secret), "/api/secret")
                .servlet(new Extended(), "/api/extended")
                .start()) {
            for (String path : new String[] {"/api/secret", "/api/extended"}) {
                assertThat(app.send("GET " + path + " HTTP/1.1").status()).isEqualTo(401);
                assertThat(app.get(path, app.key("other")).status()).isEqualTo(403);
            }
            assertThat(secret.entered.get()).isZero();
            assertThat(app.get("/api/secret", app.key("secret:read")).body()).contains("[Secret ada]");
            assertThat(app.get("/api/extended", app.key("secret:read")).body()).contains("[Extended ada]");
        }
    }

    /** What containers and frameworks bring along, and inner classes, hold none. */
    @Test
    void otherServletsStart() throws IOException {
        String ofContainer = switch (Container.NAME) {
            case "tomcat" -> "org.apache.catalina.servlets.DefaultServlet";
            case "undertow" -> "io.undertow.servlet.handlers.DefaultServlet";
            default -> "org.eclipse.jetty." + Container.NAME.substring(6) + ".servlet.DefaultServlet";
        };
        try (App app = new App()
                .with(context -> context.addServlet("files", ofContainer).addMapping("/files/*"))
                .servlet(new Outer().new Inner(), "/api/inner")
                .start()) {
            assertThat(app.get("/api/inner", app.key("other")).body()).contains("[Inner ada]");
        }
    }

    private static HttpServlet captured(Servlet inner) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                inner.service(request, response);
            }
        };
    }

    private static class Timed extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Servlet inner;

        Timed(Servlet inner) {
            this.inner = inner;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            inner.service(request, response);
        }
    }

    private static final class Inherited extends Timed {
        private static final long serialVersionUID = 1L;

        Inherited(Servlet inner) {
            super(inner);
        }
    }

    @RequiresScope("secret:read")
    private static final class Guarded extends Timed {
        private static final long serialVersionUID = 1L;

        Guarded(Servlet inner) {
            super(inner);
        }
    }

    /** A wrapper by inheritance. */
    private static final class Extended extends Annotated {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("secret:read")
    private static class Annotated extends Recording {
        private static final long serialVersionUID = 1L;
    }

    private static final class Many extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient List<? extends Servlet> all;

        Many(List<? extends Servlet> all) {
            this.all = all;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            all.get(0).service(request, response);
        }
    }

    private static final class Lazy extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient Supplier<Servlet> made;

        Lazy(Supplier<Servlet> made) {
            this.made = made;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            made.get().service(request, response);
        }
    }

    private static final class Several extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient Servlet[] all;

        Several(Servlet... all) {
            this.all = all;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            all[0].service(request, response);
        }
    }

    private static final class Outer extends Recording {
        private static final long serialVersionUID = 1L;

        private final class Inner extends Recording {
            private static final long serialVersionUID = 1L;

            @Override
            public String getServletInfo() {
                return "inside " + Outer.this.getClass().getName();
            }
        }
    }
}
