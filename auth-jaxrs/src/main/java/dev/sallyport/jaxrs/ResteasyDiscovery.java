package dev.sallyport.jaxrs;

/** Lets RESTEasy find the feature, also where it is told to load no services: it lists its own providers in the same way. */
public final class ResteasyDiscovery extends DiscoveredFeature {
    /** For RESTEasy. */
    public ResteasyDiscovery() {}
}
