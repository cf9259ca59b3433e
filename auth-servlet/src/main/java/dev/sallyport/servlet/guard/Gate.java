package dev.sallyport.servlet.guard;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequestLimits;
import dev.sallyport.activity.ActivityListener.Presented;
import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.guard.address.ClientAddresses;
import dev.sallyport.servlet.guard.decide.Admission;
import dev.sallyport.servlet.guard.decide.AdmittedRequest;
import dev.sallyport.servlet.guard.decide.CallerRequest;
import dev.sallyport.servlet.guard.decide.CorsAnswer;
import dev.sallyport.servlet.guard.decide.Credentials;
import dev.sallyport.servlet.guard.decide.Denials;
import dev.sallyport.servlet.guard.decide.Destinations;
import dev.sallyport.servlet.guard.decide.Destinations.Destination;
import dev.sallyport.servlet.guard.decide.Refusals;
import dev.sallyport.servlet.guard.path.RawPath;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.guard.start.MappingCheck;
import dev.sallyport.servlet.guard.start.OverridingMethods;
import dev.sallyport.servlet.guard.start.UnguardedControllers;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.RefusalContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about every request and dispatch that comes by, and lets it on or answers it. Safe for use by many threads; one per
 * servlet context.
 *
 * <p>A request is admitted once, in this order: its path is unambiguous; its credential is good; limits have room; the rule of
 * what it will reach is met. Then it carries a {@link AdmittedRequest}, and what happens to it inside the application is decided by the
 * rule alone, with the caller it was admitted with:
 *
 * <ul>
 *   <li>FORWARD and ASYNC: the rule of the dispatch's target; a refusal is answered like any other.
 *   <li>INCLUDE: the same; a refusal includes nothing, because an included resource can set neither status nor headers.
 *   <li>ERROR: an error page without annotations is shown to whoever caused the error, with a credential or none, since the
 *       application configured it and no request can choose it. One whose annotations demand more than the caller has is not: the
 *       status stays, the body is empty.
 * </ul>
 *
 * <p>A dispatch that comes from outside the protected paths is admitted like a request.
 */
public final class Gate implements AutoCloseable {
    private static final String ATTRIBUTE = "dev.sallyport.servlet.gate";
    private static final Refusal AMBIGUOUS_PATH =
            Refusal.of(Refusal.Cause.INVALID_REQUEST, "The path can be read in more than one way; write it plainly.");

    private final Sallyport auth;
    private final Endpoints endpoints;
    private final Destinations destinations;
    private final MappingCheck mappingCheck;
    private final UnguardedControllers unguarded;
    private final ClientAddresses addresses;
    private final OverridingMethods overridingMethods;
    private final Admission admission;
    private final List<UrlPattern> guarded;
    private final boolean guardsEveryServlet;
    private final boolean sessionIds;
    private final Refusals refusals;
    private final AdmittedRequest.Token token = new AdmittedRequest.Token();
    private final ResourceGate resources;

    Gate(
            Sallyport auth,
            Endpoints endpoints,
            Destinations destinations,
            MappingCheck mappingCheck,
            OverridingMethods overridingMethods,
            GateSettings settings) {
        this.unguarded = mappingCheck.unguarded();
        this.auth = auth;
        this.overridingMethods = overridingMethods;
        this.endpoints = endpoints;
        this.destinations = destinations;
        this.mappingCheck = mappingCheck;
        this.guarded = settings.guarded();
        this.guardsEveryServlet = settings.paths().servlets().contains("*");
        this.sessionIds = settings.paths().sessionIds();
        this.addresses = new ClientAddresses(settings.proxies());
        Denials denials = new Denials(auth.audit(), auth.clock());
        this.refusals = new Refusals(endpoints, token);
        Credentials credentials =
                new Credentials(endpoints.credentials(), settings.keyHeaders(), endpoints.cookieNames());
        this.admission = new Admission(auth, endpoints, credentials, denials, refusals, token);
        this.resources = new ResourceGate(
                auth,
                endpoints,
                destinations,
                new ResourceGate.Decisions(refusals, addresses, denials, mappingCheck),
                token);
    }

    /** The caller that the gate of the request's context admitted it with. */
    public static Optional<Caller> caller(ServletRequest request) {
        return of(request.getServletContext())
                .map(gate -> AdmittedRequest.of(request, gate.token))
                .map(AdmittedRequest::caller);
    }

    static Optional<Gate> of(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof Gate gate ? Optional.of(gate) : Optional.empty();
    }

    ResourceGate resources() {
        return resources;
    }

    /** Makes it the gate of the context. */
    void standIn(ServletContext context) {
        context.setAttribute(ATTRIBUTE, this);
        resources.standIn(context);
    }

