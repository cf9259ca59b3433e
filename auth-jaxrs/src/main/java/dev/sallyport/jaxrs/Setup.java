package dev.sallyport.jaxrs;

import dev.sallyport.servlet.guard.GateOpening;
import dev.sallyport.servlet.guard.start.ResourceServlets;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the guard into an application that is starting, once. For one thread. */
final class Setup {
    private static final Logger LOG = System.getLogger(Setup.class.getName());

    private final FeatureContext feature;
    private final ServletContext context;
    private final @Nullable ServletConfig servlet;
    private final boolean resteasy;
    private final boolean jersey;

    /** @param servlet null where JAX-RS runs as a filter */
    Setup(FeatureContext feature, ServletContext context, @Nullable ServletConfig servlet) {
        this.feature = feature;
        this.context = context;
        this.servlet = servlet;
        String runtime = feature.getConfiguration().getClass().getName();
        this.resteasy = runtime.startsWith("org.jboss.resteasy.");
        this.jersey = runtime.startsWith("org.glassfish.jersey.");
    }

    /** Null where JAX-RS runs as a filter; RESTEasy gives a proxy there that knows of nothing. */
    static @Nullable ServletConfig known(@Nullable ServletConfig servlet) {
        try {
            return servlet == null || servlet.getServletName() == null ? null : servlet;
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "JAX-RS has no ServletConfig", e);
            return null;
        }
    }

    boolean isDone() {
        return guard().isPresent();
    }

    /** For an application that asked for it: the filter leaves the demand to the methods. */
    void asked() {
        Mount mount = mount();
        guard().orElseGet(() -> register(mount)).ask();
        if (mount == null) {
            LOG.log(
                    Level.WARNING,
                    "JAX-RS runs as no servlet of this context: the filter asks for a credential in front of it, also where a"
                            + " method is @PermitAll; run it as a servlet to leave that to the methods");
            return;
        }
        // Last, so that nothing is left to a guard that is not there.
        String name = mount.servlet().getName();
        ResourceServlets known = ResourceServlets.of(context);
        if (jersey) {
            feature.register(new JerseyReload(known, name));
        }
        known.add(name);
    }

    /** For an application that may have forgotten to ask: nothing becomes open by it. */
    void unasked() {
        register(mount());
    }

    private JaxrsGuard register(@Nullable Mount mount) {
        ResourceRuleReader rules = new ResourceRuleReader(jersey ? new JerseyLocators() : new FittingLocators());
        StartCheck check = new StartCheck(rules, context, mount);
        JaxrsGuard guard = new JaxrsGuard(rules, check, resteasy);
        feature.register(guard, JaxrsGuard.PRIORITY);
        if (jersey) {
            feature.register(new JerseyCallers());
        }
        feature.register(new StoreFailures());
        feature.register(check);
        GateOpening.of(context).whenOpen(check::opened);
        return guard;
    }

    private Optional<JaxrsGuard> guard() {
        return feature.getConfiguration().getInstances().stream()
                .filter(JaxrsGuard.class::isInstance)
                .map(JaxrsGuard.class::cast)
                .findFirst();
    }

    private @Nullable Mount mount() {
        if (servlet == null) {
            return null;
        }
        ServletRegistration registration = context.getServletRegistration(servlet.getServletName());
        return registration == null ? null : Mount.of(registration, servlet, resteasy);
    }
}
