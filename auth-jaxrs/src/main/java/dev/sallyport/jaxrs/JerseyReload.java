package dev.sallyport.jaxrs;

import dev.sallyport.servlet.guard.start.ResourceServlets;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;

/**
 * Takes the demand back to the filter when Jersey drops the application that is guarded, since the next one may come without the
 * feature; loaded there only. Safe for use by many threads.
 */
final class JerseyReload implements ContainerLifecycleListener {
    private final ResourceServlets servlets;
    private final String servlet;

    JerseyReload(ResourceServlets servlets, String servlet) {
        this.servlets = servlets;
        this.servlet = servlet;
    }

    @Override
    public void onStartup(Container container) {}

    @Override
    public void onReload(Container container) {}

    /** The next application registers after this, when it has the feature. */
    @Override
    public void onShutdown(Container container) {
        servlets.remove(servlet);
    }
}
