package dev.sallyport.jaxrs;

import dev.sallyport.servlet.guard.ResourceServlets;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
 * application; until then it asks for a valid credential. Without {@code load-on-startup} that is the servlet's first request.
 *
 * <p>While it starts it reads the annotations of every root resource, puts what they demand into the table of endpoints, and stops
 * the start where they make no sense, stand where no request comes by, or are not covered by the filter.
 */
public final class SallyportFeature implements Feature {
    private static final Logger LOG = System.getLogger(SallyportFeature.class.getName());

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
        ServletConfig config = config();
        // RESTEasy's own is a proxy that answers during requests only.
        ServletContext servlets = config == null ? context : config.getServletContext();
        if (servlets == null) {
            throw new IllegalStateException("SallyportFeature found no ServletContext: the application must run in a"
                    + " servlet container, behind the SallyportFilter");
        }
        String runtime = feature.getConfiguration().getClass().getName();
        boolean resteasy = runtime.startsWith("org.jboss.resteasy.");
        Mount mount = config == null ? null : mount(servlets, config, resteasy);
        boolean jersey = runtime.startsWith("org.glassfish.jersey.");
        ResourceRules rules = new ResourceRules(jersey ? new JerseyLocators() : new FittingLocators());
        StartCheck check = new StartCheck(rules, servlets, mount);
        feature.register(new Guard(rules, check, resteasy), Guard.PRIORITY);
        if (jersey) {
            feature.register(new JerseyCallers());
        }
        feature.register(new StoreFailures());
        feature.register(check);
        ResourceServlets known = ResourceServlets.of(servlets);
        known.whenOpen(check::opened);
        // Last, so that nothing is left to a guard that is not there.
        if (mount != null) {
            String name = mount.servlet().getName();
            if (jersey) {
                feature.register(new JerseyReload(known, name));
            }
            known.add(name);
        } else {
            LOG.log(
                    Level.WARNING,
                    "JAX-RS runs as no servlet of this context: the filter asks for a credential in front of it, also where a"
                            + " method is @PermitAll; run it as a servlet to leave that to the methods");
        }
        return true;
    }

    /** Null where JAX-RS runs as a filter; RESTEasy gives a proxy there that knows of nothing. */
    private @Nullable ServletConfig config() {
        try {
            return servlet == null || servlet.getServletName() == null ? null : servlet;
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "JAX-RS has no ServletConfig", e);
            return null;
        }
    }

    private static @Nullable Mount mount(ServletContext servlets, ServletConfig config, boolean resteasy) {
        ServletRegistration registration = servlets.getServletRegistration(config.getServletName());
        return registration == null ? null : Mount.of(registration, config, resteasy);
    }
}
