package dev.sallyport.bench.http;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.bench.Application;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.token.SigningAlgorithm;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** As an application would: wired in a listener, the scope demanded by an annotation, endpoints mounted. */
final class SallyportVariant {
    private static final int CACHE_SIZE = 100_000;

    private SallyportVariant() {}

    @RequiresScope("reports:read")
    static final class GuardedHello extends BenchServer.Hello {
        private static final long serialVersionUID = 1;
    }

    static Application install(ServletContextHandler context, SigningAlgorithm algorithm) {
        Application application = new Application(CACHE_SIZE, algorithm);
        context.addServlet(new ServletHolder(new GuardedHello()), BenchServer.PATH);
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                SallyportWeb.of(application.auth())
                        .protect("/api/*")
                        .endpoints("/auth/*")
                        .apiKeyHeader("X-API-Key")
                        .install(event.getServletContext());
            }
        });
        return application;
    }
}
