package dev.sallyport.servlet.guard;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.RequestLimits;
import dev.sallyport.change.StoreException;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.guard.address.ClientAddresses;
import dev.sallyport.servlet.guard.decide.AdmittedRequest;
import dev.sallyport.servlet.guard.decide.Denials;
import dev.sallyport.servlet.guard.decide.Destinations;
import dev.sallyport.servlet.guard.decide.Destinations.Destination;
import dev.sallyport.servlet.guard.decide.Refusals;
import dev.sallyport.servlet.guard.start.MappingCheck;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.RuleValidator;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gate as a framework inside a servlet sees it: it decides about one method of a resource, for a request that the filter let
 * in before. Safe for use by many threads; one per servlet context.
 */
public final class ResourceGate {
    private static final Refusal NOT_ADMITTED =
            Refusal.of(Refusal.Cause.FORBIDDEN, "The request did not come through the guard.");

    private static final String ATTRIBUTE = "dev.sallyport.servlet.resourceGate";

    private final Refusals refusals;
    private final AdmittedRequest.Token token;
    private final Sallyport auth;
    private final Endpoints endpoints;
    private final Destinations destinations;
    private final ClientAddresses addresses;
    private final Denials denials;
    private final MappingCheck mappingCheck;

    /**
     * @param decisions how requests are decided about
     * @param token of the passages of the same context
     */
    ResourceGate(
            Sallyport auth,
            Endpoints endpoints,
            Destinations destinations,
            Decisions decisions,
            AdmittedRequest.Token token) {
        this.auth = auth;
        this.endpoints = endpoints;
        this.destinations = destinations;
        this.refusals = decisions.refusals();
        this.addresses = decisions.addresses();
        this.denials = decisions.denials();
        this.mappingCheck = decisions.mappingCheck();
        this.token = token;
    }

    /** What it shares with the gate. */
    record Decisions(Refusals refusals, ClientAddresses addresses, Denials denials, MappingCheck mappingCheck) {}

    void standIn(ServletContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** Empty as long as nothing of ours has started in the context. */
    public static Optional<ResourceGate> of(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof ResourceGate gate ? Optional.of(gate) : Optional.empty();
    }

    /** Tells whether the filter let the request in. */
    public boolean hasAdmitted(HttpServletRequest request) {
        return AdmittedRequest.of(request, token) != null;
    }

    /** What annotations may name. */
    public RuleValidator validator() {
        return destinations.validator();
    }

    /** @throws IllegalStateException when a mapping of the servlet is not protected, so that nothing would reach its methods */
    public void requireCovered(ServletRegistration servlet) {
        mappingCheck.require(servlet);
    }

    /**
     * @param resource what the servlet leads to, for the message
     * @throws IllegalStateException when a mapping of the servlet is not protected, so that no request to it would be let in
     */
    public void requireCovered(ServletRegistration servlet, String resource) {
        mappingCheck.require(servlet, resource);
    }

    /**
     * Counts the request against the method's limits, tells the caller what is left, and decides. A request that carries no mark
     * of the filter is refused, whatever the rule says.
     *
     * <p>In an ERROR dispatch it is as in {@link #admits}, as long as the method was found by the path of the error page: where a
     * filter of the framework leads elsewhere, what the method demands holds.
     *
     * @param resource what is asked for, for the record
     * @param matched the path within the context by which the framework found the method, decoded; where it is another than the
     *     container's, both must be open for the method to be, and both must be of the caller's tenant
     * @return what to answer in the method's place; empty when it may run
     */
    public Optional<Reply> refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            MethodRule method,
            String resource,
            String matched) {
        if (request.getDispatcherType() == DispatcherType.ERROR && Destinations.isMatched(request, matched)) {
            return showsErrorTo(AdmittedRequest.of(request, token), method)
                    ? Optional.empty()
                    : Optional.of(Reply.empty(errorStatus(request)));
        }
        try {
            return Optional.ofNullable(decide(request, response, method, resource, matched))
                    .map(refusal -> reply(request, refusal));
        } catch (StoreException e) {
            return Optional.of(unavailable(request, e, resource));
        }
    }

    /**
     * The same for whoever may write: a refusal is answered here, in the way of the dispatch, as the filter does. In an ERROR dispatch
     * a method without annotations is shown to whoever caused the error; one that demands more than the caller has leaves an empty
     * body under the status that there is.
     *
     * <p>By which path the framework found the method is taken from the request, as it is now; where it is another than the one that
     * the filter let on, both count, as above.
     *
     * @return whether the method may run
     */
    public boolean admits(HttpServletRequest request, HttpServletResponse response, MethodRule method, String resource)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return showsErrorTo(AdmittedRequest.of(request, token), method);
        }
        Refusal refusal;
        try {
            refusal = decide(request, response, method, resource, null);
        } catch (StoreException e) {
            endpoints.unavailable(e, resource);
            refusal = Refusal.unavailable(Endpoints.STORE_RETRY);
        }
        if (refusal == null) {
            return true;
        }
        refusals.write(request, response, refusal, RefusalContext.RESOURCE);
        return false;
    }

    private static int errorStatus(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_FORBIDDEN;
    }

    private static boolean showsErrorTo(@Nullable AdmittedRequest admitted, MethodRule page) {
        return !page.isAnnotated()
                || AccessDecision.refuse(admitted == null ? null : admitted.caller(), page.rule())
                        .isEmpty();
    }

    private @Nullable Refusal decide(
            HttpServletRequest request,
            HttpServletResponse response,
            MethodRule method,
            String resource,
            @Nullable String matched) {
        AdmittedRequest admitted = AdmittedRequest.of(request, token);
        if (admitted == null) {
            return NOT_ADMITTED;
        }
        Destination destination = destinations.of(request, method, resource, admitted.path(), matched);
        ClientAddress address = addresses.of(request);
        boolean first = admitted.counted().isFirst(resource, destination.rule());
        RequestLimits.Result limits = request.getDispatcherType() == DispatcherType.ASYNC && !first
                ? RequestLimits.Result.UNLIMITED
                : auth.requestLimits().checkRule(admitted.caller(), admitted.plan(), address, destination.rule());
        if (limits.decision() != null && limits.equals(admitted.limits().tighter(limits)) && !response.isCommitted()) {
            endpoints.tell(request, response, limits.policy(), limits.decision());
        }
        Refusal refusal = Refusals.of(limits);
        if (refusal == null) {
            refusal = AccessDecision.refuse(admitted.caller(), destination.rule(), destination.tenant())
                    .orElse(null);
        }
        if (refusal != null) {
            auth.activity().refusedInside(refusal.cause());
            denials.recordIfTelling(admitted.caller(), address, resource, refusal.cause());
        }
        return refusal;
    }

    /** How the profile words a refusal, complete with all headers; for an include an empty one, which includes nothing. */
    public Reply reply(HttpServletRequest request, Refusal refusal) {
        Reply reply = endpoints.reply(refusal, RefusalContext.RESOURCE);
        return request.getDispatcherType() == DispatcherType.INCLUDE ? Reply.empty(reply.status()) : reply;
    }

    /** How it is said that the store failed; logs it once. */
    public Reply unavailable(HttpServletRequest request, StoreException cause, String resource) {
        Reply reply = endpoints.unavailable(cause, resource);
        return request.getDispatcherType() == DispatcherType.INCLUDE ? Reply.empty(reply.status()) : reply;
    }
}
