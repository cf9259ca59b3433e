package dev.sallyport.servlet.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.MissingFilterCheck;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A jar that several applications of a server share (google/guice#559, eclipse-ee4j/mojarra#1880) stops no innocent one. */
class SharedJarTest {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);

    /** Of the loader above the application's. */
    @RequiresScope("reports:read")
    static final class SharedResource {}

    static class Innocent extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("innocent");
        }
    }

    /** Named like what would make a resource of the class. */
    static final class JerseyLike extends Innocent {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("reports:read")
    static final class Annotated extends Innocent {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void prepare() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        context.setClassLoader(new URLClassLoader(new URL[0], getClass().getClassLoader()));
        context.addServletContainerInitializer(
                (classes, servlets) -> new MissingFilterCheck().onStartup(Set.of(SharedResource.class), servlets));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void applicationThatCannotServeTheClassStarts() throws Exception {
        context.addServlet(new ServletHolder(new Innocent()), "/x");
        server.start();

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("innocent");
    }

    @Test
    void applicationThatMayServeTheClassDoesNotStart() {
        context.addServlet(new ServletHolder(new JerseyLike()), "/x");

        assertThatThrownBy(server::start).hasStackTraceContaining(SharedResource.class.getName());
    }

    @Test
    void sharedServletCountsWhereItIsRegistered() {
        context.addServlet(new ServletHolder(new Annotated()), "/x");

        assertThatThrownBy(server::start).hasStackTraceContaining(Annotated.class.getName());
    }

    @Test
    void classOfTheApplicationItselfCounts() {
        context.setClassLoader(getClass().getClassLoader());
        context.addServlet(new ServletHolder(new Innocent()), "/x");

        assertThatThrownBy(server::start).hasStackTraceContaining(SharedResource.class.getName());
    }
}
