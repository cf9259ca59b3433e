package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the annotation processor noted, in an application that may have forgotten the filter. */
final class IndexedEndpointsTest {
    private final TestServer server = TestServer.withDefaults();

    @TempDir
    private Path classes;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stopsTheStartWhereNothingGuardsResourcesThatTheContainerDidNotLookFor() throws Exception {
        index(Resource.class.getName(), Api.class.getName());
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("Nothing enforces the annotations of [" + Resource.class.getName() + "]");
    }

    @Test
    void doesNotMissTheFilterWhereItIs() throws Exception {
        index(Resource.class.getName());
        server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
        assertThat(server.send("GET", "/api/reports").statusCode()).isEqualTo(401);
    }

    @Test
    void believesTheClassesAndNotTheFile() throws Exception {
        index("app.Gone", Plain.class.getName(), UnregisteredServlet.class.getName(), "", "no/name");
        server.servlet(new Recording(), "/x").start();
        assertThat(server.send("GET", "/x").statusCode()).isEqualTo(200);
    }

    private void index(String... names) throws IOException {
        Path file = classes.resolve("META-INF/sallyport/endpoints");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", names));
        server.context.setClassLoader(new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader()));
        server.context.addServletContainerInitializer(new MissingFilterCheck());
    }

    @RequiresScope("reports:read")
    static final class Resource {}

    interface Api {
        @RateLimited("1/day")
        String list();
    }

    static final class Plain {}

    @RequiresScope("reports:read")
    static final class UnregisteredServlet extends Recording {}
}
