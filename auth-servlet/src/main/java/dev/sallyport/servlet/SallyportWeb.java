package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.guard.Gate;
import dev.sallyport.servlet.wire.CorsPolicy;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Authentication for one servlet context: the filter, the endpoints, their profile, and the check that nothing annotated
 * stands outside. Set it up on one thread; once installed it is sealed and safe for use by many. Endpoints stand at a path that ends in
 * {@code /*}; any other is an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * SallyportWeb.of(auth).protect("/api/*").endpoints("/auth/*").install(servletContext);
 * }</pre>
 *
 * <p>Everything behind a protected pattern needs a valid credential, unless {@code @PermitAll} or {@link #open} says otherwise.
 * Named dispatchers ({@code ServletContext.getNamedDispatcher}) have no path and pass no filter that is mapped to one: what an
 * application reaches through them it must guard itself.
 */
public final class SallyportWeb extends RunningWeb.Holder {
    /**
     * The attribute of the servlet context under which {@link SallyportFilter} and {@link SallyportServlet} look for the {@link
     * Sallyport}, or for a {@code SallyportWeb} that was not installed, when they stand in {@code web.xml}.
     */
    public static final String CONTEXT_ATTRIBUTE = RunningWeb.ATTRIBUTE;

    private SallyportWeb(Sallyport auth) {
        super(new RunningWeb(WebSettings.of(auth)));
    }

    @CheckReturnValue
    public static SallyportWeb of(Sallyport auth) {
        return new SallyportWeb(auth);
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
        return changed(settings -> settings.withGate(gate -> gate.guarding(patterns)));
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
        return changed(settings -> settings.withGate(gate -> gate.opening(patterns)));
    }

    /**
     * Lets a path end in {@code ;jsessionid=…}, as containers write it into links for browsers without cookies. Everywhere else, and
     * with any other parameter, a path with a semicolon stays refused. Default: refused. A session id in a path is seen by
     * proxies and in logs; set {@code <tracking-mode>COOKIE</tracking-mode>} instead where you can.
     */
    public SallyportWeb sessionIdsInPaths() {
        return changed(settings -> settings.withGate(gate -> gate.allowingSessionIds()));
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
        return changed(settings -> settings.withGate(gate -> gate.readingTenantFrom(pattern)));
    }

    /**
     * Where the endpoints of the standard profile stand. Default: {@code /auth/*}. Other profiles have paths of their own.
     */
    @CheckReturnValue
    public SallyportWeb endpoints(String pattern) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.at(pattern)));
    }

    /** The profile of endpoints, errors and headers. Default: the standard profile. */
    @CheckReturnValue
    public SallyportWeb profile(WireProfile value) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.withProfile(value)));
    }

    /**
     * Mounts the standard endpoints, all but the login, beside the profile: so its users manage keys, sessions, password and second
     * factor where the profile has no endpoint for it. What the profile takes as a credential is taken there too; bodies, errors
     * and headers below the mount are those of the standard profile.
     *
     * @param pattern such as {@code /account/auth/*}
     */
    @CheckReturnValue
    public SallyportWeb alsoStandard(String pattern) {
        return alsoStandard(pattern, StandardPart.allBut(StandardPart.LOGIN));
    }

    /**
     * Mounts these parts of the standard endpoints beside the profile.
     *
     * @throws IllegalArgumentException unless the pattern is a path that ends in {@code /*}, or when there is no part
     */
    @CheckReturnValue
    public SallyportWeb alsoStandard(String pattern, Set<StandardPart> parts) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.alsoStandard(pattern, parts)));
    }

    /** Mounts endpoints of operators, for example at {@code /auth/admin/*}; needs the builder's {@code operators(…)}. Default: none. */
    @CheckReturnValue
    public SallyportWeb operators(String pattern) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.with(NestedMount.OPERATORS, pattern)));
    }

    /** Mounts endpoints of managers of a tenant, such as at {@code /auth/tenant/*}; needs {@code tenantKeys(…)}. Default: none. */
    @CheckReturnValue
    public SallyportWeb tenants(String pattern) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.with(NestedMount.TENANTS, pattern)));
    }

    /** Mounts {@code live} and {@code ready} for probes, such as at {@code /auth/health/*}: a status for anybody. Default: none. */
    @CheckReturnValue
    public SallyportWeb health(String pattern) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.with(NestedMount.PROBES, pattern)));
    }

    /** The page where people manage their keys, such as {@code /account/*}; it is in the artifact {@code sallyport-console}. */
    @CheckReturnValue
    public SallyportWeb console(String pattern) {
        return console(Console.at(pattern));
    }

    /** The same with settings. */
    @CheckReturnValue
    public SallyportWeb console(Console console) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.withConsole(console)));
    }

    /** Publishes documents about the endpoints: OpenAPI at that path, a Postman collection beside it. Default: none. */
    @CheckReturnValue
    public SallyportWeb describe(Description value) {
        return changed(settings -> settings.withDescription(value));
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
        return changed(settings -> settings.withGate(gate -> gate.trusting(cidrs)));
    }

    /**
     * Tells whether every browser comes by TLS, also where the container sees plain HTTP because a proxy ends it: then cookies are {@code
     * Secure} and have the prefix {@code __Host-}, under which no other host can set them. Default: false, so each request counts as
     * the container sees it.
     */
    @CheckReturnValue
    public SallyportWeb secureCookies(boolean value) {
        return changed(settings -> settings.withGate(gate -> gate.withSecureCookies(value)));
    }

    /**
     * A header that may carry an API key in place of {@code Authorization}, such as {@code X-API-Key}. A request with both is
     * refused.
     *
     * @throws IllegalArgumentException when it is no name for such a header
     */
    @CheckReturnValue
    public SallyportWeb apiKeyHeader(String name) {
        return changed(settings -> settings.withGate(gate -> gate.readingKeysFrom(name)));
    }

    /** Which pages of other origins may call what is protected, and the endpoints. Default: none, and browsers are told nothing. */
    @CheckReturnValue
    public SallyportWeb cors(CorsPolicy policy) {
        return changed(settings -> settings.withGate(gate -> gate.answeringPagesOf(policy)));
    }

    /** How often callers, addresses and clients may call the endpoints. Default: {@link EndpointLimits#defaults}. */
    public SallyportWeb endpointLimits(EndpointLimits value) {
        return changed(settings -> settings.withEndpoints(endpoints -> endpoints.withLimits(value)));
    }

    /** Tells whether the {@link Sallyport} is closed when the context is destroyed. Default: true. */
    @CheckReturnValue
    public SallyportWeb closeWithContext(boolean value) {
        return changed(settings -> settings.withCloseWithContext(value));
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
        if (running.isSealed()) {
            throw new IllegalStateException(
                    !running.isInstalled()
                            ? "install(…) was called once and failed; look for its message first"
                            : "install(…) was called twice on this SallyportWeb; call it once");
        }
        try {
            register(context);
            ClosedContext.reopen(context);
        } catch (RuntimeException e) {
            if (RunningWeb.find(context).filter(RunningWeb::isSealed).isEmpty()) {
                ClosedContext.closeInFront(context, e);
            }
            throw e;
        }
    }

    private void register(ServletContext context) {
        if (running.settings().gate().guarded().isEmpty()) {
            throw new IllegalStateException(
                    "Nothing is protected: add .protect(\"/api/*\"), or .protect(\"/*\") for the whole application");
        }
        if (context.getAttribute(CONTEXT_ATTRIBUTE) != null) {
            throw new IllegalStateException(
                    "This context has a Sallyport already: install one SallyportWeb, and give it every"
                            + " pattern with protect(…); or leave the wiring to web.xml");
        }
        new DeclaredWiring(context).requireNone();
        List<String> endpoints = running.seal();
        Registration.of(context).filters(running.settings().gate()).endpoints(endpoints);
        context.setAttribute(CONTEXT_ATTRIBUTE, this);
    }

    /**
     * The {@link Sallyport} of a context, however it was set up; with the settings in {@code web.xml} it is there once the filter
     * has started.
     */
    public static Optional<Sallyport> sallyport(ServletContext context) {
        return context.getAttribute(CONTEXT_ATTRIBUTE) instanceof Sallyport auth
                ? Optional.of(auth)
                : RunningWeb.find(context).map(web -> web.settings().auth());
    }

    /**
     * What the endpoints of a context demand, so that frameworks which decide within one servlet can add theirs.
     *
     * @return empty until the filter has started
     */
    public static Optional<EndpointTable> endpointTable(ServletContext context) {
        return RunningWeb.find(context).flatMap(RunningWeb::table);
    }

    private SallyportWeb changed(UnaryOperator<WebSettings> change) {
        running.change(change);
        return this;
    }
}