    /** Lets the request on to the chain with its caller, serves it when it is for an endpoint, or refuses it. */
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Before anything else looks at the request: a browser sends no credential with a pre-flight.
        HttpServletResponse answer = CorsAnswer.begin(request, response, endpoints.corsHeaders());
        if (answer != null) {
            decideAndPass(request, answer, chain);
        } else {
            endpoints.endOnceRead(request, response, addresses.of(request));
        }
    }

    private void decideAndPass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AdmittedRequest before = AdmittedRequest.of(request, token);
        if (refusesForHole(request, response)) {
            return;
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            showError(request, response, chain, before);
            return;
        }
        if (before == null
                && request.getDispatcherType() == DispatcherType.REQUEST
                && RawPath.isAmbiguous(rawPath(request))) {
            refuseAmbiguousPath(request, response);
            return;
        }
        Destination destination = destinations.of(request);
        ClientAddress address = addresses.of(request);
        AdmittedRequest admitted = admission.decide(request, response, destination, address, before);
        if (admitted == null) {
            return;
        }
        if (destination.match() != null) {
            endpoints.serve(destination.match(), request, response, admitted.from(address));
        } else if (meetsOtherMethods(request, response, address, admitted)) {
            chain.doFilter(new CallerRequest(request, admitted.at(Destinations.path(request))), response);
        }
    }

    /** What a filter behind this one may make of the request must be allowed, too; otherwise it is answered. */
    private boolean meetsOtherMethods(
            HttpServletRequest request, HttpServletResponse response, ClientAddress address, AdmittedRequest admitted)
            throws IOException {
        for (String method : overridingMethods.of(request)) {
            if (admission.decide(request, response, destinations.of(request, method), address, admitted) == null) {
                return false;
            }
        }
        return true;
    }

    /** For what may be a protected path in disguise. */
    void refuseDisguised(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpServletResponse answer = CorsAnswer.begin(request, response, endpoints.corsHeaders());
        if (answer != null) {
            refuseAmbiguousPath(request, answer);
        }
    }

    /** As it came over the wire, without a session id where one may stand at the end. */
    String rawPath(HttpServletRequest request) {
        return sessionIds ? RawPath.withoutSessionId(request.getRequestURI()) : request.getRequestURI();
    }

    /** Tells whether the filter is mapped to every servlet by name, which no pattern tells. */
    boolean guardsEveryServlet() {
        return guardsEveryServlet;
    }

    /** What the gate is in front of. */
    List<UrlPattern> guarded() {
        return guarded;
    }

    /**
     * Tells whether a servlet came late that demands what nothing enforces, and then nothing is served; or the request reaches controllers
     * of which that is true. Then it is answered.
     */
    boolean refusesForHole(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            mappingCheck.confirm();
            if (unguarded.isNone() || !unguarded.has(destinations.servlet(request))) {
                return false;
            }
            refusals.write(request, response, Refusal.unavailable(Endpoints.STORE_RETRY), RefusalContext.RESOURCE);
            return true;
        } catch (IllegalStateException e) {
            endpoints.fail(request, response, e, "any path", RefusalContext.RESOURCE);
            return true;
        }
    }

    /** It counts like any request of which nobody knows whose it is. */
    private void refuseAmbiguousPath(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ClientAddress address = addresses.of(request);
        RequestLimits.Result limits = auth.requestLimits().checkNobody(address, AccessRule.open());
        refusals.tell(request, response, limits);
        Refusal full = Refusals.of(limits);
        Refusal refusal = full == null ? AMBIGUOUS_PATH : full;
        auth.activity().refused(Presented.UNREAD, refusal.cause());
        endpoints.refuseOnceRead(request, response, refusal, RefusalContext.RESOURCE, address);
    }

    /** Answers a request that reached the endpoints' servlet and is for none of them. */
    public void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.INCLUDE) {
            endpoints.refuseOnceRead(
                    request, response, Refusal.notFound(), RefusalContext.ENDPOINT, addresses.of(request));
        }
    }

    private void showError(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            @Nullable AdmittedRequest admitted)
            throws IOException, ServletException {
        Caller caller = admitted == null ? null : admitted.caller();
        if (destinations.showsErrorTo(caller, request)) {
            if (admitted != null && !response.isCommitted()) {
                // Whoever answered with an error may have reset what the request was told.
                refusals.tell(request, response, admitted.limits());
            }
            chain.doFilter(
                    admitted == null ? request : new CallerRequest(request, admitted.at(Destinations.path(request))),
                    response);
        }
    }

    /** Ends what the gate began; who comes still is decided about all the same. */
    @Override
    public void close() {
        endpoints.close();
    }
}
