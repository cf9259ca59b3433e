package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is annotated and not covered does not start, whichever way the servlet came into the context. */
class StartTest {
    @Test
    void anAnnotatedServletOutsideStopsTheStart() {
        try (App app = new App().servlet(new Secret(), "/outside")) {
            assertThatThrownBy(app::start).hasStackTraceContaining(notProtected(Secret.class, "/outside"));
        }
    }

    @Test
    void oneMappingOfSeveralOutsideStopsTheStart() {
        try (App app = new App().servlet(new Secret(), "/api/secret", "/outside/*")) {
            assertThatThrownBy(app::start).hasStackTraceContaining(notProtected(Secret.class, "/outside/*"));
        }
    }

    @Test
    void anUnknownScopeStopsTheStart() {
        try (App app = new App().servlet(new Misspelt(), "/api/secret")) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("Unknown scope in @RequiresScope on " + Misspelt.class.getName());
        }
    }

    @Test
    void servletsByClassAndByNameAreHeldToTheirRules() throws IOException {
        try (App app = new App().with(context -> {
            ServletRegistration.Dynamic byClass = context.addServlet("by class", Secret.class);
            byClass.addMapping("/api/class");
            ServletRegistration.Dynamic byName = context.addServlet("by name", Secret.class.getName());
            byName.addMapping("/api/name", "*.secret");
        })) {
            assertThatThrownBy(app::start).hasStackTraceContaining(notProtected(Secret.class, "*.secret"));
        }
        try (App app = new App().with(context -> {
            context.addServlet("by class", Secret.class).addMapping("/api/class");
            context.addServlet("by name", Secret.class.getName()).addMapping("/api/name", "/api/other/*");
        })) {
            app.start();
            for (String path : new String[] {"/api/class", "/api/name", "/api/other/x"}) {
                assertThat(app.send("GET " + path + " HTTP/1.1").status()).isEqualTo(401);
                assertThat(app.get(path, app.key("other")).status()).isEqualTo(403);
                assertThat(app.get(path, app.key("secret:read")).body()).contains("[Secret ada]");
            }
        }
    }

    @Test
    void whatNothingIsMappedToIsClosedToo() throws IOException {
        try (App app = new App().start()) {
            assertThat(app.send("GET /api/nothing HTTP/1.1").status()).isIn(401, 404);
            assertThat(app.get("/api/nothing", app.key("other")).status()).isEqualTo(404);
        }
    }

    @Test
    void theWholeApplicationCanBeProtected() throws IOException {
        try (App app = new App().servlet(new Recording(), "/").protecting("/*").start()) {
            assertThat(app.send("GET / HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.send("GET /x.html HTTP/1.1").status()).isEqualTo(401);
            assertThat(app.get("/x.html", app.key("other")).body()).contains("[Recording ada]");
        }
    }

    private static String notProtected(Class<?> servlet, String mapping) {
        return "The servlet " + servlet.getName() + " is annotated, but its mapping \"" + mapping
                + "\" is not protected";
    }

    @RequiresScope("secret:raed")
    private static final class Misspelt extends Recording {
        private static final long serialVersionUID = 1L;
    }
}
