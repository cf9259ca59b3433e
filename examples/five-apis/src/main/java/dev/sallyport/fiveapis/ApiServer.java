package dev.sallyport.fiveapis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.h2.jdbcx.JdbcConnectionPool;

/** One API on a Jetty and an H2 file of its own. */
final class ApiServer implements AutoCloseable {
    /** Room in the file is used again after ten seconds, and H2 does not close the file by itself while Jetty still stops. */
    private static final String SETTINGS = ";RETENTION_TIME=10000;DB_CLOSE_ON_EXIT=FALSE";

    private final Server server;
    private final ServerConnector connector;
    private final JdbcConnectionPool dataSource;

    private ApiServer(Server server, ServerConnector connector, JdbcConnectionPool dataSource) {
        this.server = server;
        this.connector = connector;
        this.dataSource = dataSource;
    }

    static ApiServer start(Api api, int port, Path data, Map<String, String> credentials) throws IOException {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        connector.open();
        JdbcConnectionPool dataSource =
                JdbcConnectionPool.create("jdbc:h2:file:" + data.resolve(api.name()) + SETTINGS, "sa", "");
        ServletContextHandler context = new ServletContextHandler();
        api.install(context, dataSource, data, credentials);
        server.setHandler(context);
        ApiServer started = new ApiServer(server, connector, dataSource);
        try {
            server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw new IOException(api.name() + ": " + e.getMessage(), e);
        }
    }

    String base() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    void join() throws InterruptedException {
        server.join();
    }

    /** Jetty first: requests under way still need the database. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("Jetty did not stop cleanly: " + e);
        } finally {
            dataSource.dispose();
        }
    }
}
