package dev.sallyport.webxml.server;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.plus.jndi.Resource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Jetty 12.1 with Servlet 6.0. */
final class JettyServer implements WebServer {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection applications = new ContextHandlerCollection();
    private final Path war;

    JettyServer(int port, Path war, DataSource dataSource) throws Exception {
        this.war = war;
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        // The server's own: Jetty keeps a resource of an application after that has gone.
        new Resource(server, DATA_SOURCE, dataSource);
        applications.addHandler(application());
        server.setHandler(applications);
    }

    private WebAppContext application() {
        WebAppContext application = new WebAppContext();
        application.setContextPath("/");
        application.setWar(war.toString());
        application.setThrowUnavailableOnStartupException(true);
        // The server's logging is the application's too.
        application.getProtectedClassMatcher().add("org.slf4j.");
        return application;
    }

    @Override
    public void start() throws Exception {
        server.start();
    }

    @Override
    public void reload() throws Exception {
        for (Handler old : applications.getHandlers()) {
            old.stop();
            applications.removeHandler(old);
        }
        WebAppContext application = application();
        applications.addHandler(application);
        application.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("Jetty did not stop cleanly: " + e);
        }
    }
}
