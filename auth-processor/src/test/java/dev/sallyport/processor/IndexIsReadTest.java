package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.MissingFilterCheck;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.ServletContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the compiler to the start of an application that forgot the filter, in a container that looks for no annotations. */
final class IndexIsReadTest {
    private static final Source GUARDED =
            Source.of("Reports", "@RequiresScope(\"a\") @Path(\"x\") public class Reports {}");
    private static final Source OPEN = Source.of("Reports", "@PermitAll @Path(\"x\") public class Reports {}");

    @TempDir
    private Path classes;

    @Test
    void whatTheProcessorNotedStopsTheStart() throws Exception {
        assertThat(new Compilation(classes).of(GUARDED)).isEmpty();
        assertThatThrownBy(this::startAndStop)
                .hasStackTraceContaining("Nothing enforces the annotations of [app.Reports]");
    }

    @Test
    void whatNeedsNoFilterStarts() throws Exception {
        assertThat(new Compilation(classes).of(OPEN)).isEmpty();
        startAndStop();
    }

    /** The filter asks for any caller; the scope would be read by {@code sallyport-jaxrs}, which is not on this class path. */
    @Test
    void resourceThatNobodyReadsStopsTheStartBehindTheFilter() {
        assertThat(new Compilation(classes).of(GUARDED)).isEmpty();
        assertThatThrownBy(() -> startAndStop((found, context) -> {
                    Sallyport auth = Sallyport.builder()
                            .issuer("https://api.example.com")
                            .scopes("a")
                            .build();
                    SallyportWeb.of(auth).protect("/*").install(context);
                }))
                .hasStackTraceContaining(
                        "Nothing enforces the annotations of [app.Reports]: they are resources of JAX-RS, and"
                                + " sallyport-jaxrs, which reads them, is not in the application");
    }

    private void startAndStop() throws Exception {
        startAndStop((found, context) -> {});
    }

    private void startAndStop(ServletContainerInitializer application) throws Exception {
        Server server = new Server(0);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            ServletContextHandler context = new ServletContextHandler("/");
            context.setClassLoader(loader);
            context.addServletContainerInitializer(application);
            context.addServletContainerInitializer(new MissingFilterCheck());
            server.setHandler(context);
            server.start();
        } finally {
            server.stop();
        }
    }
}
