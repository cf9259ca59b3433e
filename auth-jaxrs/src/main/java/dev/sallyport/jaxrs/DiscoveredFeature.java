package dev.sallyport.jaxrs;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Guards an application that did not register {@link SallyportFeature}: JAX-RS runtimes find it by themselves. What is annotated with
 * {@code dev.sallyport.access} is decided about as with that feature, or closed where no filter stands in front. Nothing becomes open
 * by it: the filter goes on asking for a credential, also for a method with {@code @PermitAll}. An application that has neither
 * such annotations nor the filter is left alone.
 */
@ConstrainedTo(RuntimeType.SERVER)
public class DiscoveredFeature implements Feature {
    @Context
    private @Nullable ServletContext context;

    @Context
    private @Nullable ServletConfig servlet;

    /** For the JAX-RS runtime. */
    public DiscoveredFeature() {}

    @Override
    public boolean configure(FeatureContext feature) {
        if (feature.getConfiguration().getRuntimeType() != RuntimeType.SERVER
                || feature.getConfiguration().isRegistered(SallyportFeature.class)) {
            return false;
        }
        ServletConfig config = Setup.known(servlet);
        ServletContext servlets = config == null ? context : config.getServletContext();
        if (servlets == null) {
            return false;
        }
        Setup setup = new Setup(feature, servlets, config);
        if (setup.isDone()) {
            return false;
        }
        setup.unasked();
        return true;
    }
}
