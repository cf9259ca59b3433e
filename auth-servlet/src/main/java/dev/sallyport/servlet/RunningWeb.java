package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.guard.Gate;
import dev.sallyport.servlet.guard.GateFactory;
import dev.sallyport.servlet.parameters.ContextParameters;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One servlet context at work: its settings until they are sealed, and then its gate. Settings are made on one thread; once sealed
 * it is safe for use by many.
 */
final class RunningWeb {
    /** Holds one of these in the attribute of the servlet context. */
    abstract static class Holder {
        final RunningWeb running;

        Holder(RunningWeb running) {
            this.running = running;
        }
    }

    private static final class Made extends Holder {
        Made(RunningWeb running) {
            super(running);
        }
    }

    /** The same as {@link SallyportWeb#CONTEXT_ATTRIBUTE}. */
    static final String ATTRIBUTE = "dev.sallyport.Sallyport";

    private WebSettings settings;
    private boolean sealed;
    private @Nullable GateFactory factory;
    private @Nullable Gate gate;

    RunningWeb(WebSettings settings) {
        this.settings = settings;
    }

    /** What the context's attribute holds, or its parameters say, for the pieces that the container made. */
    static RunningWeb in(ServletContext context) {
        Object value = context.getAttribute(ATTRIBUTE);
        ContextParameters parameters = ContextParameters.of(context);
        if (value == null && !parameters.isEmpty()) {
            return put(context, new RunningWeb(settingsOf(parameters)));
        }
        if (!parameters.isEmpty() && !(value instanceof Holder holder && holder.running.settings.fromParameters())) {
            throw new IllegalStateException(
                    "The context parameters " + parameters
                            + " would have no effect, because code of the application has set up a Sallyport: keep one of the two");
        }
        if (value instanceof Holder holder) {
            return holder.running;
        }
        if (value instanceof Sallyport auth) {
            // Whoever put it there closes it.
            return put(context, new RunningWeb(WebSettings.of(auth).withCloseWithContext(false)));
        }
        throw new IllegalStateException("The servlet context has no Sallyport in its attribute \"" + ATTRIBUTE
                + "\" (it has "
                + (value == null ? "nothing" : "a " + value.getClass().getName())
                + "): give web.xml a <context-param> named sallyport.issuer and those that are needed beside it; or set it in a"
                + " ServletContextListener, context.setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, auth), or"
                + " call SallyportWeb.of(auth)….install(context) there and leave filter and servlet out of web.xml");
    }

    private static RunningWeb put(ServletContext context, RunningWeb made) {
        context.setAttribute(ATTRIBUTE, new Made(made));
        return made;
    }

    private static WebSettings settingsOf(ContextParameters parameters) {
        List<String> tenantPaths = parameters.tenantPaths();
        UnaryOperator<EndpointSettings> endpoints = endpoints(parameters);
        Description description = parameters.description().orElse(null);
        Sallyport auth = parameters.build();
        try {
            WebSettings settings = WebSettings.of(auth)
                    .asFromParameters()
                    .withEndpoints(endpoints)
                    .withDescription(description);
            for (String path : tenantPaths) {
                settings = settings.withGate(gate -> gate.readingTenantFrom(path));
            }
            return settings;
        } catch (IllegalArgumentException e) {
            auth.close();
            throw e;
        }
    }

    private static UnaryOperator<EndpointSettings> endpoints(ContextParameters parameters) {
        WireProfile profile = parameters.profile().orElse(null);
        EndpointLimits limits = parameters.endpointLimits();
        String beside = parameters.alsoStandard().orElse(null);
        Set<StandardPart> parts = parameters.standardParts();
        Console console = parameters.console().orElse(null);
        return settings -> {
            EndpointSettings changed =
                    settings.withProfile(profile).withLimits(limits).withConsole(console);
            changed = beside == null ? changed : changed.alsoStandard(beside, parts);
            for (NestedMount each : NestedMount.values()) {
                String place = parameters.mount(each.setting()).orElse(null);
                changed = place == null ? changed : changed.with(each, place);
            }
            return changed;
        };
    }

    /** Empty where nothing has been set up. */
    static Optional<RunningWeb> find(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof Holder holder
                ? Optional.of(holder.running)
                : Optional.empty();
    }

    WebSettings settings() {
        return settings;
    }

    boolean isSealed() {
        return sealed;
    }

    boolean isInstalled() {
        return factory != null;
    }

    /** @throws IllegalStateException when it is sealed */
    void change(UnaryOperator<WebSettings> change) {
        if (sealed) {
            throw new IllegalStateException(
                    "This SallyportWeb is installed and sealed: change settings before install(…)");
        }
        settings = change.apply(settings);
    }

    /**
     * Seals the settings, which guard the endpoints from now on, too.
     *
     * @return mappings that lead the requests of every endpoint to a servlet
     */
    List<String> seal() {
        sealed = true;
        GateFactory made = newFactory();
        factory = made;
        String[] endpoints = made.endpointMappings().stream()
                .filter(mapping -> mapping.endsWith("/*") || !mapping.endsWith("/"))
                .toArray(String[]::new);
        settings = settings.withGate(gates -> gates.guarding(endpoints));
        return made.endpointMappings();
    }

    private GateFactory newFactory() {
        return new GateFactory(
                settings.auth(), settings.profiles(), settings.endpoints().limits());
    }

    /** All endpoints; empty until the filter has started. */
    Optional<EndpointMap> map() {
        return Optional.ofNullable(factory).flatMap(GateFactory::map);
    }

    /** What the endpoints demand; empty until it is sealed. */
    Optional<EndpointTable> table() {
        return Optional.ofNullable(factory).map(GateFactory::table);
    }

    /**
     * The gate; opened by the first piece that the container starts.
     *
     * @param initParameters those of that piece, from web.xml
     */
    synchronized Gate gate(ServletContext context, InitParameters initParameters) {
        if (gate == null) {
            if (!sealed) {
                settings = initParameters.applyTo(new DeclaredWiring(context).applyTo(settings));
                sealed = true;
                factory = newFactory();
            }
            if (factory == null) {
                throw new IllegalStateException("install(…) failed on this SallyportWeb; look for its message first");
            }
            ChainOrder.of(context).putFirst();
            gate = factory.open(context, settings.gate(), new DeclaredWiring(context).served());
        }
        return gate;
    }

    /** The context is going down, or did not come up. */
    void contextDestroyed() {
        closeGate();
        if (settings.closeWithContext()) {
            settings.auth().close();
        }
    }

    private synchronized void closeGate() {
        if (gate != null) {
            gate.close();
        }
    }
}
