package dev.sallyport.jaxrs;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;

/** Lets Jersey find the feature, also where it is told to discover nothing; loaded there only. */
public final class JerseyDiscovery implements ForcedAutoDiscoverable {
    /** For Jersey. */
    public JerseyDiscovery() {}

    @Override
    public void configure(FeatureContext context) {
        // Jersey's clients discover as well.
        if (context.getConfiguration().getRuntimeType() == RuntimeType.SERVER
                && !context.getConfiguration().isRegistered(DiscoveredFeature.class)) {
            context.register(DiscoveredFeature.class);
        }
    }
}
