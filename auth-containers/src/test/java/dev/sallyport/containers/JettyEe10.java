package dev.sallyport.containers;

import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12.1 with Servlet 6.0. */
final class JettyEe10 implements Container {
    private final Server server = new Server(new QueuedThreadPool(THREADS));
    private final ServerConnector connector;

    JettyEe10(Deployment deployment) {
        HttpConfiguration http = new HttpConfiguration();
        if (deployment.lenient()) {
            http.setUriCompliance(UriCompliance.UNSAFE);
            http.setHttpCompliance(HttpCompliance.RFC7230_LEGACY);
        }
        http.setRequestHeaderSize(128 * 1024);
        connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setRequestLog(new CustomRequestLog(deployment.accessLog()::accept, "%{dev.sallyport.caller}attr"));
        ServletContextHandler context = new ServletContextHandler(
                deployment.contextPath().isEmpty() ? "/" : deployment.contextPath(), ServletContextHandler.NO_SESSIONS);
        context.getServletHandler().setDecodeAmbiguousURIs(deployment.lenient());
        if (!deployment.webSocketsLast()) {
            addWebSockets(context, deployment);
        }
        context.addServletContainerInitializer(deployment.application());
        if (deployment.webSocketsLast()) {
            addWebSockets(context, deployment);
        }
        if (deployment.files() != null) {
            context.setBaseResourceAsPath(deployment.files());
            context.setWelcomeFiles(new String[] {"index.html"});
            context.addServlet(DefaultServlet.class, "/");
        }
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        deployment.errorPages().forEach(errors::addErrorPage);
        context.setErrorHandler(errors);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new StartFailed(e);
        }
    }

    private static void addWebSockets(ServletContextHandler context, Deployment deployment) {
        if (!deployment.webSockets().isEmpty()) {
            JakartaWebSocketServletContainerInitializer.configure(context, (servletContext, container) -> {
                for (Class<?> endpoint : deployment.webSockets()) {
                    container.addEndpoint(endpoint);
                }
            });
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }
}
