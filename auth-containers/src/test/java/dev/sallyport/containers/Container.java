package dev.sallyport.containers;

import jakarta.servlet.ServletContainerInitializer;
import java.util.Map;

/** A servlet container with one application at {@code /}, on a free port of the loopback address. For one thread. */
interface Container extends AutoCloseable {
    /** How this run's container is called. */
    String NAME = System.getProperty("container", "jetty-ee10");

    int port();

    @Override
    void close();

    /**
     * Starts the container that the system property {@code container} names; the class path has no other.
     *
     * @param errorPages paths by status
     */
    static Container start(ServletContainerInitializer application, Map<Integer, String> errorPages) {
        return switch (NAME) {
            case "jetty-ee10" -> new JettyEe10(application, errorPages);
            case "jetty-ee11" -> new JettyEe11(application, errorPages);
            case "tomcat" -> new TomcatEmbedded(application, errorPages);
            case "undertow" -> new UndertowEmbedded(application, errorPages);
            default ->
                throw new IllegalArgumentException("The system property container is jetty-ee10, jetty-ee11,"
                        + " tomcat or undertow, not " + NAME);
        };
    }
}
