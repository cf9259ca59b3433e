package dev.sallyport.containers;

import java.util.concurrent.atomic.AtomicBoolean;

/** A servlet container with one application, on a free port of the loopback address. For one thread. */
interface Container extends AutoCloseable {
    /** How this run's container is called. */
    String NAME = System.getProperty("container", "jetty-ee10");

    /** Tells whether Tomcat goes on without a servlet that failed, which is its default. */
    AtomicBoolean GOES_ON = new AtomicBoolean();

    /**
     * Few, so that not many clients are needed to hold all of them; more than Sallyport lets one address hold. With {@code
     * -Dsallyport.threads=0}, as in the profile long, each container has as many as it has by default.
     */
    int THREADS = Integer.getInteger("sallyport.threads", 16);

    /** Many more than the container has threads. */
    int SLOW_CLIENTS = THREADS == 0 ? 500 : 6 * THREADS;

    int port();

    @Override
    void close();

    /** Starts the container that the system property {@code container} names; the class path has no other. */
    static Container start(Deployment deployment) {
        return switch (NAME) {
            case "jetty-ee10" -> new JettyHost(deployment, JettyEe10.context(deployment));
            case "jetty-ee11" -> new JettyHost(deployment, JettyEe11.context(deployment));
            case "tomcat" -> new TomcatEmbedded(deployment);
            case "undertow" -> new UndertowEmbedded(deployment);
            default ->
                throw new IllegalArgumentException("The system property container is jetty-ee10, jetty-ee11,"
                        + " tomcat or undertow, not " + NAME);
        };
    }
}
