package dev.sallyport.jaxrs;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Guards the resource methods of the JAX-RS application that registers it. Made by the JAX-RS runtime; what it registers is safe
 * for use by many threads.
 *
 * <p>Each request is decided about when the runtime has chosen its method: by the annotations on that method, on the methods it
 * overrides in superclasses and interfaces, and on their classes. What is annotated nowhere needs a valid credential, and so does
 * what leads to no method. A request that did not come through the {@code SallyportFilter} is refused, whatever the annotations
 * say, so {@code SallyportWeb.protect(…)} must cover the application.
 *
 * <p>An application that does not register it is guarded all the same, by {@link DiscoveredFeature}, which opens nothing.
 *
 * <p>From the moment on that the feature is registered, the filter leaves the demand to it for the servlet that runs the
 * application; until then it asks for a valid credential. Without {@code load-on-startup} that is the servlet's first request.
 *
 * <p>While it starts it reads the annotations of every root resource, puts what they demand into the table of endpoints, and stops
 * the start where they make no sense, stand where no request comes by, or are not covered by the filter.
 */
public final class SallyportFeature implements Feature {
    @Context
    private @Nullable ServletContext context;

    @Context
    private @Nullable ServletConfig servlet;

    /** For the JAX-RS runtime. */
    public SallyportFeature() {}

    /**
     * @throws IllegalStateException for a client, outside a servlet container, and where the servlet's mapping is not protected
     */
    @Override
    public boolean configure(FeatureContext feature) {
        if (feature.getConfiguration().getRuntimeType() != RuntimeType.SERVER) {
            throw new IllegalStateException(
                    "SallyportFeature guards resources: register it with the application on the server, not with a client");
        }
        ServletConfig config = Setup.known(servlet);
        // RESTEasy's own is a proxy that answers during requests only.
        ServletContext servlets = config == null ? context : config.getServletContext();
        if (servlets == null) {
            throw new IllegalStateException("SallyportFeature found no ServletContext: the application must run in a"
                    + " servlet container, behind the SallyportFilter");
        }
        new Setup(feature, servlets, config).asked();
        return true;
    }
}
