package dev.sallyport.webxml.server;

import java.nio.file.Path;
import javax.sql.DataSource;

/** A server with one application at its root. */
interface WebServer {
    /** The name of the data source, below {@code java:comp/env/}. */
    String DATA_SOURCE = "jdbc/sallyport";

    /**
     * A server with this application, not started yet.
     *
     * @param name {@code tomcat} or {@code jetty}
     */
    static WebServer of(String name, int port, Path war, Path data, DataSource dataSource) throws Exception {
        return switch (name) {
            case "tomcat" -> new TomcatServer(port, war, data.resolve("work"), dataSource);
            case "jetty" -> new JettyServer(port, war, dataSource);
            default -> throw new IllegalArgumentException("SERVER is tomcat or jetty, not " + name);
        };
    }

    /** @throws Exception when the application does not start */
    void start() throws Exception;

    /**
     * Stops the application and starts it from new classes; the server and its threads go on.
     *
     * @throws Exception when the application does not start
     */
    void reload() throws Exception;

    int port();

    void stop();
}
