package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CheckReturnValue;
import dev.sallyport.servlet.guard.Gate;
import dev.sallyport.servlet.guard.GateFactory;
import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.parameters.ContextParameters;
import dev.sallyport.servlet.wire.CorsPolicy;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authentication for one servlet context: the filter, the endpoints, their profile, and the check that nothing annotated
 * stands outside. Set it up on one thread; once installed it is sealed and safe for use by many.
 *
 * <pre>{@code
 * SallyportWeb.of(auth).protect("/api/*").endpoints("/auth/*").install(servletContext);
 * }</pre>
 *
 * <p>Everything behind a protected pattern needs a valid credential, unless {@code @PermitAll} or {@link #open} says otherwise.
 * Named dispatchers ({@code ServletContext.getNamedDispatcher}) have no path and pass no filter that is mapped to one: what an
 * application reaches through them it must guard itself.
 */
public final class SallyportWeb {
    /**
     * The attribute of the servlet context under which {@link SallyportFilter} and {@link SallyportServlet} look for the {@link
     * Sallyport}, or for a {@code SallyportWeb} that was not installed, when they stand in {@code web.xml}.
     */
    public static final String CONTEXT_ATTRIBUTE = "dev.sallyport.Sallyport";

    private final Sallyport auth;
    private final boolean fromParameters;
    private GateSettings settings = GateSettings.none();
    private @Nullable WireProfile profile;
    private @Nullable String mount;
    private EndpointLimits endpointLimits = EndpointLimits.defaults();
    private boolean closeWithContext = true;
    private boolean sealed;
    private @Nullable GateFactory factory;
    private @Nullable Gate gate;

    private SallyportWeb(Sallyport auth, boolean fromParameters) {
        this.auth = auth;
        this.fromParameters = fromParameters;
    }

    @CheckReturnValue
    public static SallyportWeb of(Sallyport auth) {
        return new SallyportWeb(auth, false);
    }

    /**
     * Who makes the request: what it was admitted with, wherever in the application it is now.
     *
     * @return empty when no credential came, or the request never passed the filter
     */
    public static Optional<Caller> caller(ServletRequest request) {
        return Gate.caller(request);
    }

    /**
     * Required: what needs a credential, as servlet mappings write it: {@code /*}, {@code /api/*}, {@code /report}, {@code *.do}.
     *
     * @throws IllegalArgumentException when one is no such pattern
     */
    @CheckReturnValue
    public SallyportWeb protect(String... patterns) {
        requireOpen();
        settings = settings.guarding(patterns);
        return this;
    }

    /**
     * What within the protected paths needs none, such as static files. It holds where no annotation says otherwise; a bad
     * credential is refused here too. {@code /} is the start page alone, and any path that ends in a slash is that folder's
     * welcome file. A pattern by extension opens nothing, since callers choose how a path ends.
     *
     * @throws IllegalArgumentException when one is no pattern, or is one by extension
     */
    @CheckReturnValue
    public SallyportWeb open(String... patterns) {
        requireOpen();
        settings = settings.opening(patterns);
        return this;
    }

    /**
     * Lets a path end in {@code ;jsessionid=…}, as containers write it into links for browsers without cookies. Everywhere else, and
     * with any other parameter, a path with a semicolon stays refused. Default: refused. A session id in a path is seen by
     * proxies and in logs; set {@code <tracking-mode>COOKIE</tracking-mode>} instead where you can.
     */
    public SallyportWeb sessionIdsInPaths() {
        requireOpen();
        settings = settings.allowingSessionIds();
        return this;
    }

    /**
     * Where in a path the tenant stands, such as {@code /api/companies/{company_id}/**}: whoever belongs to another tenant, or to
     * none, is told that there is no such thing. It holds for all that is not open, and gives {@code @RequiresTenant} its
     * variables.
     *
     * @throws IllegalArgumentException when it is no path with a variable that ends in {@code /**}
     */
    @CheckReturnValue
    public SallyportWeb tenantPath(String pattern) {
        requireOpen();
        settings = settings.readingTenantFrom(pattern);
        return this;
    }

    /**
     * Where the endpoints of the standard profile stand. Default: {@code /auth/*}. Other profiles have paths of their own.
     *
     * @throws IllegalArgumentException unless it is a path that ends in {@code /*}
     */
    @CheckReturnValue
    public SallyportWeb endpoints(String pattern) {
        requireOpen();
        if (!pattern.endsWith("/*") || pattern.length() == 2) {
            throw new IllegalArgumentException("endpoints(\"" + pattern
                    + "\"): write a path of their own that ends in \"/*\", such as \"/auth/*\"");
        }
        mount = pattern.substring(0, pattern.length() - 2);
        return this;
    }

    /** The profile of endpoints, errors and headers. Default: the standard profile. */
    @CheckReturnValue
    public SallyportWeb profile(WireProfile value) {
        requireOpen();
        profile = value;
        return this;
    }

    /**
     * Proxies whose {@code X-Forwarded-For} says where a request came from: addresses or ranges such as {@code 10.0.0.0/8}. The
     * client is then the first hop from the right that is none of them. Default: none, so the peer of the connection is the
     * client. Names are not looked up; {@code Forwarded} is not read.
     *
     * @throws IllegalArgumentException when one is no address or range
     */
    @CheckReturnValue
    public SallyportWeb trustedProxies(String... cidrs) {
        requireOpen();
        settings = settings.trusting(cidrs);
        return this;
    }

    /**
     * Tells whether every browser comes by TLS, also where the container sees plain HTTP because a proxy ends it: then cookies are {@code
     * Secure} and have the prefix {@code __Host-}, under which no other host can set them. Default: false, so each request counts as
     * the container sees it.
     */
    @CheckReturnValue
    public SallyportWeb secureCookies(boolean value) {
        requireOpen();
        settings = settings.withSecureCookies(value);
        return this;
    }

    /**
     * A header that may carry an API key in place of {@code Authorization}, such as {@code X-API-Key}. A request with both is
     * refused.
     *
     * @throws IllegalArgumentException when it is no name for such a header
     */
    @CheckReturnValue
    public SallyportWeb apiKeyHeader(String name) {
        requireOpen();
        settings = settings.readingKeysFrom(name);
        return this;
    }

    /**
     * Which pages of other origins may call what is protected, and the endpoints. Pre-flights are answered for every path there,
     * without a look at credentials. Default: none, and nothing tells a browser anything.
     */
    @CheckReturnValue
    public SallyportWeb cors(CorsPolicy policy) {
        requireOpen();
        settings = settings.answeringPagesOf(policy);
        return this;
    }

    /** How often one caller may call the endpoints, and one address those that revoke tokens. Default: {@link EndpointLimits#defaults}. */
    public SallyportWeb endpointLimits(EndpointLimits value) {
        requireOpen();
        endpointLimits = value;
        return this;
    }

    /** Tells whether the {@link Sallyport} is closed when the context is destroyed. Default: true. */
    @CheckReturnValue
    public SallyportWeb closeWithContext(boolean value) {
        requireOpen();
        closeWithContext = value;
        return this;
    }

    /**
     * Puts the filter first in the chain of the protected patterns and of the endpoints, for all dispatcher types, and seals these
     * settings. When the context starts, all servlets are checked: one whose annotations make no sense, or stand outside the
     * protected patterns, stops the start with a message.
     *
     * <p>When this fails and somebody goes on all the same, every request is answered with 503, as far as the container still lets
     * a filter in.
     *
     * @throws IllegalStateException when protected patterns are missing, settings contradict each other, the context has started,
     *     or has one already
     */
    public void install(ServletContext context) {
        if (sealed) {
            throw new IllegalStateException(
                    factory == null
                            ? "install(…) was called once and failed; look for its message first"
                            : "install(…) was called twice on this SallyportWeb; call it once");
        }
        try {
            register(context);
            ClosedContext.reopen(context);
        } catch (RuntimeException e) {
            if (!(context.getAttribute(CONTEXT_ATTRIBUTE) instanceof SallyportWeb other && other.sealed)) {
                ClosedContext.closeInFront(context, e);
            }
            throw e;
        }
    }

    private void register(ServletContext context) {
        if (settings.guarded().isEmpty()) {
            throw new IllegalStateException(
                    "Nothing is protected: add .protect(\"/api/*\"), or .protect(\"/*\") for the whole application");
        }
        if (context.getAttribute(CONTEXT_ATTRIBUTE) != null) {
            throw new IllegalStateException(
                    "This context has a Sallyport already: install one SallyportWeb, and give it every"
                            + " pattern with protect(…); or leave the wiring to web.xml");
        }
        new Declared(context).requireNone();
        sealed = true;
        GateFactory made = new GateFactory(auth, effectiveProfile(), endpointLimits);
        factory = made;
        settings = settings.guarding(made.endpointMappings().stream()
                .filter(mapping -> mapping.endsWith("/*") || !mapping.endsWith("/"))
                .toArray(String[]::new));
        Registration.of(context).filters(settings).endpoints(made.endpointMappings());
        context.setAttribute(CONTEXT_ATTRIBUTE, this);
    }

    /**
     * The {@link Sallyport} of a context, however it was set up; with the settings in {@code web.xml} it is there once the filter
     * has started.
     */
    public static Optional<Sallyport> sallyport(ServletContext context) {
        Object value = context.getAttribute(CONTEXT_ATTRIBUTE);
        return value instanceof SallyportWeb web
                ? Optional.of(web.auth)
                : value instanceof Sallyport auth ? Optional.of(auth) : Optional.empty();
    }

    /**
     * What the endpoints of a context demand, so that frameworks which decide within one servlet can add theirs.
     *
     * @return empty until the filter has started
     */
    public static Optional<EndpointTable> endpointTable(ServletContext context) {
        return context.getAttribute(CONTEXT_ATTRIBUTE) instanceof SallyportWeb web && web.factory != null
                ? Optional.of(web.factory.table())
                : Optional.empty();
    }

    /** What the context's attribute holds, or its parameters say, for the pieces that the container made. */
    static SallyportWeb in(ServletContext context) {
        Object value = context.getAttribute(CONTEXT_ATTRIBUTE);
        ContextParameters parameters = ContextParameters.of(context);
        if (value == null && !parameters.isEmpty()) {
            SallyportWeb web = of(parameters);
            context.setAttribute(CONTEXT_ATTRIBUTE, web);
            return web;
        }
        if (!parameters.isEmpty() && !(value instanceof SallyportWeb web && web.fromParameters)) {
            throw new IllegalStateException(
                    "The context parameters " + parameters
                            + " would have no effect, because code of the application has set up a Sallyport: keep one of the two");
        }
        if (value instanceof SallyportWeb web) {
            return web;
        }
        if (value instanceof Sallyport auth) {
            // Whoever put it there closes it.
            SallyportWeb web = new SallyportWeb(auth, false).closeWithContext(false);
            context.setAttribute(CONTEXT_ATTRIBUTE, web);
            return web;
        }
        throw new IllegalStateException("The servlet context has no Sallyport in its attribute \"" + CONTEXT_ATTRIBUTE
                + "\" (it has "
                + (value == null ? "nothing" : "a " + value.getClass().getName())
                + "): give web.xml a <context-param> named sallyport.issuer and those that are needed beside it; or set it in a"
                + " ServletContextListener, context.setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, auth), or"
                + " call SallyportWeb.of(auth)….install(context) there and leave filter and servlet out of web.xml");
    }

    private static SallyportWeb of(ContextParameters parameters) {
        List<String> tenantPaths = parameters.tenantPaths();
        Optional<WireProfile> profile = parameters.profile();
        EndpointLimits limits = parameters.endpointLimits();
        SallyportWeb web = new SallyportWeb(parameters.build(), true);
        try {
            for (String path : tenantPaths) {
                web = web.tenantPath(path);
            }
        } catch (IllegalArgumentException e) {
            web.auth.close();
            throw e;
        }
        web.profile = profile.orElse(null);
        web.endpointLimits = limits;
        return web;
    }

    /**
     * The gate; opened by the first piece that the container starts.
     *
     * @param initParameters those of that piece, from web.xml
     */
    synchronized Gate gate(ServletContext context, InitParameters initParameters) {
        if (gate == null) {
            if (!sealed) {
                settings = new Declared(context).applyTo(this, settings);
                initParameters.applyTo(this);
                sealed = true;
                factory = new GateFactory(auth, effectiveProfile(), endpointLimits);
            }
            if (factory == null) {
                throw new IllegalStateException("install(…) failed on this SallyportWeb; look for its message first");
            }
            ChainOrder.of(context).putFirst();
            gate = factory.open(context, settings, new Declared(context).served());
        }
        return gate;
    }

    /** The context is going down, or did not come up. */
    void contextDestroyed() {
        closeGate();
        if (closeWithContext) {
            auth.close();
        }
    }

    private synchronized void closeGate() {
        if (gate != null) {
            gate.close();
        }
    }

    boolean hasMount() {
        return mount != null || profile != null;
    }

    private WireProfile effectiveProfile() {
        if (profile != null && mount != null) {
            throw new IllegalStateException(
                    "endpoints(\"" + mount + "/*\") moves the endpoints of the standard profile only, and"
                            + " profile(…) has paths of its own: keep one of the two");
        }
        return profile != null ? profile : StandardProfile.at(mount == null ? StandardProfile.DEFAULT_MOUNT : mount);
    }

    private void requireOpen() {
        if (sealed) {
            throw new IllegalStateException(
                    "This SallyportWeb is installed and sealed: change settings before install(…)");
        }
    }
}
