package dev.sallyport.quickstart.docs;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real servlet context for examples that need one, with one annotated servlet at {@code /api/reports}. */
final class Stage {
    private Stage() {}

    /** What an example does while the context starts. */
    @FunctionalInterface
    interface Act {
        void with(ServletContext context) throws Exception;
    }

    @RequiresScope("reports:read")
    public static final class Reports extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** Starts the context, calls the servlet without a credential and stops; returns the status. */
    static int statusAfter(Act act) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(Reports.class, "/api/reports");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                try {
                    act.with(event.getServletContext());
                } catch (Exception e) {
                    throw new IllegalStateException("The example failed: " + e, e);
                }
            }
        });
        server.setHandler(context);
        try {
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/reports");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } finally {
            server.stop();
        }
    }
}
