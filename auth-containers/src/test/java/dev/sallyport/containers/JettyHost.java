package dev.sallyport.containers;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Jetty 12.1 server around a context, the same for every version of the servlet API. */
final class JettyHost implements Container {
    private final Server server = new Server(THREADS == 0 ? new QueuedThreadPool() : new QueuedThreadPool(THREADS));
    private final ServerConnector connector;

    /** @param context of one version of the servlet API, with the application */
    JettyHost(Deployment deployment, Handler context) {
        HttpConfiguration http = new HttpConfiguration();
        if (deployment.lenient()) {
            http.setUriCompliance(UriCompliance.UNSAFE);
            http.setHttpCompliance(HttpCompliance.RFC7230_LEGACY);
        }
        http.setRequestHeaderSize(128 * 1024);
        int own = THREADS == 0 ? -1 : 1;
        connector = new ServerConnector(
                server, own, own, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setRequestLog(new CustomRequestLog(deployment.accessLog()::accept, "%{dev.sallyport.caller}attr"));
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new StartFailed(e);
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
