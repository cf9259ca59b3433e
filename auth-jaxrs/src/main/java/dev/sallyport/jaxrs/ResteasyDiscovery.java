package dev.sallyport.jaxrs;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;

/** Lets RESTEasy find the feature, also where it is told to load no services: it lists its own providers in the same way. */
@ConstrainedTo(RuntimeType.SERVER)
public final class ResteasyDiscovery extends DiscoveredFeature {
    /** For RESTEasy. */
    public ResteasyDiscovery() {}
}
