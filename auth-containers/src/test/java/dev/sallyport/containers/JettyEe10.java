package dev.sallyport.containers;

import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;

/** Contexts of Jetty 12.1 with Servlet 6.0, whose types have names of their own. */
final class JettyEe10 {
    private JettyEe10() {}

    static Handler context(Deployment deployment) {
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
        return context;
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
}
