package dev.sallyport.jaxrs;

import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.guard.ResourceServlets;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
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
 * <p>From the moment on that the feature is registered, the filter leaves the demand to it for the servlet that runs the
 * application; until then it asks for a valid credential. A container that starts a servlet only behind the filters of its first
 * request (Undertow does) needs {@code load-on-startup} for it, or requests without a credential are refused until one with a
 * credential has started it.
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
        ServletContext servlets = context;
        if (servlets == null) {
            throw new IllegalStateException("SallyportFeature found no ServletContext: the application must run in a"
                    + " servlet container, behind the SallyportFilter");
        }
        ResourceRules rules = new ResourceRules();
        String runtime = feature.getConfiguration().getClass().getName();
        boolean resteasy = runtime.startsWith("org.jboss.resteasy.");
        feature.register(new Guard(rules, resteasy), Guard.PRIORITY);
        if (runtime.startsWith("org.glassfish.jersey.")) {
            feature.register(new JerseyCallers());
        }
        feature.register(new StoreFailures());
        ResourceGate gate = ResourceGate.of(servlets).orElse(null);
        if (gate != null) {
            feature.register(new StartCheck(rules, gate.vocabulary()));
        }
        announce(servlets, gate);
        return true;
    }

    /** Last, so that nothing is left to a guard that is not there. Where JAX-RS runs as a filter, our filter stays strict. */
    private void announce(ServletContext servlets, @Nullable ResourceGate gate) {
        String name = servlet == null ? null : servlet.getServletName();
        ServletRegistration registration = name == null ? null : servlets.getServletRegistration(name);
        if (name == null || registration == null) {
            return;
        }
        if (gate != null) {
            gate.requireCovered(registration);
        }
        ResourceServlets.of(servlets).add(name);
    }
}
